"""Sending a complete draft to be signed, which freezes what it says. Signing and sending back: signing.py."""

import datetime as dt

from app.agreements.content import AgreementContent, agreement_content
from app.agreements.errors import ConflictError, IncompleteError, WrongStateError
from app.agreements.messages import tell_to_sign
from app.agreements.models import AgreementKind, AgreementState, AgreementVersion
from app.agreements.queries.signing import plan_still_approved
from app.agreements.queries.versions import content_of
from app.agreements.services.moves import demand_running
from app.agreements.signatures import Missing, missing
from app.audit.services import record
from app.db import db
from app.security import EngagementScope, Identity

OLD_PLAN = Missing(
    "The plan version that it rests on is not the approved one any more: withdraw this draft and make it anew", "plan"
)


def lacking(version: AgreementVersion, content: AgreementContent) -> tuple[Missing, ...]:
    """List what the draft, which says `content`, lacks before it can be sent to be signed."""
    lacks = missing(content)
    if version.kind is AgreementKind.PLAN and not plan_still_approved(version):
        return (*lacks, OLD_PLAN)
    return lacks


def send_to_sign(
    version: AgreementVersion, scope: EngagementScope, *, seen_version: int, actor: Identity, now: dt.datetime
) -> None:
    """Freeze the draft, and ask the director and the managers to sign it.

    Raises WrongStateError if it is no draft, ConflictError if it changed since it was looked at, IncompleteError if
    something is missing.
    """
    demand_running(scope)
    if version.state is not AgreementState.DRAFT:
        raise WrongStateError(f"It is no draft any more: {version.state.words.lower()}. Nothing was changed.")
    if version.version != seen_version:
        raise ConflictError("A colleague has changed the draft since you opened it. Read it again before you send it.")
    content = content_of(version, scope)
    if lacks := lacking(version, content):
        raise IncompleteError(f"It cannot be signed yet. {lacks[0].words}.")
    version.content = agreement_content(content)
    version.state, version.sent_at, version.returned_reason = AgreementState.TO_SIGN, now, ""
    db.session.flush()
    note("agreement sent to be signed", version, scope, AgreementState.DRAFT, actor=actor, now=now)
    tell_to_sign(version, scope, actor=actor, now=now)


def note(  # what an entry needs, in the order of its parts
    action: str,
    version: AgreementVersion,
    scope: EngagementScope,
    was: AgreementState,
    *,
    actor: Identity,
    now: dt.datetime,
    **became: object,
) -> None:
    """Record that the version moved from the state that it `was` in, and what else became of it."""
    record(
        action,
        f"agreement {version.ref}",
        actor_id=actor.person_id,
        now=now,
        engagement_id=scope.id,
        was={"state": was.value},
        became={"state": version.state.value, **became},
    )
