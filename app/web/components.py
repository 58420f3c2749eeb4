"""The parts that pages have most of, made here and not by macros; equal to the library's markup (test_components.py).

Templates find them beside the macros: components.html gives each its name there.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from app.web.escaping import escaped

Action = Sequence[Any]  # text, address, words only for screen readers (may be left out)
Row = Sequence[Any]  # key, value, actions (may be left out)
TableRow = str | Iterable[object]  # cells, the first of which heads the row; or a text that heads the rows below it


def tag(text: object, colour: str | None = None) -> Markup:
    """Give a word on a coloured ground; the library's own blue needs no class."""
    coloured = f" govuk-tag--{escaped(colour)}" if colour and colour != "blue" else ""
    return Markup(f'<strong class="govuk-tag{coloured}">{escaped(text)}</strong>')


def link(href: object, text: object) -> Markup:
    """Give a link, as it stands in a cell of a table."""
    return Markup(f'<a class="govuk-link" href="{escaped(href)}">{escaped(text)}</a>')


def kept_lines(text: object) -> Markup:
    """Give what somebody wrote, with its lines as they were typed."""
    return Markup(f'<span class="app-keep-lines">{escaped(text)}</span>')


def hint(text: object) -> Markup:
    """Give what is only said beside."""
    return Markup(f'<span class="govuk-hint">{escaped(text)}</span>')


def summary_list(rows: Iterable[Row], **attributes: str) -> Markup:
    """Give a list of keys and values with what can be done about each; `class` is added to the list's own."""
    all_rows = list(rows)
    acting = any(len(row) > 2 for row in all_rows)
    added = f" {escaped(attributes['class'])}" if attributes.get("class") else ""
    parts = [f'<dl class="govuk-summary-list{added}">\n']
    for row in all_rows:
        actions = row[2] if len(row) > 2 else ()
        kind = " govuk-summary-list__row--no-actions" if acting and not actions else ""
        parts.append(
            f'<div class="govuk-summary-list__row{kind}">\n'
            f'<dt class="govuk-summary-list__key">{escaped(row[0])}</dt>\n'
            f'<dd class="govuk-summary-list__value">{escaped(row[1])}</dd>\n'
            f"{_actions(actions)}</div>\n"
        )
    parts.append("</dl>\n")
    return Markup("".join(parts))


def _actions(actions: Sequence[Action]) -> str:
    if not actions:
        return ""
    if len(actions) == 1:
        return f'<dd class="govuk-summary-list__actions">{_action(*actions[0])}</dd>\n'
    items = "".join(f'<li class="govuk-summary-list__actions-list-item">{_action(*each)}</li>\n' for each in actions)
    return f'<dd class="govuk-summary-list__actions"><ul class="govuk-summary-list__actions-list">\n{items}</ul></dd>\n'


def _action(text: object, href: object, hidden: object = None) -> str:
    more = f'<span class="govuk-visually-hidden"> {escaped(hidden)}</span>' if hidden else ""
    return f'<a class="govuk-link" href="{escaped(href)}">{escaped(text)}{more}</a>'


@dataclass(frozen=True, slots=True)
class Look:
    """How a table looks. `numeric`: numbers of columns, from 0; `total`: the last row is a sum."""

    numeric: Container[int] = ()
    row_header: bool = True
    size: str = "m"
    hidden_caption: bool = False
    total: bool = False
    empty: object = "None yet."


def table(caption: object, head: Sequence[object], rows: Iterable[TableRow], **look: Any) -> Markup:
    """Give a table in a frame that scrolls by itself on a narrow screen and can be reached by keyboard."""
    looks = Look(**look)
    label = escaped(caption.striptags() if isinstance(caption, Markup) else caption)
    shown = "govuk-visually-hidden" if looks.hidden_caption else f"govuk-table__caption--{escaped(looks.size)}"
    heads = "".join(_head(text, is_number=place in looks.numeric) for place, text in enumerate(head))
    empty = f'<td class="govuk-table__cell" colspan="{len(head)}">{escaped(looks.empty)}</td>'
    body = _body(list(rows), len(head), looks) or f'<tr class="govuk-table__row">{empty}</tr>\n'
    return Markup(
        f'<div class="app-scroll" role="region" aria-label="{label}" tabindex="0">\n'
        f'<table class="govuk-table">\n<caption class="govuk-table__caption {shown}">{escaped(caption)}</caption>\n'
        f'<thead class="govuk-table__head">\n<tr class="govuk-table__row">\n{heads}</tr>\n</thead>\n'
        f'<tbody class="govuk-table__body">\n{body}</tbody>\n</table>\n</div>\n'
    )


def _head(text: object, *, is_number: bool) -> str:
    kind = " govuk-table__header--numeric" if is_number else ""
    return f'<th scope="col" class="govuk-table__header{kind}">{escaped(text)}</th>\n'


def _body(rows: Sequence[TableRow], columns: int, looks: Look) -> str:
    plain, number = '<td class="govuk-table__cell">', '<td class="govuk-table__cell govuk-table__cell--numeric">'
    parts: list[str] = []
    for place, row in enumerate(rows, start=1):
        if isinstance(row, str):
            if place > 1:
                parts.append('</tbody>\n<tbody class="govuk-table__body">\n')
            parts.append(
                '<tr class="govuk-table__row app-table-group">'
                f'<th scope="rowgroup" colspan="{columns}" class="govuk-table__header">{escaped(row)}</th></tr>\n'
            )
            continue
        kind = " govuk-table__row--total" if looks.total and place == len(rows) else ""
        parts.append(f'<tr class="govuk-table__row{kind}">\n')
        for column, text in enumerate(row):
            if looks.row_header and not column:
                parts.append(f'<th scope="row" class="govuk-table__header">{escaped(text)}</th>\n')
            else:
                parts.append(f"{number if column in looks.numeric else plain}{escaped(text)}</td>\n")
        parts.append("</tr>\n")
    return "".join(parts)
