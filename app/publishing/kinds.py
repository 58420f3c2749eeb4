"""A kind of published text as one value: where it is stored, how it is read and checked. What is done: services."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from app.publishing.models import Version
from app.publishing.reading import Mistake, MistakesError


class Content(Protocol):
    """A text that has been read."""

    @property
    def key(self) -> str:
        """What stays the same over versions."""

    @property
    def title(self) -> str:
        """What people call it."""


V = TypeVar("V", bound=Version)
C = TypeVar("C", bound=Content)


@dataclass(frozen=True, slots=True)
class Kind(Generic[V, C]):
    """What one room publishes. A source is a text, or texts by path: whatever `column` of `table` holds."""

    name: str  # in the audit trail: "questionnaire"
    table: type[V]
    column: str
    check: Callable[[Any], C]  # a source that is sent; raises MistakesError with every mistake
    read: Callable[[Any], C]  # a source that is stored; may leave out rules that came later
    label: Callable[[C], str]  # the content's own name of its version
    digest: Callable[[Any], str]  # of a source; equal for equal content
    source_at: Callable[[Path], Any]  # raises MistakesError if it cannot be read
    own: Callable[[], list[Path]]  # what comes with the product, by name
    kept: int  # contents in the memory of a worker, the last used

    def mistakes(self, paths: Iterable[Path]) -> list[Mistake]:
        """Give every mistake in what lies at these paths, in their order; an empty list means that all are fit."""
        found: list[Mistake] = []
        for path in paths:
            try:
                self.check(self.source_at(path))
            except MistakesError as error:
                found += [replace(each, file=str(path / each.file)) for each in error.mistakes]
        return found
