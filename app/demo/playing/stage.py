"""What the stories share: people and authorities by what the content calls them, and who acts. Decides no step."""

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Authority, Invitation, Person
from app.accounts.services import Invitee, accept, ensure_person
from app.db import db
from app.demo.content import DemoPerson
from app.demo.playing.timeline import Calendar
from app.engagements.models import Engagement
from app.instruments.document import Instrument
from app.security import EngagementScope, Identity, Role
from app.security.roles import AUTHORITY_ROLES


@dataclass
class Stage:
    """The demonstration's surroundings while it is loaded; `password_hash` is shared by everybody in it."""

    calendar: Calendar
    password_hash: str
    instrument_digest: str
    instrument: Instrument
    names: dict[str, str]
    authorities: dict[str, Authority]
    _known: dict[str, Person] = field(default_factory=dict)

    def person(self, email: str, *, now: dt.datetime) -> Person:
        """Find or add the person of an address, under the name of the content."""
        if email not in self._known:
            self._known[email] = ensure_person(self.invitee(email), now=now)
        return self._known[email]

    def invitee(self, email: str) -> Invitee:
        """Somebody as invitations name them."""
        return Invitee(email, self.names[email])

    def actor(
        self, email: str, *, now: dt.datetime, scope: EngagementScope | None = None, role: Role | None = None
    ) -> Identity:
        """Somebody as the services know who acts, in `role` if that matters; nobody is signed in."""
        person = self.person(email, now=now)
        manages = ((scope.lead_authority_id, role),) if scope and role in AUTHORITY_ROLES else ()
        return Identity(
            person_id=person.id,
            person_ref=person.ref,
            name=person.name,
            email=person.email,
            sign_in_id=0,
            is_administrator=person.is_administrator,
            authority_id=None,
            authority_name="",
            authority_count=1,
            authority_roles=manages,
            scope=scope,
            scope_roles=frozenset({role} if role else ()),
        )

    def scope(self, engagement: Engagement) -> EngagementScope:
        """The engagement as the services know it now."""
        of = {authority.id: authority.name for authority in self.authorities.values()}
        return EngagementScope(
            id=engagement.id,
            ref=engagement.ref,
            state=engagement.state.value,
            lead_authority_id=engagement.lead_authority_id,
            partner_authority_id=engagement.partner_authority_id,
            lead_name=of[engagement.lead_authority_id],
            partner_name=of[engagement.partner_authority_id],
            partnership_name=engagement.partnership_name,
            illustrative=engagement.illustrative,
        )

    def accept(self, email: str, role: Role, engagement_id: int | None, *, now: dt.datetime) -> None:
        """Let a person press the button of an open invitation to `role`; nothing without one."""
        person = self.person(email, now=now)
        invitation = db.session.scalar(
            select(Invitation)
            .where(
                Invitation.person_id == person.id,
                Invitation.role == role,
                Invitation.engagement_id == engagement_id,
                Invitation.accepted_at.is_(None),
                Invitation.withdrawn_at.is_(None),
            )
            .options(joinedload(Invitation.person))
        )
        if invitation is not None:
            accept(invitation, now=now, name=person.name, password_hash=self.password_hash)


def names_by_address(people: tuple[DemoPerson, ...]) -> dict[str, str]:
    """The names of the content."""
    return {person.email: person.name for person in people}
