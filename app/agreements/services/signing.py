"""Signing for either side, two people in two authorities, and sending back. What the second signature brings about."""

import datetime as dt

from sqlalchemy import delete

from app.accounts.queries import holds_membership
from app.agreements.errors import (
    AlreadySignedError,
    ConflictError,
    ConflictOfInterestError,
    UnapprovedPlanError,
    WrongStateError,
)
from app.agreements.messages import tell_in_force, tell_sent_back, tell_signed_once
from app.agreements.models import AgreementKind, AgreementSignature, AgreementState, AgreementVersion, Side
from app.agreements.queries.signing import next_number, plan_still_approved
from app.agreements.queries.versions import signatures_of
from app.agreements.services.drafting import FIRST_THE_INITIAL
from app.agreements.services.moves import demand_running
from app.agreements.services.opening import open_on_agreement
from app.agreements.services.sending import note
from app.agreements.services.terms import apply_to_engagement
from app.agreements.signatures import digest
from app.agreements.wording import SIGNS
from app.audit.services import record
from app.db import db
from app.security import EngagementScope, Identity, Role

SIGNER = {Side.PARTNER: Role.DIRECTOR, Side.LEAD: Role.MANAGER}
OTHER = {Side.PARTNER: Side.LEAD, Side.LEAD: Side.PARTNER}


def side_of(actor: Identity, scope: EngagementScope) -> Side:
    """Say for which side the person signs: the director for the partner, a manager of the lead for the lead.

    Raises ConflictOfInterestError for somebody who stands on both sides, or on neither.
    """
    manages = scope.lead_authority_id in actor.authorities_as(Role.MANAGER)
    if Role.DIRECTOR in actor.scope_roles:
        if manages or holds_membership(actor.person_id, authority_id=scope.lead_authority_id):
            raise ConflictOfInterestError(
                f"You hold a role at {scope.lead_name}, the lead authority, so somebody else has to sign for "
                f"{scope.partner_name}. Two people in two authorities sign."
            )
        return Side.PARTNER
    if not manages:
        raise ConflictOfInterestError(
            f"Only the director of {scope.partner_name} and a manager of {scope.lead_name} sign this agreement."
        )
    if holds_membership(actor.person_id, authority_id=scope.partner_authority_id):
        raise ConflictOfInterestError(
            f"You hold a role at {scope.partner_name}, the partner authority, so somebody else has to sign for "
            f"{scope.lead_name}. Two people in two authorities sign."
        )
    return Side.LEAD


def sign(
    version: AgreementVersion,
    scope: EngagementScope,
    *,
    seen: str,
    actor: Identity,
    today: dt.date,
    now: dt.datetime,
) -> AgreementSignature:
    """Sign the frozen content whose digest is `seen`, for the side that the person stands on; lock the row before.

    Signing again gives the signature that stands. The second side's signature puts the version in force. Raises
    ConflictOfInterestError, AlreadySignedError, WrongStateError, ConflictError.
    """
    demand_running(scope)
    given = signatures_of(version)
    side = side_of(actor, scope)
    for each in given:
        if each.person_id == actor.person_id and each.side is side:
            return each
        _refuse_beside(each, side, actor)
    _demand_to_sign(version, seen)
    _demand_its_plan(version, scope)
    ours = (scope.partner_authority_id, scope.partner_name), (scope.lead_authority_id, scope.lead_name)
    authority_id, authority_name = ours[side is Side.LEAD]
    signature = AgreementSignature(
        agreement_version_id=version.id,
        side=side,
        authority_id=authority_id,
        authority_name=authority_name,
        person_id=actor.person_id,
        person_name=actor.name,
        signed_at=now,
    )
    db.session.add(signature)
    db.session.flush()
    _note_signature("agreement signed", version, scope, signature, actor=actor, now=now)
    if not given:
        still = OTHER[side]
        waits_for = f"{SIGNS[still]} for {scope.partner_name if still is Side.PARTNER else scope.lead_name}"
        tell_signed_once(version, scope, signed=signature, waits_for=waits_for, still=SIGNER[still], now=now)
    else:
        _put_in_force(version, scope, f"{given[0].person_name} and {actor.name}", actor=actor, today=today, now=now)
    return signature


def _refuse_beside(standing: AgreementSignature, side: Side, actor: Identity) -> None:
    """Refuse a second signature of one side, and one person for both."""
    if standing.person_id == actor.person_id:
        raise ConflictOfInterestError(
            f"You have signed for {standing.authority_name}. Somebody else has to sign for the other authority."
        )
    if standing.side is side:
        raise AlreadySignedError(f"{standing.person_name} has already signed for {standing.authority_name}.")


def _demand_to_sign(version: AgreementVersion, seen: str) -> None:
    if version.state is not AgreementState.TO_SIGN:
        raise WrongStateError(
            f"It does not wait for a signature any more: {version.state.words.lower()}. Nothing was signed."
        )
    if digest(version.content) != seen:
        raise ConflictError(
            "The agreement was changed and sent again since you opened the page. Read it again before you sign."
        )


def _demand_its_plan(version: AgreementVersion, scope: EngagementScope) -> None:
    """Refuse the version that follows from the plan while there is no version 1, or once its plan is another one."""
    if version.kind is not AgreementKind.PLAN:
        return
    if next_number(engagement_id=scope.id) == 1:
        raise WrongStateError(FIRST_THE_INITIAL)
    if not plan_still_approved(version):
        raise UnapprovedPlanError(
            "The plan version that it rests on is not the approved one any more, so it cannot be signed. "
            f"{scope.lead_name} withdraws it and drafts it anew from the plan that is approved."
        )


def _put_in_force(
    version: AgreementVersion, scope: EngagementScope, names: str, *, actor: Identity, today: dt.date, now: dt.datetime
) -> None:
    version.number, version.signed_on = next_number(engagement_id=scope.id), today
    version.state = AgreementState.SIGNED
    db.session.flush()
    note("agreement in force", version, scope, AgreementState.TO_SIGN, actor=actor, now=now, number=version.number)
    if version.kind is AgreementKind.INITIAL:
        open_on_agreement(version, scope, today=today, actor=actor, now=now)
    else:
        apply_to_engagement(version, scope, actor=actor, now=now)
    tell_in_force(version, scope, names=names, now=now)


def send_back(
    version: AgreementVersion, scope: EngagementScope, reason: str, *, seen: str, actor: Identity, now: dt.datetime
) -> None:
    """Make a draft again of what waits for signatures; a signature that was given goes, and its owner is told.

    Raises WrongStateError, ConflictError.
    """
    demand_running(scope)
    _demand_to_sign(version, seen)
    gone = signatures_of(version)
    for each in gone:
        _note_signature("agreement's signature removed", version, scope, each, actor=actor, now=now)
        db.session.expunge(each)
    db.session.execute(delete(AgreementSignature).where(AgreementSignature.agreement_version_id == version.id))
    version.state, version.content, version.sent_at = AgreementState.DRAFT, None, None
    version.returned_reason = reason
    db.session.flush()
    note("agreement sent back", version, scope, AgreementState.TO_SIGN, actor=actor, now=now, reason=reason)
    tell_sent_back(version, scope, reason=reason, gone=gone, actor=actor, now=now)


def _note_signature(
    action: str,
    version: AgreementVersion,
    scope: EngagementScope,
    signature: AgreementSignature,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Record a signature that was given or removed, by the signer's key."""
    facts = {"side": signature.side.value, "signed_by_id": signature.person_id, "content": digest(version.content)}
    gone = action.endswith("removed")
    record(
        action,
        f"agreement {version.ref}",
        actor_id=actor.person_id,
        now=now,
        engagement_id=scope.id,
        was=facts if gone else {},
        became={} if gone else facts,
    )
