"""The initial agreement opens the engagement: signed here by both, or on paper, which the manager records."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.agreements.content import agreement_content
from app.agreements.drafting import initial_lines
from app.agreements.errors import OverCapError, SignedInFutureError, WrongStateError
from app.agreements.models import AgreementKind, AgreementState, AgreementVersion
from app.agreements.queries.versions import content_of, in_force
from app.agreements.services.drafting import initial_version
from app.agreements.services.moves import add_lines, note, unsigned_of
from app.agreements.services.terms import agreed_terms
from app.db import db
from app.engagements.models import Engagement, EngagementState, SupportKind
from app.engagements.services import NotDraftError, apply_agreed, open_engagement
from app.engagements.services.terms import locked
from app.files.services import Shelf, Upload, store
from app.security import EngagementScope, Identity
from app.web.filters import person_days

ON_PAPER = "As in the signed paper."


@dataclass(frozen=True, slots=True)
class Paper:
    """An initial agreement that both signed outside this service: the day of the later signature, days of each line.

    The days are not asked for, and not taken, where the same agreement was drafted here.
    """

    signed_on: dt.date
    quarters: Mapping[SupportKind, int]
    upload: Upload | None = None


def open_on_agreement(
    version: AgreementVersion, scope: EngagementScope, *, today: dt.date, actor: Identity, now: dt.datetime
) -> None:
    """Open the engagement on its initial agreement, which both have just signed; `today` is London's date.

    What was signed holds: dates, rate and days of the draft become those of the version. An engagement that is open
    already (its initial agreement was recorded before there were versions) stays as it is.
    """
    if version.kind is not AgreementKind.INITIAL or locked(scope.id).state is not EngagementState.DRAFT:
        return
    by = f"agreement {version.ref}"
    apply_agreed(scope.id, agreed_terms(version), by=by, actor_id=actor.person_id, now=now)
    try:
        open_engagement(scope.id, signed_on=version.signed_on or today, today=today, actor_id=actor.person_id, now=now)
    except NotDraftError:
        return  # opened on paper in the same moment


def record_on_paper(
    paper: Paper, scope: EngagementScope, shelf: Shelf, *, today: dt.date, actor: Identity, now: dt.datetime
) -> AgreementVersion:
    """Keep the initial agreement that was signed on paper as version 1, and open a draft engagement on it.

    Raises WrongStateError if version 1 is there, SignedInFutureError, OverCapError, files' FileRefusedError.
    """
    engagement = locked(scope.id)
    if engagement.state not in {EngagementState.DRAFT, EngagementState.OPEN} or in_force(engagement_id=scope.id):
        raise WrongStateError("The initial agreement is recorded already.")
    signed_on = engagement.agreement_signed_on or paper.signed_on
    if signed_on > today:
        raise SignedInFutureError("Date on which both had signed must be today or in the past")
    version = _drafted_here(scope) or _as_on_paper(engagement, scope, paper, actor=actor, now=now)
    if version.content is None:
        version.content = agreement_content(content_of(version, scope))
    version.state, version.number, version.on_paper, version.signed_on = AgreementState.SIGNED, 1, True, signed_on
    if paper.upload is not None:
        kept = store(paper.upload, shelf, engagement_id=scope.id, owner_id=actor.person_id, now=now)
        version.file_id = kept.id
    became = {"number": 1, "signed_on": signed_on, "file": version.file_id is not None}
    note("initial agreement recorded on paper", version, scope, actor=actor, now=now, became=became)
    open_on_agreement(version, scope, today=today, actor=actor, now=now)
    return version


def _drafted_here(scope: EngagementScope) -> AgreementVersion | None:
    """Give the initial agreement that was drafted here, if both signed a print of it."""
    there = unsigned_of(scope.id)
    return there if there is not None and there.kind is AgreementKind.INITIAL else None


def _as_on_paper(
    engagement: Engagement, scope: EngagementScope, paper: Paper, *, actor: Identity, now: dt.datetime
) -> AgreementVersion:
    lines = initial_lines(paper.quarters)
    total = sum(line.quarters for line in lines)
    if total > engagement.cap_quarters:
        raise OverCapError(
            f"The days must be {person_days(engagement.cap_quarters)} or fewer together, which is the cap"
        )
    version = initial_version(engagement)
    version.costs = version.legal_power = version.equality = ON_PAPER
    version.engagement_id, version.kind = scope.id, AgreementKind.INITIAL
    version.drafted_by_id, version.drafted_at = actor.person_id, now
    version.content = agreement_content(replace(content_of(version, scope), lines=lines))
    version.state, version.signed_on = AgreementState.SIGNED, paper.signed_on
    db.session.add(version)
    db.session.flush()
    add_lines(version, lines)
    return version
