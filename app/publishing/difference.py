"""Which parts of a text differ between two versions. What the parts are, and what became of things: each room's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part with other text; None as `old` or `new` where the part is not in that version."""

    part: str
    old: str | None
    new: str | None


def changed(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[PartChange]:
    """Give the parts that differ: those of the new version in its order, then those it has no more."""
    for part in [*new, *(part for part in old if part not in new)]:
        if old.get(part) != new.get(part):
            yield PartChange(part, old.get(part), new.get(part))


def in_words(parts: list[str], details: tuple[PartChange, ...]) -> str:
    """Give changes in one line; other details count but for the name of the version, which always differs."""
    other = ["other details changed"] if any(change.part != "version" for change in details) else []
    words = ", ".join(parts + other) or "no text changed"
    return words[0].upper() + words[1:]
