"""Rounds in each state, made directly, so that a test starts where its question starts."""

from app.assessments.models import Participation, Round, RoundState
from app.db import db
from app.engagements.models import Engagement
from app.instruments.models import InstrumentVersion
from tests import factories
from tests.clients import send_form
from tests.keeping import kept_rows
from tests.world import AREAS, STANDARDS, World

LEVELS = (2, 3, 3, 4, 2, 5, 3, 1, 4, 3, 2, 3)


@kept_rows
def make_round(
    world: World,
    state: RoundState = RoundState.SCORING,
    *,
    submitted: int = 12,
    agreed: bool | None = None,
    shown: bool = True,
) -> str:
    """Make a baseline round with everybody in it; the first `submitted` of them have answered everything."""
    to_the_director = state in {RoundState.WITH_DIRECTOR, RoundState.SIGNED, RoundState.REOPENED}
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        version = db.session.scalar(db.select(InstrumentVersion).filter_by(digest=world.digest))
        started = RoundState.WORKSHOP if to_the_director else state
        made = factories.assessment_round(engagement, version, state=started)
        after = state not in {RoundState.DRAFT, RoundState.SCORING}
        made.scores_shown_at = made.closed_at if after and shown else None
        keys = [key for key in world.people if key.startswith("participant")]
        _take_part(made, [world.people[key] for key in keys], submitted)
        if to_the_director if agreed is None else agreed:
            add_agreement(world, made)
        ref = made.ref
        db.session.commit()
    if to_the_director:
        send(world, ref)
    if state in {RoundState.SIGNED, RoundState.REOPENED}:
        sign(world, ref)
    if state is RoundState.REOPENED:
        reopen(world, ref)
    return ref


def _take_part(made: Round, person_ids: list[int], submitted: int) -> None:
    """Let the first `submitted` of the people answer everything, the others two standards; written all at once."""
    taking_part = [
        Participation(
            round_id=made.id,
            person_id=person_id,
            agency="Council" if number % 2 else "Health",
            added_at=made.created_at,
            submitted_at=made.created_at if number < submitted else None,
        )
        for number, person_id in enumerate(person_ids)
    ]
    db.session.add_all(taking_part)
    db.session.flush()
    db.session.add_all(
        factories.unsaved_score(each, standard, LEVELS[(number + place) % len(LEVELS)])
        for number, each in enumerate(taking_part)
        for place, standard in enumerate(STANDARDS if number < submitted else STANDARDS[:2])
    )
    db.session.flush()


def send(world: World, ref: str) -> None:
    """Send to the director as the consultant does, so that what is proposed is a real result."""
    press(world, ref, "consultant", "/workshop", "/workshop/send")


def sign(world: World, ref: str) -> None:
    """Sign as the director does, so that the signed copy is a real one."""
    press(world, ref, "director", "/result", "/sign", confirm="y")


def reopen(world: World, ref: str, reason: str = "A new service has started.") -> None:
    """Reopen as a lead officer does."""
    press(world, ref, "lead_officer", "/result", "/result/reopen", reason=reason)


def agree(world: World, ref: str, key: str, **changed: str) -> None:
    """Agree a standard as the consultant does, from what its page shows, with what is `changed`."""
    given = {"level": "3", "target": "3", "reason": "Talked through again."} | changed
    press(world, ref, "consultant", f"/workshop/standards/{key}", f"/workshop/standards/{key}", **given)


def press(world: World, ref: str, who: str, where: str, action: str, **filled: str) -> None:
    """Fill in the form of that action on a page of the round, and send it; it has to succeed."""
    send_form(world.client(who), round_url(world, ref, where), action, **filled)


def add_agreement(world: World, made: Round) -> None:
    """Agree every standard and describe every area."""
    recorder = db.session.get_one(factories.Person, world.people["consultant"])
    for place, standard in enumerate(STANDARDS):
        level = LEVELS[place]
        factories.agreed_score(made, standard, recorder, level=level, target=min(5, level + 1))
    for area in AREAS:
        factories.area_finding(made, area, recorder)


def round_url(world: World, ref: str, rest: str = "/") -> str:
    return world.url(f"/rounds/{ref}{rest}")
