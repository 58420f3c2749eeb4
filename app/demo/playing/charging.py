"""The story of support days: visits logged, months submitted, approved, stated and paid, and what went otherwise."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import select

from app.agreements.models import VatTreatment
from app.charging.ledger import last_day, months_between, next_month
from app.charging.models import EntryState, Statement, StatementState, SupportEntry
from app.charging.queries.drafts import draft_of
from app.charging.services import correcting, following, querying, vat
from app.charging.services.approving import APPROVABLE, approve, shown_digest
from app.charging.services.issuing import issue
from app.charging.services.logging import NewDays, log
from app.charging.services.ordering import record_order
from app.charging.services.submitting import submit
from app.db import db
from app.db.clock import LONDON
from app.demo.days_content import ChargingPlayed, QueryPlayed, ReversalPlayed, VisitPlayed
from app.demo.playing.plans import PlanPlay
from app.demo.playing.timeline import Story, on_working_day
from app.engagements.estimate import QUARTERS
from app.engagements.models import SupportKind
from app.security import Identity, Role

TRAINING = frozenset({SupportKind.BESPOKE_TRAINING, SupportKind.TRAINING_PACKAGES})
EXEMPT = "Vocational training by a local authority (VAT Act 1994, Schedule 9, Group 6)"
BOOKED_ON = -2  # working days from today: what lies ahead is booked then
Act = Callable[[dt.datetime], None]


@dataclass
class _Telling:
    """What is told, and which entries each visit made."""

    played: ChargingPlayed
    of: PlanPlay
    made: dict[str, str] = field(default_factory=dict)  # the reference of a visit's last entry, by the visit's key

    def steps(self) -> Iterator[tuple[dt.datetime, Act]]:
        """Everything that happens, each with its moment; moments after now are left out by the story."""
        calendar = self.of.play.stage.calendar
        yield calendar.at(self.played.ordered, 11), self._order
        yield calendar.at(self.played.ordered, 11, 30), self._confirm_vat
        for visit in self.played.visits:
            booked = visit.day > 0
            logged = calendar.at(BOOKED_ON if booked else visit.day, 9 if booked else 17)
            yield logged, partial(self._log, visit)
        for each in self.played.reversals:
            yield calendar.at(each.day, 10), partial(self._reverse, each)
            month = calendar.day(self._visit(each.visit).day).replace(day=1)
            yield calendar.at(each.day + 1, 10), partial(self._approve, month)
        first = calendar.day(self.played.visits[0].day)
        for month in months_between(first, calendar.now.astimezone(LONDON).date()):
            yield from self._course(month)
        yield calendar.at(-2, 12), self._submit_what_there_is
        yield calendar.at(-1, 10), self._query_open
        if self.played.disputed:
            yield calendar.at(-1, 12), self._dispute

    def _course(self, month: dt.date) -> Iterator[tuple[dt.datetime, Act]]:
        """A month's end: submitted on the first working day after, queried, approved, stated, paid."""
        after = next_month(month)
        yield on_working_day(after, 0, 12), partial(self._submit, month)
        yield on_working_day(after, 1, 10), partial(self._query_month, month)
        yield on_working_day(after, 1, 13), partial(self._answer, month)
        yield on_working_day(after, 2, 10), partial(self._approve, month)
        yield on_working_day(after, 3, 14), partial(self._issue, month)
        yield on_working_day(after, 20, 9), partial(self._pay, month)

    def _acting(self, email: str, role: Role, now: dt.datetime) -> Identity:
        return self.of.play.acting(email, role, now=now)

    def _director(self, now: dt.datetime) -> Identity:
        director = self.of.play.case.director
        if director is None:
            raise ValueError(f"case {self.of.play.case.key}: nobody approves its days")
        return self._acting(director.email, Role.DIRECTOR, now)

    def _finance(self, now: dt.datetime) -> Identity:
        return self._acting(self.played.finance, Role.FINANCE_OFFICER, now)

    def _order(self, now: dt.datetime) -> None:
        record_order(self.played.order, self.of.play.scope, actor=self._director(now), now=now)

    def _confirm_vat(self, now: dt.datetime) -> None:
        finance = self._finance(now)
        for kind in SupportKind:
            exempt = kind in TRAINING
            treatment, basis = (VatTreatment.EXEMPT, EXEMPT) if exempt else (VatTreatment.STANDARD, "")
            vat.confirm(kind, treatment, basis, self.of.play.scope, actor=finance, now=now)

    def _log(self, visit: VisitPlayed, now: dt.datetime) -> None:
        stage = self.of.play.stage
        people = tuple(stage.person(email, now=now).id for email in visit.who)
        dates = ((stage.calendar.day(visit.day), int(visit.days * QUARTERS)),)
        goal = self.of.goals[visit.goal] if visit.goal else ""
        days = NewDays(people, dates, visit.support, goal, "", visit.note)
        actor = self._acting(visit.who[0], Role.CONSULTANT, now)
        entries = log(days, self.of.play.scope, actor=actor, today=_day(now), now=now)
        self.made[visit.key] = entries[-1].ref

    def _visit(self, key: str) -> VisitPlayed:
        return next(visit for visit in self.played.visits if visit.key == key)

    def _entry(self, key: str) -> SupportEntry:
        return db.session.scalars(select(SupportEntry).filter_by(ref=self.made[key])).one()

    def _submit(self, month: dt.date, now: dt.datetime) -> None:
        for email in dict.fromkeys(email for visit in self.played.visits for email in visit.who):
            actor = self._acting(email, Role.CONSULTANT, now)
            drafts = self._entries(month, EntryState.DRAFT)
            if any(entry.person_id == actor.person_id for entry in drafts):
                submit(month, self.of.play.scope, actor=actor, now=now)

    def _submit_what_there_is(self, now: dt.datetime) -> None:
        self._submit(_day(now).replace(day=1), now)

    def _query(self, each: QueryPlayed, now: dt.datetime) -> None:
        """Query a visit's line if it waits for approval."""
        entry = self._entry(each.visit)
        if entry.state is EntryState.SUBMITTED:
            actor, seen = self._director(now), entry.version
            querying.query(entry, each.text, self.of.play.scope, seen_version=seen, actor=actor, now=now)

    def _query_open(self, now: dt.datetime) -> None:
        for each in self.played.queries:
            if not each.answer:
                self._query(each, now)

    def _query_month(self, month: dt.date, now: dt.datetime) -> None:
        for each in self._answered(month):
            self._query(each, now)

    def _answer(self, month: dt.date, now: dt.datetime) -> None:
        for each in self._answered(month):
            entry = self._entry(each.visit)
            if entry.state is EntryState.QUERIED:
                actor = self._acting(self._visit(each.visit).who[-1], Role.CONSULTANT, now)
                seen = entry.version
                querying.answer(entry, each.answer, self.of.play.scope, seen_version=seen, actor=actor, now=now)

    def _answered(self, month: dt.date) -> list[QueryPlayed]:
        day = self.of.play.stage.calendar.day
        days = {each.key: day(each.day) for each in self.played.visits}
        return [each for each in self.played.queries if each.answer and days[each.visit].replace(day=1) == month]

    def _approve(self, month: dt.date, now: dt.datetime) -> None:
        waiting = self._entries(month, *APPROVABLE)
        if waiting:
            seen = shown_digest((entry.ref, entry.version) for entry in waiting)
            approve(month, self.of.play.scope, seen_digest=seen, actor=self._director(now), now=now)

    def _issue(self, month: dt.date, now: dt.datetime) -> None:
        draft, _ = draft_of(month, self.of.play.scope)
        if draft.missing(_day(now)):
            return
        issue(
            month,
            self.of.play.scope,
            seen_digest=draft.digest,
            actor=self._finance(now),
            today=_day(now),
            now=now,
        )

    def _pay(self, month: dt.date, now: dt.datetime) -> None:
        statement = db.session.scalar(
            select(Statement).filter_by(engagement_id=self.of.play.made.id, month=month, state=StatementState.ISSUED)
        )
        if statement is not None:
            finance = self._finance(now)
            following.invoiced(statement, f"HBC-{4100 + statement.number}", self.of.play.scope, actor=finance, now=now)
            following.paid(statement, _day(now), self.of.play.scope, actor=finance, now=now)

    def _reverse(self, each: ReversalPlayed, now: dt.datetime) -> None:
        stage, visit = self.of.play.stage, self._visit(each.visit)
        actor = self._acting(visit.who[-1], Role.CONSULTANT, now)
        entry = self._entry(each.visit)
        if entry.state not in {EntryState.APPROVED, EntryState.STATED}:
            return
        correcting.reverse(entry, each.reason, self.of.play.scope, actor=actor, today=_day(now), now=now)
        if each.instead is None:
            return
        new = correcting.Replacement(
            person_id=entry.person_id,
            on=stage.calendar.day(each.instead),
            quarters=int(visit.days * QUARTERS),
            kind=visit.support,
            goal_ref=entry.goal_ref,
            milestone_ref="",
            note=visit.note,
            reason=each.reason,
        )
        correcting.replace(entry, new, self.of.play.scope, actor=actor, today=_day(now), now=now)

    def _dispute(self, now: dt.datetime) -> None:
        newest = db.session.scalar(
            select(Statement)
            .filter_by(engagement_id=self.of.play.made.id, state=StatementState.ISSUED)
            .order_by(Statement.number.desc())
            .limit(1)
        )
        if newest is not None:
            following.dispute(newest, self.played.disputed, self.of.play.scope, actor=self._director(now), now=now)

    def _entries(self, month: dt.date, *states: EntryState) -> list[SupportEntry]:
        return list(
            db.session.scalars(
                select(SupportEntry)
                .where(
                    SupportEntry.engagement_id == self.of.play.made.id,
                    SupportEntry.on_date.between(month, last_day(month)),
                    SupportEntry.state.in_(states),
                )
                .order_by(SupportEntry.id)
                .execution_options(populate_existing=True)
            )
        )


def story(played: ChargingPlayed, of: PlanPlay) -> Story:
    """All of it, in the order of its moments, up to now."""
    steps = sorted(_Telling(played, of).steps(), key=lambda step: step[0])
    for moment, act in steps:
        if moment <= of.play.stage.calendar.now:
            act((yield moment))


def _day(now: dt.datetime) -> dt.date:
    return now.astimezone(LONDON).date()
