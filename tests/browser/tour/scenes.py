"""The states in which every page is visited: what is in the database, and what fills the parts of an address."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from app.accounts.models import Authority, Invitation, Membership, PasswordReset, Person
from app.assessments.models import Naming, Participation, Round, RoundState
from app.assessments.rehearsing.play import Play
from app.db import db, token_digest
from app.engagements.models import Engagement, EngagementState, RecommendedLine, ScopedService, Scoping, SupportKind
from app.instruments.models import InstrumentVersion
from app.mail.models import Message, MessageState
from app.publishing.models import VersionState
from app.security.roles import Role
from tests import factories
from tests.browser.beginning import password_hash
from tests.browser.tour.case_scenes import CASE_SCENES, case_values, tool_versions
from tests.browser.tour.charging_scenes import CHARGING, CHARGING_SCENES, charging_values
from tests.browser.tour.learning_scenes import BEYOND, LEARNING, LEARNING_SCENES, MANAGERS_LINK, learning_values
from tests.browser.tour.plan_scenes import PLAN_SCENES, ROOMS, plan_values
from tests.browser.tour.year_scenes import YEAR, YEAR_SCENES, year_values
from tests.conftest import NOON
from tests.integration.assessments import rehearsals
from tests.integration.assessments.rounds import agree, make_round, press, send, sign
from tests.integration.instruments.texts import reworded, version
from tests.world import AREAS, STANDARDS, World

LONG = "Dr Wilhelmina Featherstonehaugh-Cholmondeley of the Integrated Commissioning Board"
LONG_EMAIL = "wilhelmina.featherstonehaugh-cholmondeley@integrated-commissioning.cheshire.example"
LINKS = ("open", "open-with-password", "accepted", "withdrawn", "expired", "unknown")
RESETS = ("reset-open", "reset-used", "reset-expired")
Values = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Scene:
    """A state of the world. `whole`: also visit the pages that no engagement changes."""

    name: str
    arrange: Callable[[World], str | None]  # gives the reference of the round
    whole: bool = False
    rooms: frozenset[str] = frozenset()  # if any, only their pages are visited, and those that always are
    beyond: tuple[str, ...] = ()  # places outside the engagement that differ in this scene


def _engagement(world: World) -> Engagement:
    return db.session.get_one(Engagement, world.engagement_id)


def _draft_engagement(world: World) -> None:
    with world.app.app_context():
        engagement = _engagement(world)
        engagement.state, engagement.agreement_signed_on = EngagementState.DRAFT, None
        second = db.select(Membership).filter_by(person_id=world.people["lead_officer2"])
        db.session.delete(db.session.scalars(second).one())
        db.session.commit()


def _nobody_asked(world: World) -> str:
    with world.app.app_context():
        version = db.session.scalar(db.select(InstrumentVersion).filter_by(digest=world.digest))
        made = factories.assessment_round(_engagement(world), version, state=RoundState.DRAFT, opened_at=None)
        db.session.commit()
        return made.ref


def _round(state: RoundState, **options: object) -> Callable[[World], str]:
    return lambda world: make_round(world, state, **options)


def _voting(world: World) -> str:
    """A second vote that is open, some have voted; and one that has closed."""
    ref = make_round(world, RoundState.WORKSHOP, agreed=True)
    with world.app.app_context():
        found = db.session.scalars(db.select(Round).filter_by(ref=ref)).one()
        people = db.session.scalars(db.select(Participation).order_by(Participation.id)).all()
        recorder = db.session.get_one(Person, world.people["consultant"])
        factories.second_vote(found, STANDARDS[0], recorder, dict(zip(people[:2], (4, None), strict=True)))
        levels = dict(zip(people[:5], (2, 3, 3, 4, None), strict=True))
        factories.second_vote(found, STANDARDS[6], recorder, levels, closed_at=NOON)
        db.session.commit()
    return ref


def _rehearsed(at: Callable[[], Play]) -> Callable[[World], None]:
    return lambda world: rehearsals.keep(world, at)


def _signed_again(world: World) -> str:
    """Two versions, with a standard that reads otherwise in the second."""
    ref = make_round(world, RoundState.REOPENED)
    press(world, ref, "consultant", "/result", "/workshop/resume")
    agree(world, ref, STANDARDS[0], reason=f"{LONG} says so, and {LONG_EMAIL} confirms it.")
    send(world, ref)
    sign(world, ref)
    return ref


ROUND_ROOMS = frozenset({"assessments", "engagements"})
WHOLE = (
    Scene("engagement in draft", _draft_engagement),
    Scene("nothing started", lambda world: None, whole=True),
    Scene("signed", _round(RoundState.SIGNED), whole=True),
)
ROUNDS = (
    ("round without participants", _nobody_asked),
    ("round in draft", _round(RoundState.DRAFT, submitted=0)),
    ("scoring", _round(RoundState.SCORING, submitted=2)),
    ("scores not shown", _round(RoundState.WORKSHOP, shown=False)),
    ("two scores", _round(RoundState.WORKSHOP, submitted=2)),
    ("workshop", _round(RoundState.WORKSHOP)),
    ("workshop agreed", _round(RoundState.WORKSHOP, agreed=True)),
    ("workshop, second votes", _voting),
    ("with the director", _round(RoundState.WITH_DIRECTOR)),
    ("signed and reopened", _round(RoundState.REOPENED)),
    ("signed again", _signed_again),
    ("rehearsal begun", _rehearsed(rehearsals.begun)),
    ("rehearsal shown", _rehearsed(rehearsals.shown)),
    ("rehearsal sent", _rehearsed(rehearsals.sent)),
    ("rehearsal signed", _rehearsed(rehearsals.signed)),
)
GROUPS: tuple[tuple[Scene, ...], ...] = (
    WHOLE,
    tuple(Scene(name, arrange, rooms=ROUND_ROOMS) for name, arrange in ROUNDS),
    (
        *(Scene(name, arrange, rooms=ROOMS) for name, arrange in PLAN_SCENES),
        *(Scene(name, arrange, rooms=CHARGING) for name, arrange in CHARGING_SCENES),
    ),
    (
        *(Scene(name, arrange, rooms=LEARNING, beyond=BEYOND) for name, arrange in LEARNING_SCENES),
        *(Scene(name, arrange, rooms=YEAR, beyond=("/portfolio", "/account/email")) for name, arrange in YEAR_SCENES),
        *(Scene(name, arrange, rooms=rooms) for name, arrange, rooms in CASE_SCENES),
    ),
)
"""Scenes whose pages are alike stand in one group, as a form is not sent twice from pages that look the same in it."""


@dataclass
class Stage:
    """A scene that is set: the world, its round, and the values for the parts of addresses."""

    world: World
    values: Values = field(default_factory=dict)


def set_stage(scene: Scene, world: World) -> Stage:
    """Arrange the scene, and put there what every page could show: long names, links, letters in trouble."""
    round_ref = scene.arrange(world)
    bare = scene.name == "nothing started"
    with world.app.app_context():
        _people(world)
        invitations = _invitations(world) if not bare else ()
        service = "" if bare else _scoping(world, closed=scene.name == "signed")
        values: Values = {
            "engagement_ref": (world.engagement_ref,),
            "round_ref": (round_ref,) if round_ref else (),
            "standard_key": (STANDARDS[0], STANDARDS[6]),
            "area_key": (AREAS[0],),
            "dissent_ref": _dissents(round_ref) if scene.name.startswith("workshop") else (rehearsals.DISSENT,),
            "participation_ref": _participations(round_ref),
            "evidence_ref": _evidence(world, round_ref),
            "person_ref": _refs(world),
            "service_ref": (service,) if service else (),
            "invitation_ref": tuple(invitations),
            "authority_ref": (db.session.get_one(Authority, world.lead_id).ref,),
            "version_ref": _versions(world, draft=scene.name == "signed"),
            "message_ref": _messages() if not bare else (),
            "role": (Role.TRAINER.value,),
            **plan_values(),
            **charging_values(),
            **learning_values(),
            **year_values(),
            **case_values(),
            "number": {"signed again": ("1", "2")}.get(
                scene.name, ("1",) if "signed" in scene.name or scene.rooms - ROUND_ROOMS else ()
            ),
            "token": (*LINKS, *RESETS, MANAGERS_LINK),
        }
        db.session.commit()
    return Stage(world, values)


def _dissents(round_ref: str) -> tuple[str, ...]:
    """Three dissents on the standards that are looked at: without a name, waiting for one, and named."""
    found = db.session.scalars(db.select(Round).filter_by(ref=round_ref)).one()
    who = db.session.scalars(db.select(Participation).filter_by(round_id=found.id)).first()
    recorder = db.session.scalars(db.select(Person).order_by(Person.id)).first()
    asked = {"naming": Naming.ASKED, "person_id": who.person_id}
    named = {**asked, "naming": Naming.NAMED, "person_name": LONG, "confirmed_at": NOON}
    every = ({"text": LONG}, asked, named)
    return tuple(factories.dissent(found, STANDARDS[0], recorder, **values).ref for values in every)


def _people(world: World) -> None:
    """Add who has no role yet, who has two authorities, and names as long as they come."""
    world.people["newcomer"] = factories.person(name="Nora Newcomer").id
    double = factories.person(name="Two Authorities")
    for where in (world.lead_id, world.stranger_id):
        factories.membership(double, Role.TRAINER, db.session.get_one(Authority, where))
    world.people["double"] = double.id
    long = db.session.get(Person, world.people.get("participant12", 0))
    if long:
        long.name, long.email = LONG, LONG_EMAIL


def _invitations(world: World) -> list[str]:
    """An invitation for each seat and for the authority, with the links of LINKS."""
    engagement, now = _engagement(world), NOON
    refs = []
    for place, link in enumerate(LINKS[:-1]):
        role = (Role.CONSULTANT, Role.LEAD_OFFICER, Role.LEAD_OFFICER, Role.DIRECTOR, Role.LEAD_OFFICER)[place]
        who = factories.person(name=LONG, email=f"{place}.{LONG_EMAIL}")
        who.password_hash = password_hash() if link == "open-with-password" else None
        made = factories.invitation(who, role, engagement, token_digest=token_digest(link), reason="to take part")
        made.accepted_at = now if link == "accepted" else None
        made.withdrawn_at = now if link == "withdrawn" else None
        if link == "expired":
            made.expires_at = now - dt.timedelta(days=1)
        refs.append(made.ref)
    director = factories.invitation(who, Role.DIRECTOR, engagement)
    manager = Invitation(
        token_digest="for an authority", person_id=who.id, authority_id=world.lead_id, engagement_id=None,
        role=Role.MANAGER, invited_by_id=who.id, sent_at=now, expires_at=now + dt.timedelta(days=3),
    )  # fmt: skip
    db.session.add(manager)
    for link, used, hours in (("reset-open", None, 1), ("reset-used", now, 1), ("reset-expired", None, -1)):
        digest, until = token_digest(link), now + dt.timedelta(hours=hours)
        db.session.add(PasswordReset(token_digest=digest, person_id=who.id, expires_at=until, used_at=used))
    db.session.flush()
    return [*refs, director.ref, manager.ref]


def _scoping(world: World, *, closed: bool) -> str:
    made: Scoping = factories.scoping(_engagement(world), people_met="The board.\nThe head of service.")
    made.recommendation = "Workshops first."
    db.session.add(RecommendedLine(scoping_id=made.id, kind=SupportKind.MENTORING, quarters=200, note="Each month"))
    if closed:
        made.closed_at, made.closed_by_id = NOON, world.people["consultant"]
    db.session.flush()
    return str(db.session.scalar(db.select(ScopedService.ref).filter_by(scoping_id=made.id)))


def _participations(round_ref: str | None) -> tuple[str, ...]:
    found = db.session.scalars(
        db.select(Participation.ref).join(Round).where(Round.ref == round_ref).order_by(Participation.id)
    ).all()
    return (found[0], found[-1]) if found else ()


def _evidence(world: World, round_ref: str | None) -> tuple[str, ...]:
    """A participant's own file, something carried over, something that a lead officer added and should look at."""
    within = db.session.scalar(db.select(Round).filter_by(ref=round_ref))
    if within is None:
        return ()
    people = {key: db.session.get_one(Person, world.people[key]) for key in ("participant1", "lead_officer")}
    file = factories.stored_file(_engagement(world), people["participant1"], name=f"{LONG}.pdf")
    made = (
        factories.evidence_item(
            within, STANDARDS[0], people["participant1"], file_id=file.id, offered_alone=True, agency=LONG
        ),
        factories.evidence_item(
            within, STANDARDS[0], people["participant1"], note=LONG_EMAIL * 3, carried_from_id=within.id
        ),
        factories.evidence_item(
            within, STANDARDS[0], people["lead_officer"], note="", link=f"https://{LONG_EMAIL}/", review_on=NOON.date()
        ),
    )
    return tuple(each.ref for each in made)


def _refs(world: World) -> tuple[str, ...]:
    keys = ("consultant", "lead_officer", "director", "trainer", "double")
    return tuple(db.session.get_one(Person, world.people[key]).ref for key in keys)


def _versions(world: World, *, draft: bool) -> tuple[str, ...]:
    published = db.session.scalar(db.select(InstrumentVersion.ref).filter_by(digest=world.digest))
    if not draft:
        return (str(published),)
    made = factories.instrument_version(reworded("2027-01"), state=VersionState.DRAFT, published_at=None)
    first = version("2026-12", key="other", title="Eight criteria of another kind")
    other = factories.instrument_version(first, state=VersionState.DRAFT, published_at=None)
    return (str(published), made.ref, other.ref, *tool_versions())


def _messages() -> tuple[str, ...]:
    """A message that failed, one that is uncertain, one that waits."""
    made = [
        Message(
            kind="invitation", recipient=LONG_EMAIL, subject="An invitation to the baseline self-assessment",
            body="…", state=state, queued_at=NOON, due_at=NOON, error="no connection to the mail server: OSError",
        )
        for state in (MessageState.FAILED, MessageState.UNCERTAIN, MessageState.QUEUED)
    ]  # fmt: skip
    db.session.add_all(made)
    db.session.flush()
    return tuple(each.ref for each in made)
