"""Who scores alone: asking them, and going on to agree before all have submitted, with a reason."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import delete, exists, func, select

from app.appraising import messages
from app.appraising.errors import ConflictError, RefusedFieldError, WrongStateError
from app.appraising.models import Appraisal, AppraisalState, Appraiser, PrivateAnswer, Subject
from app.appraising.queries.seats import AT_LEAST, Possible, Seat, mark_of, seats_of
from app.appraising.services.moves import demand_state, note
from app.db import db
from app.security import EngagementScope, Identity

TOO_FEW = "Two must have submitted before the others are no longer waited for, so that nobody’s answers can be told."

ALL_LEFT_HAVE = "Everybody else has submitted. To go on without the others, follow the link above and say why"


def name_appraisers(
    wanted: Collection[Possible],
    least: int,
    appraisal: Appraisal,
    scope: EngagementScope,
    *,
    seen: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Ask these people, and no longer those who are not among them; what those had saved is deleted.

    Raises WrongStateError, ConflictError if others are asked than `seen` stands for, RefusedFieldError for too few, or
    without somebody who has submitted.
    """
    demand_state(appraisal, scope, AppraisalState.ALONE)
    if len(wanted) < max(least, AT_LEAST):
        raise RefusedFieldError(
            "people", f"Choose at least {max(least, AT_LEAST)} people, so that each score is one of several"
        )
    if not db.session.scalar(select(exists().where(Subject.appraisal_id == appraisal.id))):
        raise RefusedFieldError("people", "Say first what is to be scored")
    before = seats_of(appraisal_id=appraisal.id)
    if mark_of(before) != seen:
        raise ConflictError
    ids = {each.person_id for each in wanted}
    asked = [each for each in wanted if each.person_id not in {seat.person_id for seat in before}]
    gone = [seat for seat in before if seat.person_id not in ids]
    _demand_may_go(gone, [seat for seat in before if seat.person_id in ids], asked)
    _take_away(gone)
    db.session.add_all(Appraiser(appraisal_id=appraisal.id, person_id=each.person_id, added_at=now) for each in asked)
    db.session.flush()
    was, became = {"people": _refs(before)}, {"people": ", ".join(sorted(each.ref for each in wanted))}
    note("appraisers asked", appraisal, scope, actor=actor, now=now, was=was, became=became)
    messages.tell_asked(asked, appraisal, scope, actor=actor, now=now)


def _demand_may_go(gone: Sequence[Seat], left: Sequence[Seat], asked: Sequence[Possible]) -> None:
    for seat in gone:
        if seat.submitted_at is not None:
            raise RefusedFieldError("people", f"{seat.name} has submitted, and stays one of those who score")
    if gone and not asked and all(seat.submitted_at is not None for seat in left):
        raise RefusedFieldError("people", ALL_LEFT_HAVE)


def close_early(
    reason: str, appraisal: Appraisal, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Wait no longer for those who have not submitted; what they saved is deleted. Raises WrongStateError."""
    demand_state(appraisal, scope, AppraisalState.ALONE)
    seats = seats_of(appraisal_id=appraisal.id)
    late = [seat for seat in seats if seat.submitted_at is None]
    if len(seats) - len(late) < AT_LEAST:
        raise WrongStateError(TOO_FEW)
    _take_away(late)
    became = {"reason": reason, "without": _refs(late)}
    note("appraisers no longer waited for", appraisal, scope, actor=actor, now=now, became=became)
    open_if_all_submitted(appraisal, scope, actor=actor, now=now)


def open_if_all_submitted(appraisal: Appraisal, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> bool:
    """Go on to agree once everybody has submitted, in the same transaction; say whether it was so."""
    left = select(func.count()).where(Appraiser.appraisal_id == appraisal.id, Appraiser.submitted_at.is_(None))
    seats = seats_of(appraisal_id=appraisal.id)
    if db.session.scalar(left) or len(seats) < AT_LEAST:
        return False
    appraisal.state = AppraisalState.AGREEING
    became = {"state": AppraisalState.AGREEING}
    note("appraisal to be agreed", appraisal, scope, actor=actor, now=now, became=became)
    messages.tell_to_agree(seats, appraisal, scope, now=now)
    return True


def _take_away(seats: Sequence[Seat]) -> None:
    ids = [seat.id for seat in seats]
    db.session.execute(delete(PrivateAnswer).where(PrivateAnswer.appraiser_id.in_(ids)))
    db.session.execute(delete(Appraiser).where(Appraiser.id.in_(ids)))


def _refs(seats: Sequence[Seat]) -> str:
    return ", ".join(sorted(seat.person_ref for seat in seats))
