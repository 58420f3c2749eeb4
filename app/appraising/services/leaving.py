"""What becomes of what somebody said alone and never submitted (rules.md, People and roles). The worker calls this.

Submitted answers stay, and stay unnamed.
"""

import datetime as dt

from sqlalchemy import delete, exists, or_, select

from app.accounts.models import Membership, Person
from app.appraising.models import Appraisal, AppraisalState, Appraiser, PrivateAnswer
from app.appraising.queries.seats import MAY_SCORE
from app.db import db


def delete_unsubmitted_alone(*, now: dt.datetime, keep: dt.timedelta) -> int:
    """Delete what leavers never submitted, what is no longer scored, and what is older than `keep`; says how much."""
    still_there = exists().where(
        Membership.person_id == Appraiser.person_id,
        Membership.engagement_id == Appraisal.engagement_id,
        Membership.role.in_(MAY_SCORE),
        Membership.ended_at.is_(None),
    )
    left = or_(Person.ended_at.is_not(None), ~still_there)
    unwanted = (
        select(Appraiser.id)
        .join(Appraisal, Appraisal.id == Appraiser.appraisal_id)
        .join(Person, Person.id == Appraiser.person_id)
        .where(Appraiser.submitted_at.is_(None))
    )
    is_closed = Appraisal.state != AppraisalState.ALONE
    gone = db.session.scalars(
        delete(PrivateAnswer)
        .where(
            or_(
                PrivateAnswer.appraiser_id.in_(unwanted.where(or_(left, is_closed))),
                PrivateAnswer.appraiser_id.in_(unwanted) & (PrivateAnswer.saved_at < now - keep),
            )
        )
        .returning(PrivateAnswer.appraiser_id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())
