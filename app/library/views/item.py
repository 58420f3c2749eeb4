"""One item of the library: what it holds, its versions and what it was used for; its files as downloads."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.library.room import ITEM, LIBRARY, room
from app.security import Permission


@room.get(ITEM, permission=Permission.LIBRARY_VIEW)
def item(engagement_ref: str, item_ref: str) -> ResponseReturnValue:
    """Show an item."""
    abort(404)


@room.get(f"{ITEM}/versions/<int:number>/file", permission=Permission.LIBRARY_VIEW)
def file(engagement_ref: str, item_ref: str, number: int) -> ResponseReturnValue:
    """Give a file."""
    abort(404)


@room.form(f"{LIBRARY}/new", permission=Permission.LIBRARY_KEEP)
def item_new(engagement_ref: str) -> ResponseReturnValue:
    """Add an item."""
    abort(404)


@room.form(f"{ITEM}/edit", permission=Permission.LIBRARY_KEEP)
def item_edit(engagement_ref: str, item_ref: str) -> ResponseReturnValue:
    """Change an item."""
    abort(404)


@room.form(f"{ITEM}/versions/new", permission=Permission.LIBRARY_KEEP)
def version_new(engagement_ref: str, item_ref: str) -> ResponseReturnValue:
    """Add a version."""
    abort(404)


@room.form(f"{ITEM}/share", permission=Permission.LIBRARY_KEEP)
def share(engagement_ref: str, item_ref: str) -> ResponseReturnValue:
    """Share an item."""
    abort(404)


@room.form(f"{ITEM}/withdraw", permission=Permission.LIBRARY_KEEP)
def withdraw(engagement_ref: str, item_ref: str) -> ResponseReturnValue:
    """Withdraw an item."""
    abort(404)


@room.form(f"{ITEM}/use", permission=Permission.LIBRARY_KEEP)
def use(engagement_ref: str, item_ref: str) -> ResponseReturnValue:
    """Record a use."""
    abort(404)
