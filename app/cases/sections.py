"""What monitoring and the notice add to a case's page, to its next step and to its record. The rest: walking.py."""

import datetime as dt
from dataclasses import dataclass

from app.cases.queries.walk import Head, Walk
from app.documents.model import Block


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next: words for the link, and the endpoint of the room that it leads to; who may not is told it."""

    text: str
    endpoint: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the case's page: what stands, and links (words, endpoint of the room) to more."""

    key: str
    title: str
    lines: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    table: tuple[tuple[str, ...], ...] = ()  # its head, then rows


@dataclass(frozen=True, slots=True)
class EndOfCase:
    """What monitoring and the notice say: sections of the page, and what is to be done first of all, if anything."""

    sections: tuple[Section, ...] = ()
    step: Step | None = None


def end_of_case(head: Head, walk: Walk, *, today: dt.date) -> EndOfCase:
    """Give it for the page, in one query at most."""
    return EndOfCase()


def end_of_record(head: Head, walk: Walk, *, today: dt.date) -> tuple[Block, ...]:
    """Give the record's parts on monitoring and the notice; their headings are of level 1."""
    return ()
