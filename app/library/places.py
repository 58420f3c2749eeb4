"""What a use can be recorded for though rooms above keep it: service cases. They register; the library asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

from app.security import EngagementScope

EXTENSION = "library_places"


@dataclass(frozen=True, slots=True)
class Place:
    """A service case: whether it is `open` for more, and where it is read."""

    ref: str
    title: str
    href: str
    is_open: bool

    def is_about(self, service: str) -> bool:
        """Say whether it is about the service of this name, however it is spaced and capitalised."""
        mine, other = (" ".join(name.casefold().split()) for name in (self.title, service))
        return mine == other


PlaceSource = Callable[[EngagementScope, str], Sequence[Place]]  # the second: reference of the only one asked for


def add_places(app: Flask, source: PlaceSource) -> None:
    """Let a room above offer its records to the library."""
    app.extensions.setdefault(EXTENSION, []).append(source)


def places_from_above(scope: EngagementScope, held: str = "") -> list[Place]:
    """Ask the rooms above what they keep; with `held` the one of this reference, which stays as it is meanwhile."""
    sources: list[PlaceSource] = current_app.extensions.get(EXTENSION, [])
    return [place for source in sources for place in source(scope, held)]
