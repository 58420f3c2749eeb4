"""Choosing a new password by an e-mailed link. A GET shows a page; only the press of its button changes anything."""

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import hashing, queries, services, throttle
from app.accounts.forms import EmailForm, NewPasswordForm
from app.accounts.room import room
from app.db import db, reading
from app.db.clock import now
from app.security import Permission


@room.form("/password-reset", permission=Permission.PUBLIC)
def forgotten_password() -> ResponseReturnValue:
    """Ask for the address, and answer the same whoever it belongs to."""
    form = EmailForm(request.form)
    if request.method == "GET":
        return render_template("accounts/forgotten_password.html", form=EmailForm(), errors=[])
    if not form.validate():
        return render_template("accounts/forgotten_password.html", form=form, errors=form.error_list), 422
    email = form.email.data or ""
    throttle.count(throttle.RESET, email=email)
    services.ask_for_reset(email, now=now())
    return redirect(url_for("accounts.reset_sent"), 303)


@room.get("/password-reset/sent", permission=Permission.PUBLIC)
def reset_sent() -> str:
    """What happens next, in the same words for everybody."""
    return render_template("accounts/reset_sent.html")


@room.form("/password-reset/<token>", permission=Permission.PUBLIC)
def choose_password(token: str) -> ResponseReturnValue:
    """Show where to choose a password, or set it."""
    throttle.count(throttle.LINK)
    with reading():
        email = queries.reset_owner(token, now=now())
    db.session.rollback()
    if email is None:
        return render_template("accounts/reset_over.html"), 410
    form = NewPasswordForm(request.form, email=email, service_name=current_app.config["SERVICE_NAME"])
    if request.method == "GET":
        return render_template("accounts/choose_password.html", form=form, email=email, token=token, errors=[])
    if not form.validate():
        page = {"form": form, "email": email, "token": token, "errors": form.error_list}
        return render_template("accounts/choose_password.html", **page), 422
    password_hash = hashing.hash_password(form.password.data or "")
    try:
        services.reset_password(token, password_hash, now=now())
    except services.ResetNotOpenError:
        return render_template("accounts/reset_over.html"), 410
    session.clear()
    flash("Your password is set. Sign in with it.")
    return redirect(url_for("accounts.sign_in"), 303)
