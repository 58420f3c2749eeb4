"""Recording a decision of a case, with its reasons and what follows."""

from flask import flash, request
from flask.typing import ResponseReturnValue

from app.cases.forms import STAY, DecisionForm
from app.cases.models import Ending, ServiceCase
from app.cases.queries.ending import standing_of
from app.cases.room import CASE, room
from app.cases.services import deciding
from app.cases.texts import stage_text
from app.cases.views.loading import by_whom, load_case, not_open, page, take, to, tools_that_end
from app.db.clock import today
from app.engagements.forms.taking import sent
from app.security import Permission
from app.tools.tool import CaseKind, Stage

Choices = list[tuple[str, str, str]]


@room.form(f"{CASE}/decide", permission=Permission.CASE_KEEP)
def decide(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Record a decision; it cannot be changed afterwards."""
    case = load_case(case_ref)
    if gone := not_open(case):
        return gone
    form = DecisionForm(sent(), data={"seen_stage": case.stage.value})
    form.offer(_choices(case), today())
    here = to("case", case_ref=case.ref)

    def save() -> str:
        stage = case.stage
        seen = deciding.Seen(form.seen_stage.data or "", form.tools_seen)
        deciding.decide(case, form.decision(), seen, **by_whom())
        if case.ending:
            flash("The decision is recorded, and the case has ended.", "success")
            return here
        moved = "" if case.stage is stage else f" The case is now in the stage {case.stage.label}."
        flash(f"The decision is recorded.{moved}", "success")
        return f"{here}#{case.stage.value}"

    def show(*, errors: object = ()) -> str:
        if request.method == "POST":  # it is read again with the stage that it would now be recorded in
            form.seen_stage.raw_data, form.seen_stage.data = None, case.stage.value
        tools = tools_that_end(case, form)
        return page("decide.html", form=form, case=case, unchecked=_is_unchecked(case), tools=tools, errors=errors)

    return take(form, save, show, refused_to=here)


def _is_unchecked(case: ServiceCase) -> bool:
    """Say whether a service could be ended here before anybody looked at what that does (seed 002, 3.8)."""
    if case.kind is not CaseKind.DECOMMISSION or case.stage not in {Stage.UNDERSTAND, Stage.PLAN}:
        return False
    return not standing_of(case_id=case.id, today=today()).steps.impact_finished


def _choices(case: ServiceCase) -> Choices:
    """Offer the stages that come next, to stay, the stages before, and the ends."""
    stages = tuple(Stage)
    place = stages.index(case.stage)
    onward = [(each.value, f"The case goes on to {each.label}", _hint(each, case)) for each in stages[place + 1 :]]
    back = [(each.value, f"The case goes back to {each.label}", stage_text(each, case.kind)) for each in stages[:place]]
    ends_service = case.kind is CaseKind.DECOMMISSION
    goes_on = "The service is kept after all" if ends_service else "The service goes on as decided"
    return [
        *onward,
        (STAY, f"The case stays in {case.stage.label}", "The decision is one of several in this stage."),
        *back,
        (Ending.CONCLUDED.value, "The case is concluded", f"{goes_on}. Nothing of the case changes any more."),
        (Ending.GIVEN_UP.value, "The case is given up", "Nothing came of it. Nothing of the case changes any more."),
    ]


def _hint(stage: Stage, case: ServiceCase) -> str:
    if case.kind is CaseKind.DECOMMISSION and stage is Stage.DO:
        return f"This is the decision to end the service. {stage_text(stage, case.kind)}"
    return stage_text(stage, case.kind)
