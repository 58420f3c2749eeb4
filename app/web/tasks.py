"""A task list: its rows, for every room that shows one, and its markup, equal to the library's (test_components.py).

The markup is made here and not by a macro: lists of fifty rows are the longest part of the pages that have them.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from app.web.escaping import escaped


@dataclass(frozen=True, slots=True)
class Task:
    """A row: what it is, where it leads (None: nowhere yet), what to do next, its status (no colour: plain text).

    `due_on` is not shown: it lets an e-mail tell what is due soon.
    """

    title: str
    href: str | None
    hint: str
    status: str
    colour: str | None = None
    due_on: dt.date | None = None


def task_list(items: Iterable[Task], prefix: str = "task-list") -> Markup:
    """Give the markup of a task list; `prefix` begins the ids of its parts, one for each list of a page."""
    rows = [_row(item, f"{escaped(prefix)}-{number}") for number, item in enumerate(items, start=1)]
    return Markup('<ul class="govuk-task-list">\n' + "".join(rows) + "</ul>\n")


def _row(item: Task, identifier: str) -> str:
    """Give one row; every part that is not ours is escaped here."""
    title, hint, described = escaped(item.title), "", ""
    if item.hint:
        described = f"{identifier}-hint "
        hint = f'<div id="{identifier}-hint" class="govuk-task-list__hint">{escaped(item.hint)}</div>\n'
    if item.href:
        kind = " govuk-task-list__item--with-link"
        name = (
            f'<a class="govuk-link govuk-task-list__link" href="{escaped(item.href)}"'
            f' aria-describedby="{described}{identifier}-status">{title}</a>'
        )
    else:
        kind, name = "", f"<div>{title}</div>"
    status = escaped(item.status)
    if item.colour:
        colour = "" if item.colour == "blue" else f" govuk-tag--{escaped(item.colour)}"
        status = f'<strong class="govuk-tag{colour}">{status}</strong>'
    return (
        f'<li class="govuk-task-list__item{kind}">\n'
        f'<div class="govuk-task-list__name-and-hint">\n{name}\n{hint}</div>\n'
        f'<div class="govuk-task-list__status" id="{identifier}-status">{status}</div>\n</li>\n'
    )
