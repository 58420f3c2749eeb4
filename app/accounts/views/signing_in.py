"""Signing in and out. What comes between the password and the session has one place: `_after_password`."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import hashing, queries, services, throttle
from app.accounts.addresses import is_local_path
from app.accounts.devices import device_name
from app.accounts.forms import SignInForm
from app.accounts.room import room
from app.db import db, reading
from app.db.clock import now
from app.security import Permission, current_identity

WRONG = "Email address or password is not correct"


@room.form("/sign-in", permission=Permission.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Show the form, or check what was typed."""
    if request.method == "GET":
        if current_identity() is not None:
            return redirect(url_for("progress.home"), 303)
        return render_template("accounts/sign_in.html", form=SignInForm(), errors=[])
    form = SignInForm(request.form)
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form, errors=form.error_list), 422
    email, password = form.email.data or "", form.password.data or ""
    throttle.count(throttle.SIGN_IN, email=email)
    person_id = _checked(email, password)
    if person_id is None:
        return render_template("accounts/sign_in.html", form=form, errors=[(WRONG, "#email")]), 422
    throttle.forgive(throttle.SIGN_IN, email=email)
    return _after_password(person_id)


@room.post("/sign-out", permission=Permission.PUBLIC)
def sign_out() -> ResponseReturnValue:
    """End this session on the server and in the browser."""
    if session.get("_user_id"):
        services.end_session(session["_user_id"], now=now())
    session.clear()
    return redirect(url_for("pages.front"), 303)


def _checked(email: str, password: str) -> int | None:
    """The person whose password it is. Nothing is locked while it is hashed, and an unknown address takes as long."""
    with reading():
        found = queries.credentials(email)
    db.session.rollback()
    if not hashing.matches(found.password_hash if found else None, password) or found is None:
        return None
    if found.password_hash and hashing.is_outdated(found.password_hash):
        services.renew_hash(found.person_id, hashing.hash_password(password))
    return found.person_id


def _after_password(person_id: int) -> ResponseReturnValue:
    """Where a second factor will be asked for; single sign-on will arrive here too, in place of the password."""
    wanted = session.get("next", "")
    try:
        start(person_id)
    except services.PersonEndedError:
        form = SignInForm(request.form)
        return render_template("accounts/sign_in.html", form=form, errors=[(WRONG, "#email")]), 422
    return redirect(wanted if is_local_path(wanted) else url_for("progress.home"), 303)


def start(person_id: int, *, authority_id: int | None = None) -> None:
    """Start a session in this browser, throwing away all that it held before. Raises PersonEndedError."""
    token = services.start_session(
        person_id,
        device=device_name(request.user_agent.string),
        now=now(),
        authority_id=authority_id,
        ended_token=session.get("_user_id"),
    )
    session.clear()
    session["_user_id"], session["_fresh"] = token, True
    session["seen"] = int(now().timestamp())
    session.permanent = True
