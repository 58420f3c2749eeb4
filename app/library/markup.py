"""The longest parts of the library's list: fifty items, live tools. Made here and not by macros."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from app.library.models import Sharing
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
_SHARED = {Sharing.CHOSEN: "Shared with chosen partners", Sharing.ALL: "Shared with every partner"}
_BETWEEN = Markup("</li>\n<li>")


def items_list(rows: Iterable[ItemRow], titles: Mapping[str, str], scope: EngagementScope, *, today: dt.date) -> Markup:
    """Give items with what each is for, whose it is and when it is looked at again; `titles` of standards by key."""
    address = address_of("library.item", "item_ref", engagement_ref=scope.ref)
    printed = [
        _item(row, address(row.ref), scope.lead_name, titles, is_due=row.own and row.review_on <= today) for row in rows
    ]
    return _LIST % _BETWEEN.join(printed) if printed else Markup()


def _item(row: ItemRow, href: str, lead_name: str, titles: Mapping[str, str], *, is_due: bool) -> Markup:
    facts = ". ".join(_facts(row, titles, lead_name))
    return _ITEM % (href, row.title, _tags(row, is_due=is_due), _short(row.about), f"{facts}.")


def _tags(row: ItemRow, *, is_due: bool) -> Markup:
    tags = Markup()
    if is_due:
        tags += " " + tag("Review due", "orange")
    if row.own and not row.owner_is_there:
        tags += " " + tag("Owner has left", "orange")
    return tags


def _facts(row: ItemRow, titles: Mapping[str, str], lead_name: str) -> list[str]:
    """Say what kind it is, for which standards, levels and stages, and whose; what serves all is left out."""
    facts = [Kind(row.kind).label]
    if standards := json.loads(row.standards):
        facts.append(standards_words(standards, titles).replace("\n", "; "))
    if row.from_level is not None:
        facts.append(levels_words(row.from_level, row.to_level))
    if stages := json.loads(row.stages):
        facts.append(stages_words(stages))
    if row.own:  # the people of another authority are not ours to ask
        shared = [_SHARED[row.sharing]] if row.sharing in _SHARED else []
        return [*facts, *shared, f"Owner: {row.owner_name}", f"Look again by {day(row.review_on)}"]
    return [*facts, f"From {lead_name}"]


def _short(text: str) -> str:
    first = text.partition("\n")[0]
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST].rsplit(' ', 1)[0]}…"


def tools_list(tools: Sequence[tuple[str, Tool]], scope: EngagementScope, *, starts: bool) -> Markup:
    """Give live tools with what each is for; to whoever `starts` one, the way to begin."""
    if not tools:
        return Markup()
    read = address_of("tools.tool", "version_ref")
    begin = address_of("appraising.start", "tool_key", engagement_ref=scope.ref)
    parts = []
    for ref, tool in tools:
        stages = ", ".join(stage.label for stage in Stage if stage in tool.stages)
        named = _NAMED % (read(ref), tool.title, f"{_short(tool.about)} {stages}.")
        parts.append(named + (_USE % (begin(tool.key), tool.title) if starts else ""))
    return _LIST % _BETWEEN.join(parts)
