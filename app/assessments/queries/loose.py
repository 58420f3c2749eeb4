"""Loose copies of records, for pages that only read: a third of the cost, and no session behind them."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table

from app.accounts.models import Person
from app.assessments.models import AgreedScore, Round

ROUND = tuple(cast("Table", Round.__table__).c)
AGREED = tuple(cast("Table", AgreedScore.__table__).c)
_ROUND_NAMES = tuple(column.name for column in ROUND)
_AGREED_NAMES = tuple(column.name for column in AGREED)


def loose_round(values: Sequence[Any]) -> Round:
    """Make a round of the values of ROUND's columns."""
    return Round(**dict(zip(_ROUND_NAMES, values, strict=True)))


def loose_agreed(values: Sequence[Any], recorder: str) -> AgreedScore:
    """Make an agreed score of the values of AGREED's columns; of who recorded it only the name is known."""
    return AgreedScore(**dict(zip(_AGREED_NAMES, values, strict=True)), recorded_by=Person(name=recorder))
