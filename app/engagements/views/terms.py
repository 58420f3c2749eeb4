"""Changing the terms: all of them in a draft, afterwards only those that the signed agreement does not settle."""

from dataclasses import asdict, replace
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.engagements.forms.terms import ChangeTermsForm, OpenTermsForm
from app.engagements.forms.versions import differences
from app.engagements.models import EngagementState
from app.engagements.queries import EngagementDetail, councils
from app.engagements.room import room
from app.engagements.services import ChangedMeanwhileError, PartnerInvolvedError, SameAuthorityError
from app.engagements.services import change_terms as save_terms
from app.engagements.terms import Terms
from app.engagements.views.places import detail_here, here, show
from app.engagements.views.set_up import WORK_OUT
from app.security import Permission, require_identity
from app.web.filters import day, person_days, pounds


@room.form("/engagements/<ref:engagement_ref>/terms", permission=Permission.ENGAGEMENT_EDIT)
def change_terms(engagement_ref: str) -> ResponseReturnValue:
    """Change the terms, or show what is wrong or what a colleague saved meanwhile."""
    detail = detail_here()
    return _draft(detail) if detail.state is EngagementState.DRAFT else _opened(detail)


def _draft(detail: EngagementDetail) -> ResponseReturnValue:
    register = councils()
    saved = {**asdict(detail.terms), "partner": detail.partner_name}
    form = ChangeTermsForm(_sent(), data={**saved, "seen": str(detail.version)})
    form.look_up(register)
    status = 200
    if request.form.get("act") == WORK_OUT:
        form.check_figures()
    elif request.method == "POST" and form.validate() and form.council:
        try:
            _save(detail, form.terms(), partner_id=form.council.id, seen=form.seen_version)
        except ChangedMeanwhileError:
            return _conflict(
                "terms_draft.html",
                form,
                {**asdict(form.terms()), "partner": form.council.name},
                register=register,
                estimate=form.so_far(),
            )
        except SameAuthorityError:
            form.partner.errors = ["The partner must be another council than the one that leads"]
        except PartnerInvolvedError:
            form.partner.errors = [f"{detail.partner_name} stays the partner, as its people are already invited"]
        else:
            return _saved()
    status = 422 if form.errors else 200
    page = show(
        "terms_draft.html", detail, form=form, register=register, estimate=form.so_far(),
        errors=form.error_list, conflict=(), conflicting=False, work_out=WORK_OUT,
    )  # fmt: skip
    return page, status


def _opened(detail: EngagementDetail) -> ResponseReturnValue:
    saved = asdict(detail.terms)
    form = OpenTermsForm(_sent(), data={**saved, "seen": str(detail.version)})
    if request.method == "POST" and form.validate():
        terms = replace(
            detail.terms,
            partnership_name=str(form.partnership_name.data),
            decision_reference=str(form.decision_reference.data),
        )
        try:
            _save(detail, terms, partner_id=detail.partner_id, seen=form.seen_version)
        except ChangedMeanwhileError:
            return _conflict("terms_open.html", form, asdict(terms))
        return _saved()
    page = show("terms_open.html", detail, form=form, errors=form.error_list, conflict=(), conflicting=False)
    return page, 422 if form.errors else 200


def _sent() -> Any:
    return request.form if request.method == "POST" else None


def _save(detail: EngagementDetail, terms: Terms, *, partner_id: int, seen: int) -> None:
    save_terms(
        detail.id,
        terms,
        partner_authority_id=partner_id,
        seen_version=seen,
        actor_id=require_identity().person_id,
        now=now(),
    )


def _saved() -> ResponseReturnValue:
    flash("Terms saved", "success")
    return redirect(here("home"), 303)


def _conflict(template: str, form: Any, typed: dict[str, Any], **more: Any) -> ResponseReturnValue:
    """Show both texts. What was typed stays in the form, and sending it again now overwrites."""
    detail = detail_here()
    saved = {**asdict(detail.terms), "partner": detail.partner_name}
    form.see(detail.version)
    page = show(
        template,
        detail,
        form=form,
        errors=(),
        conflicting=True,
        conflict=differences(form, typed, saved, _shown),
        work_out=WORK_OUT,
        **more,
    )
    return page, 409


def _shown(name: str, value: Any) -> str:
    """A term as text."""
    if value is None:
        return "Empty"
    if name.endswith("_on"):
        return day(value)
    if name.endswith("_quarters"):
        return person_days(value)
    return pounds(value) if name == "day_rate" else str(value)
