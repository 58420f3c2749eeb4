"""What a reader of a programme is shown: its Markdown as HTML, made once, and which cases are for whom."""

from functools import lru_cache

from markupsafe import Markup

from app.learning.content import Case, Programme
from app.learning.markdown import html
from app.web.filters import MONTHS

FOR_ONE_PLAYER = "role-cards"  # handed out by the trainer, each to the person who plays the role
KINDS = {
    "data-pack": "Data pack",
    "role-cards": "Role cards",
    "case": "Case",
    "specification": "Specification",
    "template": "Template",
}


@lru_cache(maxsize=256)
def shown(markdown: str, heading_from: int) -> Markup:
    """Give HTML of a text; texts of a version never change, so a worker makes the last ones once."""
    return html(markdown, heading_from)


def month_text(month: str) -> str:
    """Write "2026-11" as "November 2026"."""
    year, number = month.split("-")[:2]
    return f"{MONTHS[int(number) - 1]} {year}"


def kind_text(case: Case) -> str:
    """Name the kind of a case."""
    return KINDS.get(case.kind, case.kind.replace("-", " ").capitalize())


def may_read(case: Case, *, runs: bool) -> bool:
    """Say whether a case is shown: role cards would give the exercise away to whoever is not its trainer."""
    return runs or case.kind != FOR_ONE_PLAYER


def cases_shown(programme: Programme, session_key: str, *, runs: bool) -> tuple[Case, ...]:
    """Give the cases of a session that a reader is shown."""
    return tuple(case for case in programme.cases_of(session_key) if may_read(case, runs=runs))
