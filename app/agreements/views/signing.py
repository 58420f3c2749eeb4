"""The signature of either side, on a page that shows exactly what is signed, and sending back with a reason."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.agreements.errors import AgreementError, ConflictOfInterestError
from app.agreements.models import AgreementState, AgreementVersion, Side
from app.agreements.room import room
from app.agreements.services import signing
from app.agreements.signing_forms import SendBackForm, SignForm
from app.agreements.views.record import Record, load_locked, load_record, to
from app.agreements.views.version import VERSION
from app.db import db
from app.db.clock import now, today
from app.security import Permission, require_identity, require_scope


@room.form(f"{VERSION}/sign", permission=Permission.AGREEMENT_SIGN)
def sign(engagement_ref: str, agreement_ref: str) -> ResponseReturnValue:
    """Show the frozen agreement with its box to tick, or sign it."""
    if request.method == "GET":
        return _sign_page(load_record(agreement_ref))
    found, form = load_locked(agreement_ref), SignForm(request.form)
    if found.state is AgreementState.TO_SIGN and not form.validate():
        return _sign_page(load_record(agreement_ref), form)
    try:
        signing.sign(
            found, require_scope(), seen=form.seen.data or "", actor=require_identity(), today=today(), now=now()
        )
    except AgreementError as error:
        return _refused(error, agreement_ref)
    flash(_said(found), "success")
    return redirect(to("version", agreement_ref), 303)


def _said(found: AgreementVersion) -> str:
    if found.state is AgreementState.SIGNED:
        return f"Both have signed. Version {found.number} is in force."
    return "You have signed the agreement. It comes into force when the other authority has signed, too."


def _refused(error: AgreementError, agreement_ref: str) -> ResponseReturnValue:
    db.session.rollback()
    flash(str(error), "important")
    return redirect(to("version", agreement_ref), 303)


def _sign_page(record: Record, sent: SignForm | None = None) -> ResponseReturnValue:
    """Show what is signed; whoever may not sign it, or has, reads why instead of the box."""
    if record.version.state is not AgreementState.TO_SIGN or record.signed_by_me:
        return redirect(to("version", record.version.ref), 303)
    refusal, authority = _on_whose_behalf(record)
    form = sent or SignForm(data={"seen": record.digest})
    form.confirm.label.text = f"I have read this agreement and sign it for {authority}"
    errors = form.error_list
    body = render_template(
        "agreements/sign.html", scope=require_scope(), record=record, form=form, refusal=refusal, errors=errors
    )
    return body, 422 if errors else 200


def _on_whose_behalf(record: Record) -> tuple[str, str]:
    """Say why its reader cannot sign it, or else for which authority."""
    scope = require_scope()
    try:
        side = signing.side_of(require_identity(), scope)
    except ConflictOfInterestError as error:
        return str(error), ""
    standing = next((each for each in record.signed if each.side == side), None)
    if standing:
        return f"{standing.name} has already signed for {standing.authority}.", ""
    return "", scope.partner_name if side is Side.PARTNER else scope.lead_name


@room.form(f"{VERSION}/return", permission=Permission.AGREEMENT_SIGN)
def send_back(engagement_ref: str, agreement_ref: str) -> ResponseReturnValue:
    """Ask for the reason, or make the agreement a draft again with it."""
    if request.method == "GET":
        return _send_back_page(load_record(agreement_ref))
    found, form = load_locked(agreement_ref), SendBackForm(request.form)
    if found.state is AgreementState.TO_SIGN and not form.validate():
        return _send_back_page(load_record(agreement_ref), form)
    try:
        signing.send_back(
            found,
            require_scope(),
            form.reason.data or "",
            seen=form.seen.data or "",
            actor=require_identity(),
            now=now(),
        )
    except AgreementError as error:
        return _refused(error, agreement_ref)
    flash("The agreement is a draft again. The director and the managers have been told by email.", "success")
    return redirect(to("version", agreement_ref), 303)


def _send_back_page(record: Record, sent: SendBackForm | None = None) -> ResponseReturnValue:
    if record.version.state is not AgreementState.TO_SIGN:
        return redirect(to("version", record.version.ref), 303)
    form = sent or SendBackForm(data={"seen": record.digest})
    body = render_template(
        "agreements/send_back.html", scope=require_scope(), record=record, form=form, errors=form.error_list
    )
    return body, 422 if form.errors else 200
