"""The e-mails about day rates: their words, and to whom. Those about days: messages.py."""

import datetime as dt
from collections.abc import Collection

from app.charging.models import AgreedRate
from app.engagements.telling import day_in_words, link_to, people_to_tell, tell
from app.security import EngagementScope, Identity, Role
from app.web.filters import pounds

STAYS = "Days that are already logged keep the rate that they have."


def tell_proposed(rate: AgreedRate, whom: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Ask the director to agree a rate."""
    lines = (
        f"{actor.name} of {scope.lead_name} proposes a day rate of {_rate(rate)} for {whom}.",
        f"Reason: {rate.reason}",
        f"It holds once you agree to it. {STAYS}",
    )
    _tell((Role.DIRECTOR,), ("rate proposed", "waits for your agreement"), lines, scope, actor=actor, now=now)


def tell_agreed(rate: AgreedRate, whom: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Tell the managers and the consultants which rate holds from when."""
    lines = (
        f"{actor.name} of {scope.partner_name} has agreed to a day rate of {_rate(rate)} for {whom}.",
        f"It is for days from {day_in_words(rate.from_on)} on that are logged from now on. {STAYS}",
    )
    roles = (Role.MANAGER, Role.CONSULTANT)
    _tell(roles, ("rate agreed", "is agreed"), lines, scope, actor=actor, now=now)


def tell_withdrawn(rate: AgreedRate, whom: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Tell the director that there is nothing to agree any more."""
    lines = (
        f"{actor.name} of {scope.lead_name} has withdrawn the proposed day rate of {_rate(rate)} for {whom}.",
        "You need do nothing. The rates stay as they were.",
    )
    _tell((Role.DIRECTOR,), ("rate withdrawn", "is withdrawn"), lines, scope, actor=actor, now=now)


def _rate(rate: AgreedRate) -> str:
    return f"{pounds(rate.day_rate)} before VAT from {day_in_words(rate.from_on)}"


def _tell(
    roles: Collection[Role],
    what: tuple[str, str],  # the kind of message, and the end of its subject
    lines: tuple[str, ...],
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    tell(
        people_to_tell(roles, scope, but=actor.person_id),
        kind=what[0],
        subject=f"Day rate for {scope.lead_name} and {scope.partner_name} {what[1]}",
        lines=lines,
        link=link_to("charging.rates", scope),
        now=now,
    )
