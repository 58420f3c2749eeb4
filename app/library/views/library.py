"""The list of what the library holds for this side of an engagement, searched and paged. One item: item.py."""

from flask import request
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.db.keeping import kept
from app.library.markup import items_list, tools_list
from app.library.queries.listing import Search, items_of
from app.library.queries.offered import Offered, offered
from app.library.room import LIBRARY, room
from app.library.search import live_tools, parts_of, search_form, search_from
from app.library.views.loading import page, reach, to
from app.security import Permission, require_identity, require_scope
from app.web.links import page_number

KEPT = 128  # searches as they are printed, some 4 KB each


@room.get(LIBRARY, permission=Permission.LIBRARY_VIEW)
def library(engagement_ref: str) -> ResponseReturnValue:
    """List what can be used: items of the own side, what the lead shares, and live tools; 50 to a page."""
    me, scope, side, texts = require_identity(), require_scope(), reach(), offered()
    keeps = me.may(Permission.LIBRARY_KEEP)
    search, number = search_from(request.args, texts.standards, keeps=keeps), page_number()
    found = items_of(search, reach=side, person_id=me.person_id, page=number)
    tools = live_tools(search, texts.tools.values()) if number == 1 else []
    parts = parts_of(search)
    return page(
        "library.html",
        found=found,
        items=items_list(found.rows, texts, scope, today=today()),
        tool_count=len(tools),
        tools=tools_list(tools, scope, starts=me.may(Permission.CASE_KEEP) and not scope.is_over),
        filters=_filters(search, texts, keeps=keeps),
        search=search,
        parts=parts,
        leads=side.leads,
        keeps=keeps,
        address=f"{to('library', **parts)}{'&' if parts else '?'}page=",
    )


def _filters(search: Search, texts: Offered, *, keeps: bool) -> str:
    """Print the search as it was asked; the fields are the longest part of the page that is not its items."""
    asked = f"{require_scope().ref} {keeps} {search} {texts.version}"

    def printed() -> str:
        return page(
            "filters.html",
            form=search_form(search, texts.standards),
            search=search,
            parts=parts_of(search),
            keeps=keeps,
        )

    return kept("searches of the library", asked, printed, most=KEPT)
