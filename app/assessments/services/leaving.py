"""What becomes of private scores when somebody leaves (rules.md, People and roles): unsubmitted ones are deleted.

The worker calls this: leaving happens in rooms below, which know nothing of scores.
"""

import datetime as dt

from sqlalchemy import Select, delete, exists, or_, select

from app.accounts.models import Membership, Person
from app.assessments.models import IndividualScore, Participation, Round, RoundState, SecondScore, SecondVote
from app.assessments.services.evidence import delete_offered_alone
from app.db import db
from app.security.roles import Role


def delete_unsubmitted(*, now: dt.datetime, keep: dt.timedelta) -> int:
    """Delete unsubmitted scores of those who left, and of rounds closed longer than `keep` ago; returns how many.

    Second scores count as submitted once their vote has closed; until then a leaver's are deleted, too.
    """
    still_a_member = exists().where(
        Membership.person_id == Participation.person_id,
        Membership.engagement_id == Round.engagement_id,
        Membership.role == Role.PARTICIPANT,
        Membership.ended_at.is_(None),
    )
    stale = (Round.state != RoundState.SCORING) & (Round.closed_at < now - keep)
    left = or_(Person.ended_at.is_not(None), ~still_a_member)
    people = (
        select(Participation.id)
        .join(Round, Round.id == Participation.round_id)
        .join(Person, Person.id == Participation.person_id)
    )
    unwanted = people.where(Participation.submitted_at.is_(None), or_(left, stale))
    delete_offered_alone(db.session.scalars(unwanted).all())
    gone = db.session.scalars(
        delete(IndividualScore)
        .where(IndividualScore.participation_id.in_(unwanted))
        .returning(IndividualScore.participation_id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.all()) + _delete_open_votes(people.where(left))


def _delete_open_votes(leavers: Select[int]) -> int:
    still_open = select(SecondVote.id).where(SecondVote.closed_at.is_(None))
    gone = db.session.scalars(
        delete(SecondScore)
        .where(SecondScore.vote_id.in_(still_open), SecondScore.participation_id.in_(leavers))
        .returning(SecondScore.participation_id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())
