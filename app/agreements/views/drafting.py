"""Starting the next version and withdrawing one that is not signed. Its terms: terms.py; its lines: lines.py."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.agreements.errors import AgreementError, UnsignedExistsError
from app.agreements.forms import StartForm
from app.agreements.queries.standing import facts_of
from app.agreements.room import AGREEMENT, room
from app.agreements.services.drafting import start
from app.agreements.services.moves import UNSIGNED
from app.agreements.services.withdrawing import withdraw as withdraw_version
from app.agreements.views.places import load_version, show, to
from app.db.clock import now
from app.security import Permission, require_identity, require_scope


@room.form(f"{AGREEMENT}/draft", permission=Permission.AGREEMENT_DRAFT)
def draft(engagement_ref: str) -> ResponseReturnValue:
    """Start the next version, or show what is wrong or what is open already."""
    scope = require_scope()
    facts = facts_of(scope)
    form = StartForm(request.form if request.method == "POST" else None)
    form.offer(facts.kinds)
    refused, open_ref = "", facts.unsigned.ref if facts.unsigned else ""
    if request.method == "POST" and _wanted(form):
        try:
            version = start(form.start(), scope, actor=require_identity(), now=now())
        except UnsignedExistsError as error:
            refused, open_ref = str(error), error.agreement_ref
        except AgreementError as error:
            refused = str(error)
        else:
            flash("Draft made. Check its lines and its terms, then send it to be signed.", "success")
            return redirect(to("lines", agreement_ref=version.ref), 303)
    errors = [(refused, "")] if refused else form.error_list
    page = show("draft.html", form=form, facts=facts, errors=errors, open_ref=open_ref)
    return page, 409 if refused else 422 if errors else 200


def _wanted(form: StartForm) -> bool:
    """Say whether the form can be handed on: a kind that is not offered is for the service to refuse in words."""
    if form.kind.choices and form.validate():
        return True
    return not form.kind.choices and form.kind.data in {"initial", "plan", "variation"}


@room.form(f"{AGREEMENT}/<ref:agreement_ref>/withdraw", permission=Permission.AGREEMENT_DRAFT)
def withdraw(engagement_ref: str, agreement_ref: str) -> ResponseReturnValue:
    """Ask once more, then withdraw a version that is not signed by both."""
    version = load_version(agreement_ref)
    if request.method == "POST":
        try:
            withdraw_version(version, require_scope(), actor=require_identity(), now=now())
        except AgreementError as error:
            flash(str(error), "important")
        else:
            flash("Withdrawn. You can draft another version.", "success")
    if request.method == "POST" or version.state not in UNSIGNED:
        return redirect(to("agreement"), 303)
    return show("withdraw.html", version=version)
