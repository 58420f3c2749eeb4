"""The builder's page: what needs an answer, goals with milestones, what is missing; and the start of a plan."""

import datetime as dt
from typing import Any, NamedTuple

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue

from app.assessments.queries.signed import kept_result, newest_signed
from app.db.clock import now, today
from app.db.keeping import kept_while
from app.engagements.models import EngagementState
from app.instruments.queries import instrument
from app.plans.checklist import Missing, Place, missing, remarks
from app.plans.content import PlanContent
from app.plans.errors import PlanError
from app.plans.markup import ScopeRows
from app.plans.models import ChangeState, PlanState
from app.plans.needs import needs, unanswered
from app.plans.offers import Months, OfferedGoal, offer
from app.plans.queries.builder import Builder, builder, plan_row
from app.plans.queries.comments import CommentRow, open_comments
from app.plans.queries.plan import PlanRecord
from app.plans.room import PLAN, room
from app.plans.scope_page import Linked, Offered, ScopePage, next_step
from app.plans.services import starting
from app.plans.views.loading import to
from app.security import EngagementScope, Permission, require_identity, require_scope
from app.web.chrome import csrf_token
from app.web.forms import once_key
from app.web.links import AddressOf, address_of
from app.web.reprinting import ONCE, TOKEN, printed_for, with_keys

CONFLICT = 409
MOST_PAGES = 32  # kept in a worker as they are printed, some 100 KB each with what they are made of
_DEPENDS_ON = (Permission.PLAN_BUILD, Permission.PLAN_ENDORSE, Permission.PLAN_REVIEW)
_ACTS = (
    *((f"{act}_{kind}", f"{kind}_ref") for kind in ("goal", "milestone") for act in ("edit", "move", "remove")),
    ("new_milestone", "goal_ref"),
)


class Seen(NamedTuple):
    """All that the builder is made of, beside what its reader may do: while none of it changes, neither does it."""

    scope: EngagementScope
    found: Builder
    comments: tuple[CommentRow, ...]
    today: dt.date


@room.get(f"{PLAN}/scope", permission=Permission.PLAN_VIEW)
def scope(engagement_ref: str) -> ResponseReturnValue:
    """Show the scope as it is worked on; lead to the plan itself where nobody changes its scope."""
    plan = plan_row(engagement_id=require_scope().id)
    if plan is None:
        return _not_started()
    if plan.approved_number and not plan.change_state:
        return redirect(to("plan"), 302)
    return _show(plan)


@room.post(f"{PLAN}/start", permission=Permission.PLAN_BUILD)
def start(engagement_ref: str) -> ResponseReturnValue:
    """Start the plan from the newest signed result."""
    try:
        starting.start(require_scope(), actor=require_identity(), now=now())
    except PlanError as error:
        return _not_started(str(error)), CONFLICT
    return redirect(to("scope"), 303)


def refused(error: PlanError) -> ResponseReturnValue:
    """Answer a press that the plan refuses: its page, with the reason."""
    return _show(plan_row(engagement_id=require_scope().id) or abort(404), str(error)), CONFLICT


def offer_of(record: PlanRecord, standard_key: str) -> OfferedGoal | None:
    """Give the goal that a standard of the pinned result offers; None if the result has no such standard."""
    standard = next((each for each in record.result.standards if each.key == standard_key), None)
    if standard is None:
        return None
    texts = {each.key: each for each in instrument(record.instrument_digest).standards}
    months = Months(record.first_on, record.last_on, today())
    return offer(standard, texts.get(standard_key), require_scope().partnership_name, months)


def _not_started(error: str = "") -> str:
    here, newest = require_scope(), newest_signed(engagement_id=require_scope().id)
    result = kept_result(newest.loose) if newest else None
    return render_template(
        "plans/start.html",
        scope=here,
        newest=newest,
        needing=len(needs(result)) if result else 0,
        is_open=here.state == EngagementState.OPEN,
        may_start=require_identity().may(Permission.PLAN_BUILD),
        errors=[(error, "")] if error else [],
    )


def _show(plan: Any, error: str = "") -> str:
    here, identity = require_scope(), require_identity()
    returned = PlanState.RETURNED is plan.state or ChangeState.RETURNED is plan.change_state
    comments = tuple(open_comments(plan_id=plan.id)) if returned else ()
    seen = Seen(here, builder(plan, engagement_id=here.id), comments, today())
    ref = printed_for(here.ref, *(act.value for act in _DEPENDS_ON if identity.may(act)))
    title, parts = kept_while("builder of a plan", ref, seen, lambda: _shown(seen), most=MOST_PAGES)
    return render_template(
        "plans/scope.html",
        scope=here,
        title=title,
        changing=plan.approved_number,
        shown=with_keys(parts, csrf_token(), once_key),
        errors=[(error, "")] if error else [],
    )


def _shown(seen: Seen) -> tuple[str, list[str]]:
    """Print it but for the keys of its forms; the title beside it."""
    page = _page(seen)
    building = "Build the change plan" if page.may_edit else "Change plan"
    title = "Change of the plan’s scope" if page.plan.approved_number else building
    made = render_template(
        "plans/scope_shown.html",
        scope=seen.scope,
        title=title,
        page=page,
        rows=ScopeRows(page.content, page.numbers, _acts() if page.may_edit else {}),
        csrf_token=lambda: TOKEN,
        once_key=lambda: ONCE,
    )
    return title, made.split(ONCE)


def _acts() -> dict[str, AddressOf]:
    """Give where each goal and each milestone is edited, moved and removed."""
    here = require_scope().ref
    return {endpoint: address_of(f"plans.{endpoint}", part, engagement_ref=here) for endpoint, part in _ACTS}


def _page(seen: Seen) -> ScopePage:
    record, found, identity = seen.found.record, seen.found, require_identity()
    plan, content = record.plan, found.content(record, seen.scope)
    may_edit = plan.is_editable and identity.may(Permission.PLAN_BUILD)
    gaps = missing(content, record.result)
    return ScopePage(
        record=record,
        content=content,
        may_edit=may_edit,
        step=next_step(plan, content, gaps, identity),
        missing=_checklist(gaps) if may_edit else (),
        remarks=tuple(linked(each) for each in remarks(content, record.result, gone=found.gone)) if may_edit else (),
        offered=_offered(record, content),
        comments=seen.comments,
        newest_title=found.newest_title,
    )


def _checklist(gaps: tuple[Missing, ...]) -> tuple[Linked, ...]:
    """Give what is missing; standards that need an answer as one line, since the page lists them below."""
    standards = [each for each in gaps if each.place is Place.STANDARD]
    others = tuple(linked(each) for each in gaps if each.place is not Place.STANDARD)
    if not standards:
        return others
    answers = "1 standard needs" if len(standards) == 1 else f"{len(standards)} standards need"
    return (f"{answers} a goal, or a reason why not now", f"{to('scope')}#standards"), *others


def _offered(record: PlanRecord, content: PlanContent) -> tuple[Offered, ...]:
    """Give the standards that need an answer, with what one press would bring."""
    open_ones = unanswered(
        record.result,
        with_goal=[goal.standard_key for goal in content.goals],
        with_reason=[omission.standard_key for omission in content.omissions],
    )
    found = ((each, offer_of(record, each.key)) for each in open_ones)
    return tuple(Offered(each, len(offered.milestones) if offered else 0) for each, offered in found)


def linked(line: Missing) -> Linked:
    """Give a line of the checklist with the address of the very field."""
    if line.place is Place.STANDARD:
        return line.text, f"{to('scope')}#standard-{line.ref}"
    if not line.ref:
        return line.text, to("new_goal")
    endpoint = {
        Place.GOAL: "edit_goal",
        Place.NEW_MILESTONE: "new_milestone",
        Place.MILESTONE: "edit_milestone",
    }[line.place]
    part = "milestone_ref" if line.place is Place.MILESTONE else "goal_ref"
    return line.text, to(endpoint, **{part: line.ref}) + (f"#{line.field}" if line.field else "")
