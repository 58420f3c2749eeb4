"""The e-mails of tools in use: to those who are asked to score alone, and to whoever keeps it once all have."""

import datetime as dt
from collections.abc import Sequence

from app.accounts.queries import mail_addresses
from app.appraising.models import Appraisal
from app.appraising.queries.seats import Possible, Seat
from app.engagements.telling import link_to, tell
from app.security import EngagementScope, Identity, Role


def tell_asked(
    people: Sequence[Possible], appraisal: Appraisal, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Tell those who were just asked."""
    chosen = {each.person_id for each in people} - {actor.person_id}
    found = mail_addresses(engagement_id=scope.id, roles=set(Role)) if chosen else []
    tell(
        dict.fromkeys(each for each in found if each.person_id in chosen),
        kind="appraisal asked",
        subject=f"Score alone: {appraisal.title}",
        lines=(
            f"{actor.name} asks you to score “{appraisal.title}” ({scope.partner_name}) alone, before it is agreed.",
            "Nobody sees what you say before everybody asked has submitted, and then without your name.",
        ),
        link=link_to("appraising.alone", scope, appraisal_ref=appraisal.ref),
        now=now,
    )


def tell_to_agree(seats: Sequence[Seat], appraisal: Appraisal, scope: EngagementScope, *, now: dt.datetime) -> None:
    """Tell whoever opened it that it can be agreed now."""
    found = mail_addresses(engagement_id=scope.id, roles=set(Role))
    tell(
        dict.fromkeys(each for each in found if each.person_id == appraisal.opened_by_id),
        kind="appraisal to agree",
        subject=f"To be agreed: {appraisal.title}",
        lines=(
            f"All {len(seats)} appraisers have submitted what they say of “{appraisal.title}” ({scope.partner_name}).",
            "You can agree it together now:",
        ),
        link=link_to("appraising.appraisal", scope, appraisal_ref=appraisal.ref),
        now=now,
    )
