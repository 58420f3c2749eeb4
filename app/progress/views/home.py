"""Your work: the first page after sign-in."""

import datetime as dt
from typing import NamedTuple

from flask import render_template
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.db.keeping import kept_while
from app.progress.room import room
from app.progress.work import Found, found_for, work_from
from app.security import Identity, Permission, require_identity
from app.web.reprinting import printed_for

MOST_PAGES = 64  # kept in a worker as they are printed, some 40 KB each with what they are made of


class Seen(NamedTuple):
    """All that a person's page is made of: while none of it changes, neither does the page."""

    found: Found
    permissions: frozenset[Permission]
    today: dt.date


@room.get("/home", permission=Permission.SIGNED_IN)
def home() -> ResponseReturnValue:
    """Say what waits for the person, across everything, and what comes next."""
    me, on = require_identity(), today()
    seen = Seen(found_for(me, today=on), me.permissions, on)
    ref = printed_for(me.person_ref)
    shown = kept_while("page of your work", ref, seen, lambda: _shown(seen, me), most=MOST_PAGES)
    return render_template("progress/home.html", shown=shown)


def _shown(seen: Seen, me: Identity) -> str:
    return render_template("progress/home_shown.html", work=work_from(seen.found, me, today=seen.today))
