"""Signed versions and what directors returned: plain rows, and a version's content only when it is asked for."""

import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import CompoundSelect, Integer, bindparam, exists, literal, null, select, union_all
from sqlalchemy.orm import aliased

from app.assessments.models import ReturnedStandard, Round, RoundKind, SignedResult
from app.assessments.result import Result, result_from
from app.db import db


@dataclass(frozen=True, slots=True)
class Returned:
    """What a director wanted looked at again on one standard; `settled_at` None: it is still open."""

    standard_key: str
    comment: str
    returned_at: dt.datetime
    settled_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class NewestSigned:
    """A signed version and its round, without the content."""

    id: int
    ref: str
    number: int
    round_id: int
    round_ref: str
    kind: RoundKind

    @property
    def loose(self) -> SignedResult:
        """The version as a record that belongs to no session, for `kept_result`."""
        return SignedResult(id=self.id, ref=self.ref, number=self.number, round_id=self.round_id)


@dataclass(frozen=True, slots=True)
class SigningRecord:
    """The signed versions of a round, oldest first and without their content, and what was returned on the way."""

    versions: tuple[SignedResult, ...]
    returned: tuple[Returned, ...]

    @property
    def latest(self) -> SignedResult | None:
        """The version that stands."""
        return self.versions[-1] if self.versions else None

    def version(self, number: int) -> SignedResult | None:
        """Give one version by its number."""
        return next((version for version in self.versions if version.number == number), None)


KEPT_RESULTS = 16  # a few KB each
_round_id = bindparam("round_id", type_=Integer)
_RECORD: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(  # first, since it is the one that types the columns
        literal("returned").label("what"),
        ReturnedStandard.id.label("id"),
        literal(0).label("number"),
        ReturnedStandard.standard_key,
        literal("").label("who"),
        ReturnedStandard.comment,
        ReturnedStandard.returned_at,
        ReturnedStandard.settled_at,
    ).where(ReturnedStandard.round_id == _round_id),
    select(
        literal("signed"),
        SignedResult.id,
        SignedResult.number,
        SignedResult.ref,
        SignedResult.signed_name,
        SignedResult.reason,
        SignedResult.signed_at,
        null(),
    ).where(SignedResult.round_id == _round_id),
).order_by("id")
_NEWEST = (
    select(SignedResult.id, SignedResult.ref, SignedResult.number, Round.id, Round.ref, Round.kind)
    .join(Round, Round.id == SignedResult.round_id)
    .where(Round.engagement_id == bindparam("engagement_id", type_=Integer))
    .order_by(Round.id.desc(), SignedResult.number.desc())
    .limit(1)
)
_CONTENT = select(SignedResult.content).where(SignedResult.id == bindparam("id"))
_later = aliased(Round)
_IS_NEWEST = select(
    ~exists().where(
        _later.engagement_id == bindparam("engagement_id", type_=Integer), _later.id > bindparam("id", type_=Integer)
    )
)


def signing_record(round_id: int) -> SigningRecord:
    """Give what was signed and what was returned in a round, in one query of plain rows."""
    versions: list[SignedResult] = []
    returned: list[Returned] = []
    rows = db.session.connection().execute(_RECORD, {"round_id": round_id})
    for what, key, number, ref, who, text, at, settled_at in rows:
        if what == "signed":
            versions.append(
                SignedResult(
                    id=key, round_id=round_id, number=number, ref=ref, signed_name=who, reason=text, signed_at=at
                )
            )
        else:
            returned.append(Returned(ref, text, at, settled_at))
    return SigningRecord(tuple(versions), tuple(returned))


def signed_content(signed: SignedResult) -> Result:
    """Read the frozen result of a signed version."""
    return result_from(db.session.connection().execute(_CONTENT, {"id": signed.id}).scalar_one())


def kept_result(signed: SignedResult) -> Result:
    """Give the frozen result of a signed version, read once in each worker."""
    kept: OrderedDict[str, Result] = current_app.extensions.setdefault("signed_results", OrderedDict())
    if signed.ref not in kept:
        kept[signed.ref] = signed_content(signed)
        if len(kept) > KEPT_RESULTS:
            kept.popitem(last=False)
    kept.move_to_end(signed.ref)
    return kept[signed.ref]


def newest_signed(*, engagement_id: int) -> NewestSigned | None:
    """Give the newest signed version of the newest round of the engagement that has one."""
    row = db.session.connection().execute(_NEWEST, {"engagement_id": engagement_id}).first()
    return NewestSigned(*row) if row else None


def is_newest_round(assessment_round: Round) -> bool:
    """Say whether no round of the engagement was started after this one."""
    key = {"engagement_id": assessment_round.engagement_id, "id": assessment_round.id}
    return bool(db.session.connection().execute(_IS_NEWEST, key).scalar_one())
