"""The list of what the library holds for this side of an engagement, searched and paged. One item: item.py."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.library.room import LIBRARY, room
from app.security import Permission


@room.get(LIBRARY, permission=Permission.LIBRARY_VIEW)
def library(engagement_ref: str) -> ResponseReturnValue:
    """List what can be used."""
    abort(404)
