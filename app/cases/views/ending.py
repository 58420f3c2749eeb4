"""The notice by which a service ends, and its end. Other cases end by a decision."""

from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from werkzeug import Response

from app.cases.errors import CaseError
from app.cases.models import ServiceCase
from app.cases.notice_forms import EndForm, NoticeForm, in_words, notice_data
from app.cases.queries.ending import Standing, notice_of, standing_of
from app.cases.room import CASE, room
from app.cases.services import ending as services
from app.cases.views.loading import by_whom, load_case, not_open, page, take, to, tools_that_end
from app.db.clock import today
from app.engagements.forms.taking import Saved, refused, sent
from app.security import Permission, require_scope
from app.tools.tool import CaseKind


@room.form(f"{CASE}/notice", permission=Permission.CASE_KEEP)
def notice(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Record the notice, or change what is recorded."""
    case = load_case(case_ref)
    standing, here = standing_of(case_id=case.id, today=today()), to("case", case_ref=case.ref)
    try:
        services.demand_notice_can_be_given(case, standing.steps, require_scope())
    except CaseError as error:
        return refused(error, here)
    kept = notice_of(case)
    data = notice_data(kept) if kept else {}
    form = NoticeForm(sent(), data=data | {"seen": str(kept.version if kept else 0)}).on(today())

    def save() -> str:
        services.give_notice(case, form.given(), standing.steps, seen_version=form.seen_version, **by_whom())
        flash("The notice is recorded", "success")
        return here

    def current() -> tuple[Saved, Saved, int]:
        saved = notice_of(case)
        return in_words(form.data), in_words(notice_data(saved)) if saved else {}, saved.version if saved else 0

    def show(*, errors: object = (), conflict: object = None) -> str:
        return page(
            "notice_form.html", form=form, case=case, standing=standing, kept=kept, errors=errors, conflict=conflict
        )

    return take(form, save, show, current=current, refused_to=here)


@room.form(f"{CASE}/end", permission=Permission.CASE_KEEP)
def end(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Record that a service has ended, once its notice has run out."""
    case = load_case(case_ref)
    if gone := not_open(case) or _ends_otherwise(case):
        return gone
    standing, here = standing_of(case_id=case.id, today=today()), to("case", case_ref=case.ref)
    try:
        ran_out_on = services.demand_can_end(case, standing.steps, today(), require_scope())
    except CaseError as error:
        return refused(error, here)
    form = EndForm(sent(), data={"ended_on": ran_out_on}).between(ran_out_on, today())

    def save() -> str:
        services.end(case, form.value(), standing.steps, seen_tools=form.tools_seen, **by_whom())
        flash(f"The case has ended. Its record stays: {case.service}", "success")
        return here

    return take(form, save, _end_page(form, case, standing), refused_to=here)


def _ends_otherwise(case: ServiceCase) -> Response | None:
    """Lead to the decision that ends a case in which no service is decommissioned."""
    if case.kind is CaseKind.DECOMMISSION:
        return None
    flash("A case of this kind ends by a decision: record it here.", "important")
    return redirect(to("decide", case_ref=case.ref), 303)


def _end_page(form: EndForm, case: ServiceCase, standing: Standing) -> Any:
    def show(*, errors: object = (), conflict: object = None) -> str:
        tools = tools_that_end(case, form)
        return page("end_form.html", form=form, case=case, standing=standing, tools=tools, errors=errors)

    return show
