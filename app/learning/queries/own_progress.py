"""How far one delegate has come, and own notes: each in one query. Others' progress is no part of it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, String, bindparam, cast, literal, select, union_all

from app.db import db
from app.learning.models import (
    Attendance,
    CheckAttempt,
    CheckKind,
    ConfidenceRating,
    Moment,
    SessionNote,
)


@dataclass(frozen=True, slots=True)
class OwnProgress:
    """What a delegate has done so far: `prepared` and `noted` are keys of sessions."""

    prepared: frozenset[str]
    noted: frozenset[str]
    half_days: int  # with any minute attended
    registered: int  # half-days whose register names the delegate
    minutes: int  # of the register
    rated: frozenset[Moment]
    checks: dict[CheckKind, int]  # the most correct answers of an attempt handed in


def own_note(enrolment_id: int, session_key: str, *, lock: bool = False) -> SessionNote | None:
    """Give a delegate's own note on a session."""
    wanted = select(SessionNote).filter_by(enrolment_id=enrolment_id, session_key=session_key)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(wanted)


def _mine(table: Any) -> Any:
    return table.enrolment_id == bindparam("enrolment_id")


_DONE: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(literal("prepared").label("what"), SessionNote.session_key.label("key"), literal(1).label("number")).where(
        _mine(SessionNote), SessionNote.prepared
    ),
    select(literal("noted"), SessionNote.session_key, literal(1)).where(_mine(SessionNote), SessionNote.text != ""),
    select(literal("half"), Attendance.half, Attendance.minutes).where(_mine(Attendance)),
    select(literal("rated"), cast(ConfidenceRating.moment, String), literal(1)).where(_mine(ConfidenceRating)),
    select(literal("check"), cast(CheckAttempt.kind, String), CheckAttempt.correct).where(
        _mine(CheckAttempt), CheckAttempt.correct.is_not(None)
    ),
).order_by("what", "key", "number")


def own_progress(enrolment_id: int) -> OwnProgress:
    """Give how far a delegate has come, in one query."""
    rows = db.session.execute(_DONE, {"enrolment_id": enrolment_id}).all()
    minutes = [row.number for row in rows if row.what == "half"]
    checks = [(CheckKind(row.key), row.number) for row in rows if row.what == "check"]
    return OwnProgress(
        prepared=frozenset(row.key for row in rows if row.what == "prepared"),
        noted=frozenset(row.key for row in rows if row.what == "noted"),
        half_days=sum(1 for each in minutes if each),
        registered=len(minutes),
        minutes=sum(minutes),
        rated=frozenset(Moment(row.key) for row in rows if row.what == "rated"),
        checks=dict(checks),  # sorted, so the best stands last and is kept
    )
