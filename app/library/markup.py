"""The longest parts of the library's pages: fifty items in rows, live tools. Made here and not by macros."""

import datetime as dt
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from app.library.queries.listing import ItemRow
from app.library.words import Kind, levels_words, standards_words
from app.security import EngagementScope
from app.tools.tool import Stage, Tool
from app.web.components import table, tag
from app.web.filters import day
from app.web.links import address_of

_LONGEST = 160  # letters of what an item is for, in a list
_NAMED = Markup('<a class="govuk-link" href="%s">%s</a><br><span class="govuk-hint">%s</span>')
_USE = Markup(' <a class="govuk-link" href="%s">Use it<span class="govuk-visually-hidden">: %s</span></a>')
_TOLD = Markup("%s %s")


def items_table(
    rows: Iterable[ItemRow], titles: Mapping[str, str], scope: EngagementScope, *, today: dt.date
) -> Markup:
    """Give items by title, each with what it is for and when it is looked at again."""
    to = address_of("library.item", "item_ref", engagement_ref=scope.ref)
    cells = [
        (
            _NAMED % (to(row.ref), row.title, _short(row.about)),
            Kind(row.kind).label,
            _served(row, titles),
            _owner(row, scope),
            _review(row, today),
        )
        for row in rows
    ]
    head = ("Item", "Kind", "What it helps with", "Whose it is", "Look again by")
    return table("Items of the library", head, cells, hidden_caption=True)


def _short(text: str) -> str:
    first = text.partition("\n")[0]
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST].rsplit(' ', 1)[0]}…"


def _served(row: ItemRow, titles: Mapping[str, str]) -> Markup:
    """Name standards, levels and stages, each group in its own lines; what serves all is said in one."""
    lines = standards_words(row.standards, titles).split("\n") if row.standards else []
    if row.from_level is not None:
        lines.append(levels_words(row.from_level, row.to_level))
    if row.stages:
        lines.append(", ".join(stage.label for stage in Stage if stage in row.stages))
    return Markup("<br>").join(lines or ["Every standard"])


def _owner(row: ItemRow, scope: EngagementScope) -> Markup | str:
    """Name the owner of an own item, and the authority of another: its people are not ours to ask."""
    if not row.own:
        return scope.lead_name
    return row.owner_name if row.owner_is_there else _TOLD % (row.owner_name, tag("Has left", "orange"))


def _review(row: ItemRow, today: dt.date) -> Markup | str:
    shown = day(row.review_on)
    return _TOLD % (shown, tag("Review due", "orange")) if row.review_on <= today else shown


def tools_list(tools: Iterable[tuple[str, Tool]], scope: EngagementScope, *, starts: bool) -> Markup:
    """Give live tools with what each is for; to whoever `starts` one, the way to begin."""
    read = address_of("tools.tool", "version_ref")
    begin = address_of("appraising.start", "tool_key", engagement_ref=scope.ref)
    parts = []
    for ref, tool in tools:
        stages = ", ".join(stage.label for stage in Stage if stage in tool.stages)
        named = _NAMED % (read(ref), tool.title, f"{_short(tool.about)} {stages}.")
        parts.append(named + (_USE % (begin(tool.key), tool.title) if starts else ""))
    items = Markup("</li>\n<li>").join(parts)
    return Markup('<ul class="govuk-list govuk-list--spaced">\n<li>%s</li>\n</ul>\n') % items if parts else Markup()
