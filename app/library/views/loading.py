"""Finds the item of the address or answers 404; whether it can be changed; addresses of the room. No page."""

from collections.abc import Callable
from typing import Any

from flask import abort, current_app, flash, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug import Response

from app.db.clock import now
from app.engagements.forms import taking
from app.engagements.forms.taking import Refusals, Saved, refused
from app.files.services import Shelf, shelf_of
from app.library.errors import ConflictError, LibraryError
from app.library.models import LibraryItem
from app.library.queries.item import item_of
from app.library.reach import Reach, reach_of
from app.library.services.moves import Pen
from app.security import require_identity, require_scope
from app.web.links import room_urls


def reach() -> Reach:
    """Give the side of whoever asks."""
    return reach_of(require_scope(), require_identity())


def pen() -> Pen:
    """Give who writes, for which side."""
    return Pen(require_scope(), reach(), require_identity(), now())


def shelf() -> Shelf:
    """Give the place where files lie."""
    return shelf_of(current_app.config["SETTINGS"])


def load_item(item_ref: str) -> LibraryItem:
    """Give the item of the address if this side may see it, locked when something is sent."""
    return item_of(item_ref, reach=reach(), lock=request.method == "POST") or abort(404)


def hindered(demand: Callable[[], None], leads_to: str) -> Response | None:
    """Lead away with the reason if something cannot be done at all, before any form is read."""
    try:
        demand()
    except LibraryError as error:
        return refused(error, leads_to)
    return None


def to(endpoint: str, **values: Any) -> str:
    """Give the address of a page of the room in this engagement."""
    return room_urls("library", require_scope().ref)(endpoint, **values)


def page(template: str, **values: Any) -> str:
    """Render a page of the room."""
    scope = require_scope()
    return render_template(f"library/{template}", scope=scope, to=room_urls("library", scope.ref), **values)


def take(
    form: Any,
    save: Callable[[], str],  # saves, and gives the address that follows
    show: Callable[..., str],
    *,
    said: str,
    refused_to: str,
    current: Callable[[], tuple[Saved, Saved, int]] = lambda: ({}, {}, 0),
) -> ResponseReturnValue:
    """Take a form as those of all rooms are, and tell `said` once it is saved."""

    def saved() -> str:
        leads_to = save()
        flash(said, "success")
        return leads_to

    return taking.take(Refusals(ConflictError, LibraryError), form, saved, show, current=current, refused_to=refused_to)
