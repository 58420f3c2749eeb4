"""The person's own account: name, password, sessions, and the authority that they work in."""

from flask import abort, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import hashing, queries, services, throttle
from app.accounts.forms import AuthorityForm, ChangePasswordForm, NameForm
from app.accounts.room import room
from app.db import db, reading
from app.db.clock import now
from app.security import Permission, require_identity

WRONG = "Current password is not correct"


@room.get("/account", permission=Permission.SIGNED_IN)
def account() -> str:
    """Name, password, and where the person is signed in."""
    identity = require_identity()
    return render_template("accounts/account.html", sessions=queries.own_sessions(identity.person_id, now=now()))


@room.form("/account/name", permission=Permission.SIGNED_IN)
def change_name() -> ResponseReturnValue:
    """Change the name that pages show."""
    identity = require_identity()
    form = NameForm(request.form, data={"name": identity.name})
    if request.method == "GET":
        return render_template("accounts/change_name.html", form=form, errors=[])
    if not form.validate():
        return render_template("accounts/change_name.html", form=form, errors=form.error_list), 422
    person = queries.person_by_id(identity.person_id)
    services.rename(person, form.name.data or "", actor_id=identity.person_id, now=now())
    flash("Your name is changed.")
    return redirect(url_for("accounts.account"), 303)


@room.form("/account/password", permission=Permission.SIGNED_IN)
def change_password() -> ResponseReturnValue:
    """Change the password, which signs the person out everywhere else."""
    identity = require_identity()
    service_name = current_app.config["SERVICE_NAME"]
    form = ChangePasswordForm(request.form, email=identity.email, service_name=service_name)
    if request.method == "GET":
        return render_template("accounts/change_password.html", form=form, errors=[])
    if not form.validate():
        return render_template("accounts/change_password.html", form=form, errors=form.error_list), 422
    throttle.count(throttle.SIGN_IN, email=identity.email)
    db.session.rollback()  # nothing is locked while passwords are hashed
    with reading():
        known = queries.password_hash_of(identity.person_id)
    db.session.rollback()
    if not hashing.matches(known, form.current.data or ""):
        form.current.errors = [WRONG]
        return render_template("accounts/change_password.html", form=form, errors=form.error_list), 422
    chosen = hashing.hash_password(form.password.data or "")
    person = queries.person_by_id(identity.person_id)
    services.change_password(person, chosen, sign_in_id=identity.sign_in_id, now=now())
    throttle.forgive(throttle.SIGN_IN, email=identity.email)
    flash("Your password is changed. You are signed out everywhere else.")
    return redirect(url_for("accounts.account"), 303)


@room.post("/account/sign-out-everywhere", permission=Permission.SIGNED_IN)
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session of the person, this one too."""
    services.end_all_sessions(require_identity().person_id, now=now())
    session.clear()
    flash("You are signed out everywhere.")
    return redirect(url_for("accounts.sign_in"), 303)


@room.form("/authorities", permission=Permission.SIGNED_IN)
def choose_authority() -> ResponseReturnValue:
    """Choose among the authorities in which the person holds a role."""
    identity = require_identity()
    authorities = queries.own_authorities(identity.person_id)
    form = AuthorityForm(request.form)
    form.authority.choices = [(authority.ref, authority.name) for authority in authorities]
    if request.method == "GET" or not authorities:
        form.authority.data = next((each.ref for each in authorities if each.id == identity.authority_id), None)
        return render_template("accounts/authorities.html", form=form, authorities=authorities, errors=[])
    if not form.validate():
        page = {"form": form, "authorities": authorities, "errors": form.error_list}
        return render_template("accounts/authorities.html", **page), 422
    chosen = next((each for each in authorities if each.ref == form.authority.data), None) or abort(404)
    services.work_in(identity.sign_in_id, chosen.id)
    return redirect(url_for("progress.home"), 303)
