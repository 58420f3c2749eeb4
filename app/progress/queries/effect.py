"""What the effect of support is made from: first and newest results, approved days, training. Meaning: ../effect.py."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import Integer, Select, Subquery, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Authority
from app.assessments.models import Round, SignedResult
from app.charging.models import EntryState, SupportEntry
from app.db import LondonDay, db, one_of
from app.engagements.models import Engagement
from app.instruments.difference import Kind, compare
from app.instruments.queries import instrument
from app.learning.models import Attendance, Cohort, CohortDay, Enrolment, EnrolmentState, TrainingVersion
from app.learning.queries.programmes import programme
from app.plans.models import Goal
from app.progress.effect import Change

_authority_id = bindparam("authority_id", type_=Integer)
KEPT_LEVELS = 2000  # results; a dozen small numbers each


class Signed(NamedTuple):
    """A signed result of an engagement, with the text that it was scored on."""

    ref: str
    digest: str


@dataclass(frozen=True, slots=True)
class Found:
    """All that the page is made from; `standards`: (key, label) of the newest text; `scored_twice`: engagements."""

    authority: str
    engagements: int
    illustrative: bool
    standards: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]

    @property
    def scored_twice(self) -> int:
        """Engagements with two results that compare."""
        return len({each.engagement for each in self.changes})


def support_found(*, authority_id: int) -> Found:
    """Give it in four queries, however many engagements there are, one of them only for results not read before."""
    name, illustrative, results = _results(authority_id)
    both = {key: (signed[0], signed[-1]) for key, signed in results.items() if len(signed) > 1}
    if not both:
        return Found(name, len(results), illustrative, (), ())
    levels = _levels({signed.ref for pair in both.values() for signed in pair})
    days, minutes = _days(authority_id), _minutes(authority_id)
    changes = [
        Change(engagement_id, key, moved, days.get((engagement_id, key), 0), minutes.get((engagement_id, key), 0))
        for engagement_id, pair in both.items()
        for key, moved in _moved(pair, levels)
    ]
    text = instrument(next(reversed(both.values()))[1].digest)
    standards = tuple((each.key, f"{each.number}. {each.title}") for each in text.standards)
    return Found(name, len(results), illustrative, standards, tuple(changes))


def _results(authority_id: int) -> tuple[str, bool, dict[int, list[Signed]]]:
    """Give the newest version of each signed round, oldest round first, by engagement; all engagements are keys."""
    version = aliased(SignedResult)
    newest = select(func.max(version.number)).where(version.round_id == Round.id).correlate(Round).scalar_subquery()
    rows = db.session.connection().execute(
        select(Authority.name, Engagement.id, Engagement.illustrative, SignedResult.ref, Round.instrument_digest)
        .select_from(Authority)
        .outerjoin(Engagement, Engagement.lead_authority_id == Authority.id)
        .outerjoin(Round, Round.engagement_id == Engagement.id)
        .outerjoin(SignedResult, and_(SignedResult.round_id == Round.id, SignedResult.number == newest))
        .where(Authority.id == _authority_id)
        .order_by(Engagement.id, Round.id),
        {"authority_id": authority_id},
    )
    every = rows.all()
    found = dict[int, list[Signed]]()
    for _, engagement_id, _, ref, digest in every:
        if engagement_id is not None:
            found.setdefault(engagement_id, []).extend([Signed(ref, digest)] if ref else [])
    return every[0][0], any(made_up and ref for _, _, made_up, ref, _ in every), found


def _levels(refs: Collection[str]) -> Mapping[str, Mapping[str, int | None]]:
    """Give the agreed levels of signed results by standard. They are frozen: a process keeps what it read."""
    kept: dict[str, Mapping[str, int | None]] = current_app.extensions.setdefault("signed_levels", {})
    found = {ref: kept[ref] for ref in refs if ref in kept}
    new = set(refs) - found.keys()
    if new:
        query = (
            select(SignedResult.ref, SignedResult.content).where(SignedResult.ref.in_(new)).order_by(SignedResult.id)
        )
        for ref, content in db.session.connection().execute(query):  # one content at a time
            found[ref] = {each["key"]: each["level"] for area in content["areas"] for each in area["standards"]}
        if len(kept) + len(new) > KEPT_LEVELS:
            kept.clear()
        kept.update((ref, found[ref]) for ref in list(new)[:KEPT_LEVELS])
    return found


def _moved(pair: tuple[Signed, Signed], levels: Mapping[str, Mapping[str, int | None]]) -> list[tuple[str, int]]:
    """Give how far each standard moved that both results assess and whose text compares, by its newer key."""
    first, newest = levels[pair[0].ref], levels[pair[1].ref]
    keys = (
        {key: key for key in newest}
        if pair[0].digest == pair[1].digest
        else _continued(*(each.digest for each in pair))
    )
    both = ((new, first.get(old), newest.get(new)) for old, new in keys.items())
    return [(key, after - before) for key, before, after in both if before is not None and after is not None]


@lru_cache(maxsize=32)
def _continued(old: str, new: str) -> Mapping[str, str]:
    """Give, for each standard of an older text, its key in a newer one where the two compare."""
    changes = compare(instrument(old), instrument(new)).standards
    same = {Kind.SAME, Kind.REWORDED}
    return {each.old_keys[0]: each.key for each in changes if each.kind in same and len(each.old_keys) == 1}


def _spans() -> Subquery:
    """The days in London on which the first and the newest result of each engagement were signed."""
    return (
        select(
            Round.engagement_id,
            LondonDay(func.min(SignedResult.signed_at)).label("first_on"),
            LondonDay(func.max(SignedResult.signed_at)).label("last_on"),
        )
        .join(SignedResult, SignedResult.round_id == Round.id)
        .join(Engagement, Engagement.id == Round.engagement_id)
        .where(Engagement.lead_authority_id == _authority_id)
        .group_by(Round.engagement_id)
        .subquery("spans")
    )


def _days(authority_id: int) -> Mapping[tuple[int, str], int]:
    """Give quarters of approved days by engagement and standard, after its first result and up to its newest."""
    spans = _spans()
    query: Select[*tuple[Any, ...]] = (
        select(SupportEntry.engagement_id, Goal.standard_key, func.sum(SupportEntry.quarters))
        .join(spans, spans.c.engagement_id == SupportEntry.engagement_id)
        .join(Goal, Goal.ref == SupportEntry.goal_ref)
        .where(
            one_of(SupportEntry.state, (EntryState.APPROVED, EntryState.STATED)),
            SupportEntry.on_date > spans.c.first_on,
            SupportEntry.on_date <= spans.c.last_on,
        )
        .group_by(SupportEntry.engagement_id, Goal.standard_key)
        .order_by(SupportEntry.engagement_id, Goal.standard_key)
    )
    rows = db.session.connection().execute(query, {"authority_id": authority_id})
    return {(engagement_id, key): int(quarters) for engagement_id, key, quarters in rows}


def _minutes(authority_id: int) -> Mapping[tuple[int, str], int]:
    """Give delegates' minutes in the sessions that serve a standard, by engagement and standard.

    Who was in a half-day was in its sessions; a session that serves two standards counts for each.
    """
    spans = _spans()
    query: Select[*tuple[Any, ...]] = (
        select(Engagement.id, TrainingVersion.digest, Attendance.day, Attendance.half, func.count(Attendance.id))
        .join(spans, spans.c.engagement_id == Engagement.id)
        .join(Cohort, Cohort.authority_id == Engagement.lead_authority_id)
        .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
        .join(
            Enrolment,
            and_(
                Enrolment.cohort_id == Cohort.id,
                Enrolment.authority_id == Engagement.partner_authority_id,
                Enrolment.state == EnrolmentState.ENROLLED,
            ),
        )
        .join(Attendance, and_(Attendance.enrolment_id == Enrolment.id, Attendance.minutes > 0))
        .join(CohortDay, and_(CohortDay.cohort_id == Cohort.id, CohortDay.day == Attendance.day))
        .where(
            Engagement.lead_authority_id == _authority_id,
            CohortDay.on_date > spans.c.first_on,
            CohortDay.on_date <= spans.c.last_on,
        )
        .group_by(Engagement.id, TrainingVersion.digest, Attendance.day, Attendance.half)
        .order_by(Engagement.id, TrainingVersion.digest, Attendance.day, Attendance.half)
    )
    found: dict[tuple[int, str], int] = {}
    for engagement_id, digest, day, half, delegates in db.session.connection().execute(
        query, {"authority_id": authority_id}
    ):
        for part, session in programme(digest).of_day(day):
            for key in session.standards if part.half_day == half else ():
                found[engagement_id, key] = found.get((engagement_id, key), 0) + session.minutes * int(delegates)
    return found
