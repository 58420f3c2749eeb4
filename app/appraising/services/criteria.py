"""The service's own criteria in the slots that a tool leaves open, and the weights given: before any answer."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from app.appraising.errors import ConflictError
from app.appraising.models import AgreedAnswer, Appraisal, OwnCriterion, SetWeight
from app.appraising.queries.answers import OwnRow, own_of
from app.appraising.queries.seats import seats_of
from app.appraising.services.answers import delete_answers
from app.appraising.services.moves import demand_criteria_open, note
from app.audit.services import Facts
from app.db import db
from app.security import EngagementScope, Identity


@dataclass(frozen=True, slots=True)
class Weight:
    """What a criterion counts for, and the least that it must score."""

    weight: int
    minimum: int | None


@dataclass(frozen=True, slots=True)
class OwnData:
    """A criterion of the service's own; `ref` empty: a new one."""

    ref: str
    slot_key: str
    title: str
    text: str
    weight: Weight


def set_criteria(
    own: Sequence[OwnData],
    weights: Mapping[str, Weight],
    appraisal: Appraisal,
    scope: EngagementScope,
    *,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Set them all at once. Raises WrongStateError once somebody was asked or answered, and ConflictError."""
    seats = seats_of(appraisal_id=appraisal.id)
    demand_criteria_open(appraisal, seats, scope)
    if appraisal.version != seen_version:
        raise ConflictError
    was = _facts(own_of(appraisal_id=appraisal.id))
    db.session.execute(delete(SetWeight).where(SetWeight.appraisal_id == appraisal.id))
    _write(own, appraisal)
    db.session.add_all(
        SetWeight(appraisal_id=appraisal.id, criterion_key=key, weight=each.weight, minimum=each.minimum)
        for key, each in weights.items()
    )
    appraisal.version += 1  # none of it is a column of the appraisal's own
    db.session.flush()
    became = _facts(own_of(appraisal_id=appraisal.id))
    note("appraisal criteria set", appraisal, scope, actor=actor, now=now, was=was, became=became)


def _write(own: Sequence[OwnData], appraisal: Appraisal) -> None:
    """Change those that stay, so that what was carried over for them stays theirs; add and remove the others."""
    before = {each.ref: each for each in db.session.scalars(select(OwnCriterion).filter_by(appraisal_id=appraisal.id))}
    for gone in before.keys() - {each.ref for each in own}:
        delete_answers(AgreedAnswer.appraisal_id == appraisal.id, AgreedAnswer.criterion_key == gone)
        db.session.delete(before[gone])
    for each in own:
        row = before.get(each.ref) or OwnCriterion(appraisal_id=appraisal.id, slot_key=each.slot_key)
        row.title, row.text = each.title, each.text
        row.weight, row.minimum = each.weight.weight, each.weight.minimum
        db.session.add(row)
        db.session.flush()  # one by one: they stand in the order of their keys


def _facts(rows: Sequence[OwnRow]) -> Facts:
    said = [f"{each.ref or each.key} {each.title} weight {each.weight} minimum {each.minimum}" for each in rows]
    return {"criteria": "; ".join(said)}
