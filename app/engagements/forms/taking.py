"""A form that is taken: saved and led on, or shown again with what was typed. What two editors see: versions.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug import Response

from app.db import db
from app.engagements.forms.versions import differences
from app.web.filters import day

CONFLICT, INVALID = 409, 422
Saved = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refusals:
    """The errors by which the services of a room refuse; one of a field has its name in `field`."""

    conflict: type[Exception]
    of_room: type[Exception]
    of_field: tuple[type[Exception], ...] = ()


def sent() -> Any:
    """Give what the browser sent; None for a page that is only shown. With a file: app.files.forms."""
    return request.form if request.method == "POST" else None


def refused(error: Exception, leads_to: str) -> Response:
    """Undo, say why it could not be done, and lead to an address."""
    db.session.rollback()
    flash(str(error), "important")
    return redirect(leads_to, 303)


def take(
    refusals: Refusals,
    form: Any,
    save: Callable[[], str],  # saves, and gives the address that follows
    show: Callable[..., str],
    *,
    current: Callable[[], tuple[Saved, Saved, int]] = lambda: ({}, {}, 0),
    refused_to: str = "",
    called: Mapping[str, str] | None = None,
) -> ResponseReturnValue:
    """Save a valid form and lead on, or show it again with what was typed.

    `current` gives what was typed and what is saved, both in words, and the version of what is saved. `called` names
    fields whose label tells too little by itself.
    """
    if request.method == "GET":
        return show()
    if not form.validate():
        return show(errors=form.error_list), INVALID
    try:
        return redirect(save(), 303)
    except refusals.conflict:
        db.session.rollback()
        typed, kept, version = current()
        form.see(version)
        return show(conflict=differences(form, typed, kept, _shown, called)), CONFLICT
    except refusals.of_field as error:
        db.session.rollback()
        field: str = vars(error)["field"]
        form[field].errors = [str(error)]
        return show(errors=form.error_list), INVALID
    except refusals.of_room as error:
        return refused(error, refused_to)


def _shown(_name: str, value: Any) -> str:
    if value is None or value == "":
        return "Empty"
    return day(value) if hasattr(value, "isoformat") else str(value)
