"""Who scores alone: asking people, and waiting no longer for those who have not submitted."""

from flask import flash
from flask.typing import ResponseReturnValue

from app.appraising.errors import WrongStateError
from app.appraising.forms import AppraisersForm, ReasonForm
from app.appraising.models import AppraisalState
from app.appraising.queries.seats import AT_LEAST, mark_of, possible_appraisers, seats_of
from app.appraising.room import APPRAISAL, room
from app.appraising.services.appraisers import TOO_FEW, close_early, name_appraisers
from app.appraising.services.moves import demand_state
from app.appraising.views.loading import led_back, load_head, page, take, to
from app.db.clock import now
from app.engagements.forms.taking import Saved, sent
from app.security import Permission, require_identity, require_scope
from app.tools.queries import tool as tool_with


@room.form(f"{APPRAISAL}/appraisers", permission=Permission.CASE_KEEP)
def appraisers(engagement_ref: str, appraisal_ref: str) -> ResponseReturnValue:
    """Ask people to score alone; who has submitted is shown, and nothing else."""
    found, scope = load_head(appraisal_ref).appraisal, require_scope()
    here, tool = to("appraisal", appraisal_ref=found.ref), tool_with(found.tool_digest)
    if gone := led_back(lambda: demand_state(found, scope, AppraisalState.ALONE), here):
        return gone
    seats = seats_of(appraisal_id=found.id)
    people, mark = possible_appraisers(engagement_id=scope.id, seats=seats), mark_of(seats)
    form = AppraisersForm(sent(), data={"people": [seat.person_ref for seat in seats], "seen": str(mark)})
    form.offer(people)

    def save() -> str:
        chosen, me = form.chosen(people), require_identity()
        name_appraisers(chosen, tool.appraisers, found, scope, seen=form.seen_version, actor=me, now=now())
        flash("They have been asked by email, and see it in “Your work”.", "success")
        return here

    def show(*, errors: object = (), conflict: object = None) -> str:
        submitted = sum(seat.submitted_at is not None for seat in seats)
        closes = AT_LEAST <= submitted < len(seats)
        shown = {"form": form, "seats": seats, "closes": closes, "errors": errors, "conflict": conflict}
        return page("appraisers.html", appraisal=found, tool=tool, **shown)

    def current() -> tuple[Saved, Saved, int]:
        typed = ", ".join(each.name for each in form.chosen(people))
        return {"people": typed}, {"people": ", ".join(seat.name for seat in seats)}, mark

    return take(form, save, show, current=current, refused_to=here)


@room.form(f"{APPRAISAL}/appraisers/close", permission=Permission.CASE_KEEP)
def close_alone(engagement_ref: str, appraisal_ref: str) -> ResponseReturnValue:
    """Go on to agree with those who have submitted, saying why."""
    found, scope = load_head(appraisal_ref).appraisal, require_scope()
    here, seats = to("appraisal", appraisal_ref=found.ref), seats_of(appraisal_id=found.id)

    def demand() -> None:
        demand_state(found, scope, AppraisalState.ALONE)
        if sum(seat.submitted_at is not None for seat in seats) < AT_LEAST:
            raise WrongStateError(TOO_FEW)

    if gone := led_back(demand, here):
        return gone
    form = ReasonForm(sent())

    def save() -> str:
        close_early(form.reason.data or "", found, scope, actor=require_identity(), now=now())
        flash("It can be agreed now.", "success")
        return here

    def show(*, errors: object = (), conflict: object = None) -> str:
        late = [seat.name for seat in seats if seat.submitted_at is None]
        return page("close_alone.html", form=form, appraisal=found, late=late, errors=errors)

    return take(form, save, show, refused_to=here)
