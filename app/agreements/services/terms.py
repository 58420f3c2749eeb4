"""Changing a draft's terms, and what a signed version does to its engagement. The lines: lines.py."""

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal

from app.agreements.errors import DatesError, OverCapError
from app.agreements.models import AgreementKind, AgreementVersion, Payer
from app.agreements.queries.versions import lines_of
from app.agreements.services.moves import demand_running, locked_draft, note
from app.engagements.services import AgreedTerms, apply_agreed
from app.security import EngagementScope, Identity
from app.web.filters import person_days


@dataclass(frozen=True, slots=True)
class VersionTerms:
    """Everything that a version says besides its lines. Days in quarters, the rate in pounds before VAT."""

    reason: str
    purpose: str
    starts_on: dt.date
    ends_on: dt.date
    day_rate: Decimal
    estimate_quarters: int
    cap_quarters: int
    costs: str
    legal_power: str
    equality: str
    decision_reference: str


def save_terms(
    version: AgreementVersion,
    terms: VersionTerms,
    scope: EngagementScope,
    *,
    seen_version: int,
    today: dt.date,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Save a draft's terms; `today` is London's date. Raises WrongStateError, ConflictError, OverCapError, DatesError.

    The first day is settled by the initial agreement: later versions keep it.
    """
    demand_running(scope)
    draft = locked_draft(version, seen_version)
    wanted = asdict(terms)
    if draft.kind is not AgreementKind.INITIAL:
        wanted["starts_on"] = draft.starts_on
    if draft.kind is not AgreementKind.VARIATION:
        wanted["reason"] = ""
    _check_dates(draft, wanted["starts_on"], terms.ends_on, today)
    charged = sum(line.quarters for line in lines_of(draft) if line.payer is Payer.PARTNER)
    if terms.cap_quarters < charged:
        raise OverCapError(
            f"The lines that {scope.partner_name} pays for come to {person_days(charged)}: enter that or more, or "
            "lower the lines first"
        )
    was = {name: getattr(draft, name) for name, value in wanted.items() if getattr(draft, name) != value}
    if not was:
        return
    for name in was:
        setattr(draft, name, wanted[name])
    became = {name: wanted[name] for name in was}
    note("agreement terms saved", draft, scope, actor=actor, now=now, was=was, became=became)


def _check_dates(draft: AgreementVersion, starts_on: dt.date, ends_on: dt.date, today: dt.date) -> None:
    if ends_on <= starts_on:
        raise DatesError("End date must be after the start date")
    if draft.kind is not AgreementKind.INITIAL and ends_on != draft.ends_on and ends_on < today:
        raise DatesError("End date must be today or in the future")


def agreed_terms(version: AgreementVersion) -> AgreedTerms:
    """Give what a version settles of its engagement."""
    return AgreedTerms(
        starts_on=version.starts_on,
        ends_on=version.ends_on,
        day_rate=version.day_rate,
        estimate_quarters=version.estimate_quarters,
        cap_quarters=version.cap_quarters,
    )


def apply_to_engagement(
    version: AgreementVersion, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Let a version from the plan, or a variation, that both have just signed set rate, band, cap and end date.

    An initial agreement opens the engagement instead (opening.py).
    """
    if version.kind is AgreementKind.INITIAL:
        return
    by = f"agreement {version.ref}"
    apply_agreed(scope.id, agreed_terms(version), by=by, actor_id=actor.person_id, now=now)
