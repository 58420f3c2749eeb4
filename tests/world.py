"""A small world for integration tests: Halton leads, Cheshire West and Chester is partner, a stranger stands by."""

from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from app.accounts.models import Authority, Person
from app.db import db
from app.engagements.models import Engagement
from app.instruments.document import parse
from app.security.roles import Role
from tests import factories
from tests.clients import LintingClient
from tests.keeping import kept_rows

SAP = (Path(__file__).parents[1] / "questionnaires" / "sap.yaml").read_text()
INSTRUMENT = parse(SAP, name="sap.yaml")  # read once: reading takes longer than most tests do
STANDARDS = tuple(standard.key for standard in INSTRUMENT.standards)
AREAS = tuple(area.key for area in INSTRUMENT.areas)


@dataclass
class World:
    """Keys and references only, so that a test never holds a record across requests."""

    app: Flask
    lead_id: int
    partner_id: int
    stranger_id: int
    engagement_id: int
    engagement_ref: str
    digest: str
    people: dict[str, int] = field(
        default_factory=dict
    )  # "manager", "consultant", "lead_officer", …, "participant1", …

    def client(self, who: str | None) -> LintingClient:
        """A browser in which `who` is signed in (None: nobody)."""
        client = self.app.test_client()
        assert isinstance(client, LintingClient)
        return client.sign_in(self.people[who]) if who else client

    def url(self, rest: str = "") -> str:
        """The address of a page of the engagement."""
        return f"/engagements/{self.engagement_ref}{rest}"


PARTNER_ENGAGEMENT_ROLES = (Role.LEAD_OFFICER, Role.DIRECTOR)


@kept_rows
def build_world(app: Flask, *, participants: int = 12) -> World:
    """Make the seed's own pair with everybody in place, and a stranger who holds every role elsewhere."""
    with app.app_context():
        lead = factories.authority(name="Halton", official_name="Halton Borough Council")
        partner = factories.authority(
            name="Cheshire West and Chester", official_name="Cheshire West and Chester Borough Council"
        )
        stranger, other = factories.authority(name="Strangerton"), factories.authority(name="Otherham")
        version = factories.instrument_version(SAP)
        engagement = factories.engagement(lead, partner)
        elsewhere = factories.engagement(stranger, other)
        people: dict[str, Person] = {}
        places: list[tuple[str, Role, Authority, Engagement | None]] = []

        def add(key: str, role: Role, where: Authority, within: Engagement | None = None) -> None:
            email, name = f"{key}@{where.code.lower()}.example", key.replace("_", " ").title()
            people[key] = factories.unsaved_person(email=email, name=name)
            places.append((key, role, where, within))

        for role in (Role.MANAGER, Role.TRAINER, Role.FINANCE_OFFICER):
            add(role.value, role, lead)
            add(f"stranger_{role.value}", role, stranger)
        add("partner_finance_officer", Role.FINANCE_OFFICER, partner)
        add("consultant", Role.CONSULTANT, lead, engagement)
        add("stranger_consultant", Role.CONSULTANT, stranger, elsewhere)
        for role in PARTNER_ENGAGEMENT_ROLES:
            add(role.value, role, partner, engagement)
            add(f"stranger_{role.value}", role, other, elsewhere)
        add("lead_officer2", Role.LEAD_OFFICER, partner, engagement)
        add("stranger_participant", Role.PARTICIPANT, other, elsewhere)
        for number in range(1, participants + 1):
            add(f"participant{number}", Role.PARTICIPANT, partner, engagement)
        people["administrator"] = factories.unsaved_person(email="administrator@example.test", is_administrator=True)
        db.session.add_all(people.values())
        db.session.flush()  # all at once: every test begins here
        db.session.add_all(factories.unsaved_membership(people[key], *place) for key, *place in places)
        db.session.flush()
        keys = {key: who.id for key, who in people.items()}
        made = World(app, lead.id, partner.id, stranger.id, engagement.id, engagement.ref, version.digest, keys)
        db.session.commit()
        return made
