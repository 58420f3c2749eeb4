"""What waits for a person in mentoring, for "your work": selects of the shape in app/engagements/waiting.py."""

from sqlalchemy import bindparam, case, func, or_, select

from app.engagements.waiting import Source, own_places, soon, waiting
from app.mentoring.models import MentoringAction, MentoringMeeting, MentoringPair

_running = (MentoringPair.ended_on.is_(None), MentoringPair.engagement_id.in_(own_places))
_ACTIONS = (
    waiting(
        "mentoring_action",
        MentoringPair.engagement_id,
        ref=MentoringAction.ref,
        within=MentoringPair.ref,
        what=MentoringAction.what,
        due_on=MentoringAction.due_on,
        waits=soon(MentoringAction.due_on),
    )
    .select_from(MentoringAction)
    .join(MentoringMeeting, MentoringMeeting.id == MentoringAction.meeting_id)
    .join(MentoringPair, MentoringPair.id == MentoringMeeting.pair_id)
    .where(MentoringAction.owner_id == bindparam("person_id"), MentoringAction.done_at.is_(None), *_running)
)
"""Actions that the person owes, of pairs that have not ended."""

_of_pair = MentoringMeeting.pair_id == MentoringPair.id
_next_on = (
    select(MentoringMeeting.next_on)
    .where(_of_pair)
    .order_by(MentoringMeeting.met_on.desc(), MentoringMeeting.id.desc())
    .limit(1)
    .scalar_subquery()
)
_have_met = select(func.count(MentoringMeeting.id)).where(_of_pair).scalar_subquery()
_MEETINGS = (
    waiting(
        "mentoring_meeting",
        MentoringPair.engagement_id,
        ref=MentoringPair.ref,
        due_on=_next_on,
        status=case((_have_met == 0, "first"), else_=""),
        waits=case((_next_on < bindparam("today"), 1), else_=0),
    )
    .select_from(MentoringPair)
    .where(
        or_(MentoringPair.mentor_id == bindparam("person_id"), MentoringPair.mentee_id == bindparam("person_id")),
        *_running,
    )
)
"""When each of the person's pairs meets next; a day that has passed waits to be recorded."""

WAITING = (Source(_ACTIONS), Source(_MEETINGS))
