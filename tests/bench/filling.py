"""Writes authorities, people and engagements in bulk. Rounds and answers: answers.py; keys: data.py."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert

from app.accounts.models import Authority, Membership, Person
from app.db import Base
from app.engagements.models import Engagement, EngagementState, Scoping
from app.security.roles import Role
from tests.bench.data import PARTICIPANTS, Size

MADE = dt.datetime(2026, 9, 1, 9, 0, tzinfo=dt.UTC)
BATCH = 5000
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_chance = random.Random(608_640)
Row = dict[str, Any]


def new_ref() -> str:
    """A reference such as the model makes, by chance that is the same in every filling."""
    return "".join(_chance.choices(_ALPHABET, k=14))


def write(connection: Connection, model: type[Base], rows: Iterable[Row]) -> None:
    """Insert rows in batches; what they leave out gets the model's default; a reference is quick to make."""
    rest, refers = iter(rows), "ref" in model.__table__.c
    while batch := list(islice(rest, BATCH)):
        if refers:
            for row in batch:
                row.setdefault("ref", new_ref())
        connection.execute(insert(model.__table__), batch)


def write_engagements(connection: Connection, size: Size) -> None:
    """Write everything but rounds and what hangs on them."""
    write(connection, Authority, (_authority(n) for n in range(1, size.authorities + 3)))
    write(connection, Person, _people(size))
    pairs = [(pair, half) for pair in range(size.pairs) for half in (0, 1)]
    write(connection, Engagement, (_engagement(size, pair, half) for pair, half in pairs))
    write(connection, Scoping, (_scoping(size.engagement(pair, half)) for pair, half in pairs))
    write(connection, Membership, _memberships(size))


def _authority(number: int) -> Row:
    return {
        "code": f"A{number:03}",
        "official_name": f"Borough Council of Authority {number}",
        "name": f"Authority {number}",
        "gss_code": f"E{number:08}",
        "nation": "England",
        "region": "North West",
        "type": "Unitary authority",
        "upper_tier": True,
    }


def _people(size: Size) -> Iterator[Row]:
    names = ["Manager", "Second manager", *(f"Consultant {n}" for n in range(size.consultants))]
    for authority in range(size.authorities):
        names += [f"Lead officer {authority}", f"Director {authority}"]
        names += [f"Participant {n} of {authority}" for n in range(PARTICIPANTS)]
    names.append("Trainer")
    for number, name in enumerate(names):
        yield {"email": f"person{number}@bench.example", "name": name, "created_at": MADE}


def _engagement(size: Size, pair: int, half: int) -> Row:
    return {
        "lead_authority_id": 1 + half,
        "partner_authority_id": size.partner(pair),
        "partnership_name": "Children's Trust",
        "starts_on": dt.date(2026, 9, 1) + dt.timedelta(days=pair % 30),
        "ends_on": dt.date(2027, 9, 30),
        "decision_reference": "Executive Board, minute 42",
        "day_rate": Decimal(500),
        "estimate_quarters": 80,
        "cap_quarters": 120,
        "state": EngagementState.OPEN,
        "agreement_signed_on": dt.date(2026, 8, 30),
        "created_at": MADE,
        "version": 1,
    }


def _scoping(engagement_id: int) -> Row:
    return {"engagement_id": engagement_id, "current_practice": "As it was seen.", "closed_at": MADE, "version": 1}


def _memberships(size: Size) -> Iterator[Row]:
    yield _member(1, Role.MANAGER, 1, None)
    yield _member(2, Role.MANAGER, 2, None)
    yield _member(size.trainer, Role.TRAINER, 1, None)
    for pair in range(size.pairs):
        partner = size.partner(pair)
        for half in (0, 1):
            within = size.engagement(pair, half)
            yield _member(size.consultant(pair), Role.CONSULTANT, 1 + half, within)
            yield _member(size.lead_officer(pair), Role.LEAD_OFFICER, partner, within)
            yield _member(size.lead_officer(pair) + 1, Role.DIRECTOR, partner, within)
            for number in range(PARTICIPANTS if pair < size.authorities else 0):
                yield _member(size.participant(pair, number), Role.PARTICIPANT, partner, within)


def _member(person_id: int, role: Role, authority_id: int, engagement_id: int | None) -> Row:
    return {
        "person_id": person_id,
        "role": role,
        "authority_id": authority_id,
        "engagement_id": engagement_id,
        "created_at": MADE,
    }
