"""The list of service cases, opening one, and changing what it is about."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from app.cases.forms import EditCaseForm, OpenCaseForm, pounds_of
from app.cases.models import ServiceCase
from app.cases.queries.cases import cases_of
from app.cases.queries.opening import Candidate, candidate_of, goals_on_offer, possible_owners
from app.cases.queries.places import case_places
from app.cases.room import CASE, CASES, room
from app.cases.services import cases as services
from app.cases.services.cases import NotChosenError, OpenedAlreadyError
from app.cases.showing import case_table
from app.cases.views.loading import by_whom, load_case, not_open, page, take, to
from app.engagements.forms.taking import Saved, refused, sent
from app.engagements.models import RUNNING
from app.security import Permission, require_identity, require_scope
from app.tools.tool import CaseKind
from app.web.links import address_of, page_number


@room.get(CASES, permission=Permission.TOOLS_VIEW)
def cases(engagement_ref: str) -> ResponseReturnValue:
    """Show the engagement's cases, those under way first."""
    scope, me = require_scope(), require_identity()
    return page(
        "cases.html",
        found=cases_of(engagement_id=scope.id, page=page_number()),
        address=address_of("cases.case", "case_ref", engagement_ref=scope.ref),
        table=case_table,
        runs=scope.state in RUNNING,
        keeps=me.may(Permission.CASE_KEEP),
    )


@room.form(f"{CASES}/new", permission=Permission.CASE_KEEP, endpoint="open")
def open_case(engagement_ref: str) -> ResponseReturnValue:
    """Open a case; `?subject=` fills it in from a candidate of a finished appraisal."""
    scope, me = require_scope(), require_identity()
    if scope.state not in RUNNING:
        flash("A service case can be opened while the engagement runs.", "important")
        return redirect(to("cases"), 303)
    candidate = _candidate()
    if candidate and (gone := _not_from(candidate)):
        return gone
    people, goals = possible_owners(scope), goals_on_offer(engagement_id=scope.id)
    asked = request.args.get("goal", "")
    mine = me.person_ref if me.person_ref in people else ""
    form = OpenCaseForm(sent(), data={"owner": mine, "goal": asked if asked in dict(goals) else ""} | _of(candidate))
    form.offer(people, goals)

    def save() -> str:
        case = services.open_case(form.new_case(people), candidate, **by_whom())
        flash("The case is open. It begins with what people need.", "success")
        return to("case", case_ref=case.ref)

    def show(*, errors: object = ()) -> str:
        return page("open.html", form=form, candidate=candidate, errors=errors)

    return take(form, save, show, refused_to=to("cases"))


def _candidate() -> Candidate | None:
    """Give the candidate that the address or the form names; 404 for one of another engagement."""
    ref = request.values.get("subject", "")
    return (candidate_of(ref, engagement_id=require_scope().id) or abort(404)) if ref else None


def _not_from(candidate: Candidate) -> Response | None:
    """Lead to the case of the candidate if there is one, or to its appraisal if it was not chosen there."""
    scope = require_scope()
    same = (place.ref for place in case_places(scope) if place.is_open and place.is_about(candidate.name))
    if ref := candidate.case_ref or next(same, ""):
        return refused(OpenedAlreadyError(), to("case", case_ref=ref))
    if candidate.waits:
        there = url_for("appraising.appraisal", engagement_ref=scope.ref, appraisal_ref=candidate.appraisal_ref)
        return refused(NotChosenError(candidate), there)
    return None


def _of(candidate: Candidate | None) -> dict[str, str]:
    if candidate is None:
        return {}
    return {
        "subject": candidate.ref,
        "kind": CaseKind.REVIEW.value,
        "service": candidate.name,
        "purpose": candidate.detail,
    }


@room.form(f"{CASE}/edit", permission=Permission.CASE_KEEP)
def edit(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Change what a case is about, and who sees to it."""
    case = load_case(case_ref)
    if gone := not_open(case):
        return gone
    scope = require_scope()
    people, goals = possible_owners(scope), goals_on_offer(engagement_id=scope.id)
    refs = {key: ref for ref, (key, _) in people.items()}
    form = EditCaseForm(sent(), data=_kept(case, refs) | {"seen": str(case.version)})
    form.offer(people, goals, case.goal_ref)
    here = to("case", case_ref=case.ref)

    def save() -> str:
        services.change(case, form.text(people), seen_version=form.seen_version, **by_whom())
        flash("Saved", "success")
        return here

    def current() -> tuple[Saved, Saved, int]:
        names = {"owner": {ref: name for ref, (_, name) in people.items()}, "goal": dict(goals)}
        typed = {field.name: field.data for field in form}
        return _in_words(typed, names), _in_words(_kept(case, refs), names), case.version

    def show(*, errors: object = (), conflict: object = None) -> str:
        return page("edit.html", form=form, case=case, errors=errors, conflict=conflict)

    return take(form, save, show, current=current, refused_to=here)


def _kept(case: ServiceCase, refs: dict[int, str]) -> dict[str, Any]:
    return {
        "service": case.service,
        "purpose": case.purpose,
        "provider": case.provider,
        "yearly": pounds_of(case.yearly_pence),
        "owner": refs.get(case.owner_id, ""),
        "goal": case.goal_ref,
    }


def _in_words(data: Saved, names: dict[str, dict[str, str]]) -> Saved:
    return {name: names.get(name, {}).get(str(value), value) for name, value in data.items() if name != "seen"}
