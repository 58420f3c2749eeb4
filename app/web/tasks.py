"""A row of a task list, for every room that shows one. How it looks: components.html."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """A row: what it is, where it leads (None: nowhere yet), what to do next, its status (no colour: plain text)."""

    title: str
    href: str | None
    hint: str
    status: str
    colour: str | None = None
