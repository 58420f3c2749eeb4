"""Loose copies of records, for pages that only read: a third of the cost, and no session behind them."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.orm.attributes import set_committed_value

from app.accounts.models import Person
from app.assessments.models import AgreedScore, Participation, Round

ROUND = tuple(cast("Table", Round.__table__).c)
AGREED = tuple(cast("Table", AgreedScore.__table__).c)
PARTICIPATION = tuple(cast("Table", Participation.__table__).c)
_PARTICIPATION_NAMES = tuple(column.name for column in PARTICIPATION)
_ROUND_NAMES = tuple(column.name for column in ROUND)
_AGREED_NAMES = tuple(column.name for column in AGREED)


def loose_round(values: Sequence[Any]) -> Round:
    """Make a round of the values of ROUND's columns."""
    return Round(**dict(zip(_ROUND_NAMES, values, strict=True)))


def loose_agreed(values: Sequence[Any], recorder: str) -> AgreedScore:
    """Make an agreed score of the values of AGREED's columns; of who recorded it only the name is known."""
    return AgreedScore(**dict(zip(_AGREED_NAMES, values, strict=True)), recorded_by=Person(name=recorder))


def loose_participation(values: Sequence[Any]) -> Participation:
    """Make a participation with its round of the values of PARTICIPATION's columns and then of ROUND's."""
    own, of_round = values[: len(PARTICIPATION)], values[len(PARTICIPATION) :]
    participation = Participation(**dict(zip(_PARTICIPATION_NAMES, own, strict=True)))
    set_committed_value(participation, "round", loose_round(of_round))
    return participation
