"""Authorities that take part in the comparison, each with its lead, its director’s word and its signed levels."""

import datetime as dt
from collections.abc import Sequence

from app.accounts.models import Authority
from app.assessments.models import RoundState, SignedResult
from app.comparing.models import ComparisonConsent
from app.comparing.services.snapshots import make_due
from app.db import db
from app.engagements.models import Engagement
from app.instruments.models import InstrumentVersion
from tests import factories
from tests.world import INSTRUMENT, World

SUMMER = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
AUTUMN = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
TEXT = INSTRUMENT


def content(level: int | None) -> dict:
    """A result in which every standard is at one level."""
    areas = [
        {"key": each.key, "title": each.title, "standards": [], "challenges": "", "capacity": ""} for each in TEXT.areas
    ]
    for area, of in zip(areas, TEXT.areas, strict=True):
        area["standards"] = [
            {
                "key": each.key, "number": each.number, "title": each.title, "level": level, "target": level,
                "reason": "", "counts": [], "median": "", "word": "", "cannot_score": 0,
            }
            for each in of.standards
        ]  # fmt: skip
    return {"title": "Baseline", "partner": "Town", "partnership": "Trust", "areas": areas}


def sign(engagement: Engagement, level: int | None, *, at: dt.datetime = SUMMER) -> SignedResult:
    version = db.session.scalars(db.select(InstrumentVersion)).first()
    who = factories.person()
    signed = factories.assessment_round(engagement, version, state=RoundState.SIGNED)
    return factories.signed_result(signed, who, content=content(level), signed_at=at)


def consent(engagement: Engagement, *, at: dt.datetime = SUMMER) -> ComparisonConsent:
    who = factories.person()
    made = ComparisonConsent(engagement_id=engagement.id, agreed_by_id=who.id, agreed_name=who.name, agreed_at=at)
    db.session.add(made)
    db.session.flush()
    return made


def take_part(world: World, levels: Sequence[int | None], *, lead_id: int | None = None, **of) -> list[int]:
    """Add an authority for each level that signed and agreed in summer, led by the stranger; give engagements' keys."""
    keys = []
    with world.app.app_context():
        lead = db.session.get_one(Authority, lead_id or world.stranger_id)
        for level in levels:
            engagement = factories.engagement(lead, factories.authority(**of))
            sign(engagement, level)
            consent(engagement)
            keys.append(engagement.id)
        db.session.commit()
    return keys


def own_result(world: World, level: int = 2) -> None:
    with world.app.app_context():
        sign(db.session.get_one(Engagement, world.engagement_id), level)
        db.session.commit()


def make_snapshot(world: World, at: dt.datetime = AUTUMN) -> bool:
    with world.app.app_context():
        made = make_due(now=at)
        db.session.commit()
    return made
