"""Withdrawing a version that is not signed by both; it stays readable, and has no number."""

import datetime as dt

from app.agreements.errors import WrongStateError
from app.agreements.models import AgreementState, AgreementVersion
from app.agreements.queries.versions import version_of
from app.agreements.services.moves import UNSIGNED, note
from app.engagements.telling import link_to, people_to_tell, tell
from app.security import EngagementScope, Identity, Role


def withdraw(version: AgreementVersion, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Withdraw a draft, or what waits for signatures, which the director is told. Raises WrongStateError if signed."""
    found = version_of(version.ref, engagement_id=scope.id, lock=True)
    if found is None or found.state is AgreementState.WITHDRAWN:
        return
    if found.state not in UNSIGNED:
        raise WrongStateError("A signed agreement cannot be withdrawn. Draft a variation instead.")
    was, found.state = found.state, AgreementState.WITHDRAWN
    facts = {"was": {"state": was.value}, "became": {"state": found.state.value}}
    note("agreement withdrawn", found, scope, actor=actor, now=now, **facts)
    if was is AgreementState.TO_SIGN:
        tell(
            people_to_tell({Role.DIRECTOR, Role.LEAD_OFFICER}, scope, but=actor.person_id),
            kind="agreement withdrawn",
            subject=f"An agreement for {scope.partnership_name} was withdrawn",
            lines=(f"{actor.name} withdrew “{found.kind.words}” before both had signed. You have nothing to sign.",),
            link=link_to("agreements.agreement", scope),
            now=now,
        )
