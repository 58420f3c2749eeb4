"""One version whole, what changed since the one before, and the button that sends a draft to be signed."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.agreements.errors import AgreementError
from app.agreements.models import AgreementState
from app.agreements.room import AGREEMENT, room
from app.agreements.services.sending import lacking, send_to_sign
from app.agreements.signing_forms import SendForm
from app.agreements.views.record import Record, load_locked, load_record, to
from app.db import db
from app.db.clock import now
from app.security import Permission, require_identity, require_scope

VERSION = f"{AGREEMENT}/<ref:agreement_ref>"


@room.get(VERSION, permission=Permission.AGREEMENT_VIEW)
def version(engagement_ref: str, agreement_ref: str) -> ResponseReturnValue:
    """Show the whole agreement, how it stands, and the next step of its reader."""
    record = load_record(agreement_ref)
    is_drafting = record.version.state is AgreementState.DRAFT and require_identity().may(Permission.AGREEMENT_DRAFT)
    return render_template(
        "agreements/version.html",
        scope=require_scope(),
        record=record,
        lacks=lacking(record.version, record.content) if is_drafting else (),
        send=SendForm(data={"seen_version": str(record.version.version)}) if is_drafting else None,
        may_sign=_may_sign(record),
    )


def _may_sign(record: Record) -> bool:
    waits = record.version.state is AgreementState.TO_SIGN
    return waits and require_identity().may(Permission.AGREEMENT_SIGN)


@room.get(f"{VERSION}/changes", permission=Permission.AGREEMENT_VIEW)
def changes(engagement_ref: str, agreement_ref: str) -> ResponseReturnValue:
    """Show what it changes in the signed version before it."""
    return render_template("agreements/changes.html", scope=require_scope(), record=load_record(agreement_ref))


@room.post(f"{VERSION}/send", permission=Permission.AGREEMENT_DRAFT)
def send(engagement_ref: str, agreement_ref: str) -> ResponseReturnValue:
    """Freeze the draft and ask both sides to sign; what stands in the way is said on its page."""
    found, scope = load_locked(agreement_ref), require_scope()
    try:
        send_to_sign(found, scope, seen_version=SendForm(request.form).seen(), actor=require_identity(), now=now())
    except AgreementError as error:
        db.session.rollback()
        flash(str(error), "important")
    else:
        flash("The agreement is sent to be signed. The director and the managers have been told by email.", "success")
    return redirect(to("version", agreement_ref), 303)
