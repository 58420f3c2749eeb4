"""The e-mails of this room: their words, and to whom. Sending them: engagements/telling.py and the worker."""

import datetime as dt
from collections.abc import Collection, Sequence

from app.accounts.queries import Recipient
from app.agreements.models import AgreementSignature, AgreementVersion
from app.engagements.telling import link_to, people_to_tell, tell
from app.security import EngagementScope, Identity, Role

SIGNATORIES = (Role.DIRECTOR, Role.MANAGER)
BOTH_SIDES = (Role.DIRECTOR, Role.LEAD_OFFICER, Role.CONSULTANT, Role.MANAGER)


def agreement_name(version: AgreementVersion, scope: EngagementScope) -> str:
    """Name the version in a subject: "Variation: Halton and Norbridge"."""
    return f"{version.kind.words}: {scope.lead_name} and {scope.partner_name}"


def tell_to_sign(version: AgreementVersion, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Ask the director and the managers to sign; the manager who sent it knows."""
    sent = f"{actor.name} has sent the support agreement of {scope.lead_name} and {scope.partner_name} to be signed."
    how = (
        f"The director signs for {scope.partner_name}, a manager for {scope.lead_name}, in any order. Read it before "
        "you sign: it cannot be edited now. You can also send it back with a reason."
    )
    found = people_to_tell(SIGNATORIES, scope, but=actor.person_id)
    _tell(found, ("agreement to sign", "to be signed"), (sent, how), version, scope, "sign", now=now)


def tell_signed_once(
    version: AgreementVersion,
    scope: EngagementScope,
    *,
    signed: AgreementSignature,
    waits_for: str,
    still: Role,
    now: dt.datetime,
) -> None:
    """Tell the side that has still to sign that the other one has."""
    lines = (
        f"{signed.person_name} has signed the support agreement for {signed.authority_name}.",
        f"It comes into force when {waits_for} has signed it, too.",
    )
    found = people_to_tell((still,), scope, but=signed.person_id)
    _tell(found, ("agreement signed once", "waits for you to sign"), lines, version, scope, "sign", now=now)


def tell_in_force(version: AgreementVersion, scope: EngagementScope, *, names: str, now: dt.datetime) -> None:
    """Tell both sides that both have signed."""
    lines = (f"{names} have signed it. It is version {version.number} of the support agreement, and in force.",)
    found = people_to_tell(BOTH_SIDES, scope)
    _tell(found, ("agreement signed", "is signed for both authorities"), lines, version, scope, "version", now=now)


def tell_sent_back(
    version: AgreementVersion,
    scope: EngagementScope,
    *,
    reason: str,
    gone: Sequence[AgreementSignature],
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Tell the director and the managers why it is a draft again; whoever had signed, that the signature is gone."""
    signers = {each.person_id for each in gone}
    lines = (f"{actor.name} has sent the support agreement back without signing it.", f"Reason: {reason}")
    next_step = f"It is a draft again. {scope.lead_name} changes it and sends it again."
    yours = "You had signed it. Your signature is removed with it: you will be asked again."
    found = people_to_tell(SIGNATORIES, scope, but=actor.person_id)
    had_signed = [each for each in found if each.person_id in signers]
    others = [each for each in found if each.person_id not in signers]
    what = ("agreement sent back", "is sent back")
    _tell(had_signed, what, (*lines, yours, next_step), version, scope, "version", now=now)
    _tell(others, what, (*lines, next_step), version, scope, "version", now=now)


def _tell(
    recipients: Collection[Recipient],
    what: tuple[str, str],  # the kind of message, and the end of its subject
    lines: tuple[str, ...],
    version: AgreementVersion,
    scope: EngagementScope,
    page: str,
    *,
    now: dt.datetime,
) -> None:
    tell(
        recipients,
        kind=what[0],
        subject=f"{agreement_name(version, scope)} {what[1]}",
        lines=lines,
        link=link_to(f"agreements.{page}", scope, agreement_ref=version.ref),
        now=now,
    )
