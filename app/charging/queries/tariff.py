"""The dated rates of an engagement: of signed agreement versions, and agreed beside them. Which holds: ../tariff.py."""

from sqlalchemy import bindparam, case, literal, null, select, union_all

from app.agreements.models import AgreementState, AgreementVersion
from app.charging.models import AgreedRate
from app.charging.tariff import Rate
from app.db import db

_FROM_ON = case((AgreementVersion.number == 1, AgreementVersion.starts_on), else_=AgreementVersion.signed_on)
_SIGNED = select(
    literal(0).label("beside"),
    AgreementVersion.number.label("number"),
    _FROM_ON.label("from_on"),
    AgreementVersion.day_rate.label("day_rate"),
    null().label("person_id"),
).where(AgreementVersion.engagement_id == bindparam("engagement_id"), AgreementVersion.state == AgreementState.SIGNED)
_AGREED = select(literal(1), AgreedRate.id, AgreedRate.from_on, AgreedRate.day_rate, AgreedRate.person_id).where(
    AgreedRate.engagement_id == bindparam("engagement_id"),
    AgreedRate.agreed_at.is_not(None),
    AgreedRate.withdrawn_at.is_(None),
)
_both = union_all(_SIGNED, _AGREED).subquery("both")
_RATES = select(_both).order_by(_both.c.beside, _both.c.number)


def rates(*, engagement_id: int) -> tuple[Rate, ...]:
    """Give them in one query: version 1 holds from its start, a later version from the day it was signed."""
    return tuple(
        Rate(
            row.from_on,
            row.day_rate,
            "Agreed rate" if row.beside else f"Agreement, version {row.number}",
            row.person_id,
        )
        for row in db.session.connection().execute(_RATES, {"engagement_id": engagement_id})
    )
