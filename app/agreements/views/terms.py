"""The form of a draft's terms. Whatever goes wrong, what was typed stays on the page."""

from dataclasses import asdict
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.agreements.drafting import total
from app.agreements.errors import ConflictError, DatesError, OverCapError, WrongStateError
from app.agreements.forms import VersionTermsForm
from app.agreements.models import AgreementKind, AgreementState, AgreementVersion
from app.agreements.queries.versions import lines_of, version_of
from app.agreements.room import AGREEMENT, room
from app.agreements.services.lines import text_of
from app.agreements.services.terms import save_terms
from app.agreements.views.places import load_version, show, to
from app.db.clock import now, today
from app.engagements.forms.versions import differences
from app.security import Permission, require_identity, require_scope
from app.web.filters import day, person_days, pounds


@room.form(f"{AGREEMENT}/<ref:agreement_ref>/terms", permission=Permission.AGREEMENT_DRAFT)
def terms(engagement_ref: str, agreement_ref: str) -> ResponseReturnValue:
    """Change a draft's terms, or show what is wrong or what a colleague saved meanwhile."""
    version = load_version(agreement_ref)
    if request.method == "GET" and version.state is not AgreementState.DRAFT:
        return redirect(to("version", agreement_ref=version.ref), 303)
    form = _form(version)
    conflict, errors, status = None, form.error_list, 200
    if request.method == "POST" and form.validate():
        try:
            _save(form, version)
        except ConflictError:
            conflict, status = _conflict(form, version), 409
        except WrongStateError as error:
            errors, status = [(str(error), "")], 409
        except OverCapError as error:
            form.cap_quarters.errors = [str(error)]
        except DatesError as error:
            form.ends_on.errors = [str(error)]
        else:
            flash("Terms saved", "success")
            return redirect(to("agreement"), 303)
    if form.errors:
        errors, status = form.error_list, 422
    return show(
        "terms.html",
        form=form,
        version=version,
        errors=errors,
        conflicting=conflict is not None,
        conflict=conflict or (),
        total=_total(version, form),
    ), status


def _form(version: AgreementVersion) -> VersionTermsForm:
    sent = request.form if request.method == "POST" else None
    form = VersionTermsForm(sent, obj=version, data={"seen": str(version.version)})
    form.is_initial = version.kind is AgreementKind.INITIAL
    form.is_variation = version.kind is AgreementKind.VARIATION
    return form


def _save(form: VersionTermsForm, version: AgreementVersion) -> None:
    save_terms(
        version,
        form.terms(version.starts_on),
        require_scope(),
        seen_version=form.seen_version,
        today=today(),
        actor=require_identity(),
        now=now(),
    )


def _conflict(form: VersionTermsForm, version: AgreementVersion) -> list[Any]:
    """Show both texts. What was typed stays in the form, and sending it again now overwrites."""
    saved = version_of(version.ref, engagement_id=version.engagement_id) or version
    typed = asdict(form.terms(version.starts_on))
    form.see(saved.version)
    return differences(form, typed, {name: getattr(saved, name) for name in typed}, _shown)


def _shown(name: str, value: Any) -> str:
    if name.endswith("_on"):
        return day(value)
    if name.endswith("_quarters"):
        return person_days(value)
    return pounds(value) if name == "day_rate" else str(value or "") or "Empty"


def _total(version: AgreementVersion, form: VersionTermsForm) -> Any:
    """What the lines come to at the figures typed so far; None while one of them is wrong."""
    estimate = form.so_far()
    if estimate is None:
        return None
    lines = [text_of(line) for line in lines_of(version)]
    return total(lines, estimate.day_rate, estimate.fewest, estimate.most)
