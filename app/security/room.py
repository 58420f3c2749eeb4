"""A blueprint that cannot forget: a permission per rule, one commit per POST, a second press made harmless."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, make_response, redirect, request
from flask.sansio.app import App
from flask.typing import ResponseReturnValue
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from werkzeug import Response

from app.db import SAFE_METHODS, db
from app.security.identity import current_identity
from app.security.models import Submission
from app.security.roles import Permission

View = Callable[..., ResponseReturnValue]
PERMISSION_TABLE = "permission_table"
_FAILED = 400


class MissingPermissionError(RuntimeError):
    """A route was written without saying who may use it."""


class Room(Blueprint):
    """One feature's routes. Each names its permission; the gate refuses an endpoint that is not in the table."""

    def __init__(self, name: str, import_name: str) -> None:
        super().__init__(name, import_name, template_folder="templates")
        self.permissions: dict[str, Permission] = {}

    def route(self, rule: str, **options: Any) -> Callable[[Any], Any]:
        """Register a view for `rule`; `permission` is among the options. Raises MissingPermissionError without one."""
        permission: Permission | None = options.pop("permission", None)
        if permission is None:
            raise MissingPermissionError(f"{self.name}: {rule} names no permission")

        def register(view: View) -> View:
            self.permissions[f"{self.name}.{options.get('endpoint', view.__name__)}"] = permission
            self.add_url_rule(rule, view_func=_finished(view), **options)
            return view

        return register

    def get(self, rule: str, **options: Any) -> Callable[[Any], Any]:
        """Register a view that only reads."""
        return self.route(rule, methods=["GET"], **options)

    def post(self, rule: str, **options: Any) -> Callable[[Any], Any]:
        """Register a view that acts."""
        return self.route(rule, methods=["POST"], **options)

    def form(self, rule: str, **options: Any) -> Callable[[Any], Any]:
        """Register a view that shows a form and takes it."""
        return self.route(rule, methods=["GET", "POST"], **options)

    def register(self, app: App, options: dict[str, Any]) -> None:
        """Add the room's permissions to the table that the gate reads."""
        app.extensions.setdefault(PERMISSION_TABLE, {}).update(self.permissions)
        super().register(app, options)


def _finished(view: View) -> View:
    """Wrap `view` so that an act that succeeds is committed once, and one that fails leaves nothing."""

    @wraps(view)
    def finished(**values: Any) -> ResponseReturnValue:
        if request.method == "HEAD":
            request.method = "GET"  # a view of a form asks only whether it was sent; the body is left out on the way
        if request.method in SAFE_METHODS:
            return view(**values)
        key, person = request.form.get("once", ""), current_identity()
        if key.isprintable() and key and person:
            return _once(lambda: view(**values), key=key[:64], person_id=person.person_id)
        return _commit(make_response(view(**values)))

    return finished


def _commit(response: Response) -> Response:
    if response.status_code < _FAILED:
        db.session.commit()
    else:
        db.session.rollback()
    return response


def _once(act: Callable[[], ResponseReturnValue], *, key: str, person_id: int) -> Response:
    """Act and remember where it led; the same key pressed again leads there without acting (style.md, trap 6)."""
    submission = Submission(person_id=person_id, key=key, location="")
    try:
        with db.session.begin_nested():
            db.session.add(submission)
    except IntegrityError:
        db.session.rollback()
        location = db.session.scalar(select(Submission.location).filter_by(person_id=person_id, key=key))
        return redirect(location or request.path, 303)
    submission_id = submission.id
    response = make_response(act())
    if response.location:
        db.session.execute(update(Submission).where(Submission.id == submission_id).values(location=response.location))
        return _commit(response)
    db.session.rollback()
    return response
