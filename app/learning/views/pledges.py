"""The delegate's three actions for the hundred days after, and who is asked about them. As milestones: thread.py."""

import datetime as dt
from typing import Any

from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.engagements.forms.taking import sent
from app.instruments.queries import instrument, newest_published
from app.learning.forms.pledging import SPARE_DAYS, PledgeForm, data_of, in_words
from app.learning.queries.learned import pledged_by
from app.learning.room import COHORT, room
from app.learning.services import pledging as services
from app.learning.views.learned import lead_away, opening_of, take
from app.learning.views.loading import cohort_to_take, page, programme_of
from app.security import Permission, require_identity

SAP = "sap"


@room.form(f"{COHORT}/pledges", permission=Permission.SIGNED_IN)
def pledges(cohort_ref: str) -> ResponseReturnValue:
    """Pledge up to three actions; read them when they no longer change."""
    scope = cohort_to_take(cohort_ref)
    opening = opening_of(scope, programme_of(scope))
    place, kept = pledged_by(enrolment_id=scope.enrolment_id or 0)
    standards = _standards()
    if not opening.may_pledge(now()):
        if sent() is not None:
            lead_away(services.NOT_OPEN, scope, "pledges")
        return page("pledges_kept.html", scope, kept=kept, opening=opening, titles=dict(standards), place=place)
    data = data_of(place, kept, opening.pledge_default)
    form: Any = PledgeForm(sent(), data={**data, "seen": str(services.version_of(place, kept))})
    form.fix([pledge.position for pledge in kept if pledge.milestone_ref])
    form.offer(standards, opening.last_day, opening.pledge_default + dt.timedelta(days=SPARE_DAYS))

    def current() -> tuple[Any, Any, int]:
        saved_place, saved = pledged_by(enrolment_id=scope.enrolment_id or 0)
        typed, shown = in_words(form.data), in_words(data_of(saved_place, saved, opening.pledge_default))
        return typed, shown, services.version_of(saved_place, saved)

    def save() -> None:
        seen = form.seen_version
        services.promise(form.promise(), scope, opening, seen_version=seen, actor=require_identity(), now=now())

    return take(
        form,
        save,
        "pledges.html",
        scope,
        current=current,
        said="Your pledges are saved.",
        leads_to="pledges",
        fixed=[pledge for pledge in kept if pledge.milestone_ref],
        titles=dict(standards),
        opening=opening,
    )


def _standards() -> list[tuple[str, str]]:
    """The standards of the self-assessment that is offered now; none before one is published."""
    version = newest_published(SAP)
    if version is None:
        return []
    return [(each.key, f"{each.number}. {each.title}") for each in instrument(version.digest).standards]
