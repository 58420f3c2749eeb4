"""Scenes of support days and statements, and the references that fill their addresses."""

import datetime as dt
from typing import Any

from app.accounts.models import Person
from app.charging.models import (
    AgreedRate,
    ChargingAccount,
    EntryState,
    MessageKind,
    Statement,
    StatementState,
    SupportEntry,
)
from app.charging.statement import statement_content
from app.db import db
from app.engagements.models import Engagement, SupportKind
from tests import charging_factories
from tests.charging_factories import statement_of
from tests.integration.charging.made import (
    IN_NOVEMBER,
    IN_OCTOBER,
    confirm_vat,
    make_charging,
    make_entry,
    order,
)
from tests.world import World

PARTS: dict[str, Any] = {"support_ref": SupportEntry, "rate_ref": AgreedRate, "statement_ref": Statement}
MONTHS = ("2026-10", "2026-11", "2026-12")


def charging_values() -> dict[str, tuple[str, ...]]:
    """Every entry, rate and statement of the scene, and the three months that they lie in."""
    found = {part: tuple(db.session.scalars(db.select(model.ref).order_by(model.id))) for part, model in PARTS.items()}
    return found | {"month": MONTHS}


def _begun(world: World) -> str:
    """Only the initial agreement is signed; nothing is logged."""
    make_charging(world, planned=False)
    return ""


def _under_way(world: World) -> str:
    """October is stated and disputed, September a credit that is issued; November has an entry in each state, a
    reversal and a rate to agree.
    """
    made = make_charging(world)
    assert made is not None
    goal = {"kind": SupportKind.BESPOKE_TRAINING, "goal_ref": made.plan.goals[0]}
    with world.app.app_context():
        issuer = db.session.get_one(Person, world.people["finance_officer"])
        engagement = db.session.get_one(Engagement, world.engagement_id)
        content = statement_content(statement_of((4, "standard"), (2, "exempt")))
        stated = charging_factories.statement(engagement, issuer, content, state=StatementState.DISPUTED).id
        credit = {"number": 2, "month": dt.date(2026, 9, 1)}
        content = statement_content(statement_of((-4, "standard"), (1, "standard"), **credit))
        charging_factories.statement(engagement, issuer, content, **credit)
        db.session.commit()
    make_entry(world, on_date=IN_OCTOBER, state=EntryState.STATED, statement_id=stated)
    for place, state in enumerate(state for state in EntryState if state not in {EntryState.STATED, EntryState.BOOKED}):
        more = goal if place % 2 else {}
        make_entry(world, on_date=IN_NOVEMBER.replace(day=2 + place), state=state, **more)
    make_entry(world, "consultant2", on_date=IN_NOVEMBER.replace(month=12), state=EntryState.BOOKED)
    with world.app.app_context():
        approved = db.session.scalars(db.select(SupportEntry).filter_by(state=EntryState.APPROVED)).one()
        reversed_id, on = approved.id, approved.on_date
    taken_back = {"quarters": -4, "reverses_id": reversed_id, "reason": "Logged on the wrong date.", **goal}
    make_entry(world, on_date=on, state=EntryState.SUBMITTED, **taken_back)
    _threads(world)
    _close_october(world)
    confirm_vat(world)
    order(world)
    return made.plan.round_ref


def _close_october(world: World) -> None:
    """Close the month that is stated, as issuing does."""
    with world.app.app_context():
        account = db.session.get_one(ChargingAccount, world.engagement_id)
        account.closed_through = IN_OCTOBER.replace(day=31)
        statement = db.session.scalars(db.select(Statement).filter_by(number=1)).one()
        director = db.session.get_one(Person, world.people["director"])
        charging_factories.statement_event(statement, director, text="Half a day was agreed.")
        db.session.commit()


def _threads(world: World) -> None:
    """A query on the entries that were queried or answered, an answer on the latter; a rate that waits."""
    with world.app.app_context():
        director, consultant = (db.session.get_one(Person, world.people[who]) for who in ("director", "consultant"))
        for entry in db.session.scalars(db.select(SupportEntry)):
            if entry.state in {EntryState.QUERIED, EntryState.ANSWERED}:
                charging_factories.message(entry, director)
            if entry.state is EntryState.ANSWERED:
                charging_factories.message(entry, consultant, kind=MessageKind.ANSWER, text="Half a day. Corrected.")
        charging_factories.rate(
            db.session.get_one(Engagement, world.engagement_id),
            db.session.get_one(Person, world.people["manager"]),
            person_id=consultant.id,
        )
        db.session.commit()


CHARGING = frozenset({"charging"})
CHARGING_SCENES = (("days begun", _begun), ("days under way", _under_way))
