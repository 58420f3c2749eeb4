"""The list of what the library holds for this side of an engagement, searched and paged. One item: item.py."""

import datetime as dt
from typing import NamedTuple

from flask import request
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.db.keeping import kept_while
from app.library.markup import items_list, tools_list
from app.library.queries.listing import ItemPage, Search, items_of
from app.library.queries.offered import Offered, offered
from app.library.reach import Reach
from app.library.room import LIBRARY, room
from app.library.search import live_tools, parts_of, search_form, search_from
from app.library.views.loading import page, reach, to
from app.security import EngagementScope, Permission, require_identity, require_scope
from app.web.links import page_number
from app.web.reprinting import printed_for

MOST_LISTS = 32  # kept in a worker as they are printed, some 40 KB each with what they are made of


class Seen(NamedTuple):
    """All that a list is made of: while none of it changes, neither does the list."""

    scope: EngagementScope
    side: Reach
    search: Search
    found: ItemPage
    keeps: bool
    starts: bool
    texts: str
    today: dt.date


@room.get(LIBRARY, permission=Permission.LIBRARY_VIEW)
def library(engagement_ref: str) -> ResponseReturnValue:
    """List what can be used: items of the own side, what the lead shares, and live tools; 50 to a page."""
    me, scope, side, texts = require_identity(), require_scope(), reach(), offered()
    keeps, starts = me.may(Permission.LIBRARY_KEEP), me.may(Permission.CASE_KEEP) and not scope.is_over
    search, number = search_from(request.args, texts.standards, keeps=keeps), page_number()
    found = items_of(search, reach=side, person_id=me.person_id, page=number)
    seen = Seen(scope, side, search, found, keeps, starts, texts.version, today())
    ref = printed_for(scope.ref, side.own_id, keeps, starts, number, search)
    shown = kept_while("list of the library", ref, seen, lambda: _shown(seen, texts), most=MOST_LISTS)
    return page("library.html", found=found, shown=shown)


def _shown(seen: Seen, texts: Offered) -> str:
    """Print it."""
    search, found, parts = seen.search, seen.found, parts_of(seen.search)
    tools = live_tools(search, texts.tools.values()) if found.page == 1 else []
    return page(
        "library_shown.html",
        found=found,
        items=items_list(found.rows, texts.standards, seen.scope, today=seen.today),
        tool_count=len(tools),
        tools=tools_list(tools, seen.scope, starts=seen.starts),
        form=search_form(search, texts.standards),
        search=search,
        parts=parts,
        leads=seen.side.leads,
        keeps=seen.keeps,
        address=f"{to('library', **parts)}{'&' if parts else '?'}page=",
    )
