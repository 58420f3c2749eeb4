"""What waits for a person of tools in use, for "your work": selects of the shape in app/engagements/waiting.py."""

from sqlalchemy import bindparam, case, exists, select

from app.appraising.models import Appraisal, AppraisalState, Appraiser
from app.db import one_of
from app.engagements.waiting import Source, own_places, waiting
from app.security.roles import Role

_SCORE = (
    waiting("appraisal_alone", Appraisal.engagement_id, ref=Appraisal.ref, what=Appraisal.title)
    .select_from(Appraiser)
    .join(Appraisal, Appraisal.id == Appraiser.appraisal_id)
    .where(
        Appraiser.person_id == bindparam("person_id"),
        Appraiser.submitted_at.is_(None),
        Appraisal.state == AppraisalState.ALONE,
        Appraisal.engagement_id.in_(own_places),
    )
)
"""What the person is asked to score alone."""

_asked = exists(select(1).where(Appraiser.appraisal_id == Appraisal.id).correlate(Appraisal))
_is_alone = Appraisal.state == AppraisalState.ALONE
_KEEP = (
    waiting(
        "appraisal",
        Appraisal.engagement_id,
        ref=Appraisal.ref,
        what=Appraisal.title,
        status=case((_is_alone & ~_asked, "ask"), (_is_alone, "wait"), (_asked, "agree"), else_="conclude"),
        waits=case((_is_alone & _asked, 0), else_=1),
    )
    .select_from(Appraisal)
    .where(
        Appraisal.opened_by_id == bindparam("person_id"),
        one_of(Appraisal.state, (AppraisalState.ALONE, AppraisalState.AGREEING)),
        Appraisal.engagement_id.in_(own_places),
    )
)
"""What the person began: to ask people, to wait for them, to agree, to answer and conclude."""

WAITING = (
    Source.of(_SCORE, Role.LEAD_OFFICER, Role.DIRECTOR, Role.PARTICIPANT, Role.CONSULTANT),
    Source.of(_KEEP, Role.LEAD_OFFICER, Role.CONSULTANT),
)
