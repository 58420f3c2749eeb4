"""The longest parts of the library's list: fifty items, live tools. Made here and not by macros."""

import datetime as dt
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from app.library.queries.listing import ItemRow
from app.library.words import Kind, levels_words, stages_words, standards_words
from app.security import EngagementScope
from app.tools.tool import Stage, Tool
from app.web.components import tag
from app.web.filters import day
from app.web.links import address_of

_LONGEST = 160  # letters of what an item is for, in a list
_NAMED = Markup('<a class="govuk-link" href="%s">%s</a><br><span class="govuk-hint">%s</span>')
_ITEM = Markup(
    '<a class="govuk-link govuk-!-font-weight-bold" href="%s">%s</a>%s<br>%s<br><span class="govuk-hint">%s</span>'
)
_USE = Markup(' <a class="govuk-link" href="%s">Use it<span class="govuk-visually-hidden">: %s</span></a>')
_LIST = Markup('<ul class="govuk-list govuk-list--spaced">\n<li>%s</li>\n</ul>\n')
_BETWEEN = Markup("</li>\n<li>")


def items_list(rows: Iterable[ItemRow], titles: Mapping[str, str], scope: EngagementScope, *, today: dt.date) -> Markup:
    """Give items with what each is for, whose it is and when it is looked at again."""
    to = address_of("library.item", "item_ref", engagement_ref=scope.ref)
    told = [
        _ITEM
        % (to(row.ref), row.title, _tags(row, today), _short(row.about), ". ".join(_facts(row, titles, scope)) + ".")
        for row in rows
    ]
    return _LIST % _BETWEEN.join(told) if told else Markup()


def _tags(row: ItemRow, today: dt.date) -> Markup:
    tags = Markup()
    if row.own and row.review_on <= today:
        tags += " " + tag("Review due", "orange")
    if row.own and not row.owner_is_there:
        tags += " " + tag("Owner has left", "orange")
    return tags


def _facts(row: ItemRow, titles: Mapping[str, str], scope: EngagementScope) -> list[str]:
    """Say what kind it is, for which standards, levels and stages, and whose; what serves all is left out."""
    facts = [Kind(row.kind).label]
    if row.standards:
        facts.append(standards_words(row.standards, titles).replace("\n", "; "))
    if row.from_level is not None:
        facts.append(levels_words(row.from_level, row.to_level))
    if row.stages:
        facts.append(stages_words(row.stages))
    if row.own:  # the people of another authority are not ours to ask
        return [*facts, f"Owner: {row.owner_name}", f"Look again by {day(row.review_on)}"]
    return [*facts, f"From {scope.lead_name}"]


def _short(text: str) -> str:
    first = text.partition("\n")[0]
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST].rsplit(' ', 1)[0]}…"


def tools_list(tools: Iterable[tuple[str, Tool]], scope: EngagementScope, *, starts: bool) -> Markup:
    """Give live tools with what each is for; to whoever `starts` one, the way to begin."""
    read = address_of("tools.tool", "version_ref")
    begin = address_of("appraising.start", "tool_key", engagement_ref=scope.ref)
    parts = []
    for ref, tool in tools:
        stages = ", ".join(stage.label for stage in Stage if stage in tool.stages)
        named = _NAMED % (read(ref), tool.title, f"{_short(tool.about)} {stages}.")
        parts.append(named + (_USE % (begin(tool.key), tool.title) if starts else ""))
    return _LIST % _BETWEEN.join(parts) if parts else Markup()
