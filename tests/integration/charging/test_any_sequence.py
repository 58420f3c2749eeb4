"""Whatever is logged, queried, approved, reversed, stated, re-rated and varied, in whatever order: it adds up.

Each example is played through the services in one transaction that is rolled back. A refusal is an answer, too.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.agreements.models import AgreementState, AgreementVersion
from app.charging.errors import ChargingError
from app.charging.ledger import ZERO, charge, last_day
from app.charging.models import AgreedRate, ChargingAccount, EntryState, PersonDay, Statement, SupportEntry
from app.charging.queries.drafts import draft_of
from app.charging.services import correcting, logging, querying
from app.charging.services.approving import APPROVABLE, approve, shown_digest
from app.charging.services.issuing import issue
from app.charging.services.submitting import submit, take_back
from app.charging.statement import statement_from
from app.db import db
from app.engagements.models import Engagement, SupportKind
from app.security import EngagementScope, Identity, Role
from tests import charging_factories, factories, plan_factories
from tests.conftest import NOON
from tests.integration.agreements.signed import COMPLETE, freeze
from tests.integration.charging.made import confirm_vat, make_charging, order
from tests.integration.plans.plans import scope_of
from tests.world import World

TODAY = NOON.date()
MONTHS = (dt.date(2026, 10, 1), dt.date(2026, 11, 1))
DATES = (dt.date(2026, 10, 30), dt.date(2026, 10, 31), dt.date(2026, 11, 2), TODAY, dt.date(2026, 12, 1))
KINDS = (SupportKind.SCOPING, SupportKind.REVIEW)
WHO = {
    "consultant": Role.CONSULTANT,
    "consultant2": Role.CONSULTANT,
    "director": Role.DIRECTOR,
    "finance_officer": Role.FINANCE_OFFICER,
    "manager": Role.MANAGER,
}
place = st.integers(0, 7)
OPERATIONS = st.one_of(
    st.tuples(
        st.just("log"), st.sampled_from([1, 2, 3]), st.sampled_from(DATES), st.integers(1, 4), st.sampled_from(KINDS)
    ),
    st.tuples(st.sampled_from(["submit", "approve", "issue", "take back"]), st.sampled_from(MONTHS)),
    st.tuples(st.just("edit"), place, st.integers(1, 4)),
    st.tuples(st.sampled_from(["query", "answer", "reverse", "withdraw", "remove"]), place),
    st.tuples(st.just("replace"), place, st.sampled_from(DATES)),
    st.tuples(st.just("rate"), st.sampled_from(DATES), st.sampled_from([Decimal(400), Decimal("512.04")])),
    st.tuples(st.just("vary"), st.sampled_from([8, 12, 40])),
)  # fmt: skip


@dataclass
class Books:
    """The engagement while an example is played, in an app context."""

    world: World
    scope: EngagementScope

    def acting(self, who: str) -> Identity:
        role, person_id = WHO[who], self.world.people[who]
        held = ((self.world.lead_id, role),) if role in {Role.FINANCE_OFFICER, Role.MANAGER} else ()
        roles = frozenset({role})
        return Identity(person_id, who, who.title(), f"{who}@a.test", 1, False, None, "", 1, held, self.scope, roles)

    def entries(self, *states: EntryState, month: dt.date | None = None) -> list[SupportEntry]:
        query = db.select(SupportEntry).order_by(SupportEntry.id).execution_options(populate_existing=True)
        if states:
            query = query.where(SupportEntry.state.in_(states))
        if month:
            query = query.where(SupportEntry.on_date.between(month, last_day(month)))
        return list(db.session.scalars(query))

    def play(self, name: str, *how: Any) -> None:
        """Do one thing through its service; whatever is refused leaves nothing behind."""
        by = {"actor": self.acting("consultant"), "now": NOON}
        try:
            with db.session.begin_nested():
                getattr(self, f"_{name.replace(' ', '_')}")(*how, by=by)
        except ChargingError:
            db.session.expire_all()

    def _log(self, who: int, on: dt.date, quarters: int, kind: SupportKind, *, by: Any) -> None:
        people = tuple(self.world.people[each] for bit, each in ((1, "consultant"), (2, "consultant2")) if who & bit)
        logging.log(logging.NewDays(people, ((on, quarters),), kind, "", "", "A visit."), self.scope, today=TODAY, **by)

    def _submit(self, month: dt.date, *, by: Any) -> None:
        submit(month, self.scope, actor=self.acting("manager"), now=NOON)

    def _take_back(self, month: dt.date, *, by: Any) -> None:
        take_back(month, self.scope, actor=self.acting("manager"), now=NOON)

    def _approve(self, month: dt.date, *, by: Any) -> None:
        seen = shown_digest((each.ref, each.version) for each in self.entries(*APPROVABLE, month=month))
        approve(month, self.scope, seen_digest=seen, actor=self.acting("director"), now=NOON)

    def _issue(self, month: dt.date, *, by: Any) -> None:
        draft, _ = draft_of(month, self.scope)
        finance = self.acting("finance_officer")
        issue(month, self.scope, seen_digest=draft.digest, actor=finance, today=dt.date(2026, 12, 1), now=NOON)

    def _one(self, at: int) -> SupportEntry:
        found = self.entries()
        if not found:
            raise ChargingError("nothing is logged")
        return found[at % len(found)]

    def _edit(self, at: int, quarters: int, *, by: Any) -> None:
        entry = self._one(at)
        change = logging.Change(quarters, entry.kind, "", "", "Changed.")
        logging.edit(entry, change, self.scope, seen_version=entry.version, today=TODAY, **by)

    def _remove(self, at: int, *, by: Any) -> None:
        logging.remove(self._one(at), self.scope, **by)

    def _query(self, at: int, *, by: Any) -> None:
        entry, director = self._one(at), self.acting("director")
        querying.query(entry, "Why?", self.scope, seen_version=entry.version, actor=director, now=NOON)

    def _answer(self, at: int, *, by: Any) -> None:
        entry = self._one(at)
        querying.answer(entry, "Because.", self.scope, seen_version=entry.version, **by)

    def _reverse(self, at: int, *, by: Any) -> None:
        correcting.reverse(self._one(at), "A mistake.", self.scope, today=TODAY, **by)

    def _withdraw(self, at: int, *, by: Any) -> None:
        correcting.withdraw(self._one(at), self.scope, **by)

    def _replace(self, at: int, on: dt.date, *, by: Any) -> None:
        entry = self._one(at)
        new = correcting.Replacement(entry.person_id, on, 2, entry.kind, "", "", "So it was.", "A mistake.")
        correcting.replace(entry, new, self.scope, today=TODAY, **by)

    def _rate(self, on: dt.date, day_rate: Decimal, *, by: Any) -> None:
        engagement = db.session.get_one(Engagement, self.scope.id)
        manager, director = self.acting("manager"), self.acting("director")
        db.session.add(
            AgreedRate(
                engagement_id=engagement.id, from_on=on, day_rate=day_rate, reason="Agreed.",
                proposed_by_id=manager.person_id, proposed_name="M", proposed_at=NOON,
                agreed_by_id=director.person_id, agreed_name="D", agreed_at=NOON,
            )
        )  # fmt: skip
        db.session.flush()

    def _vary(self, cap: int, *, by: Any) -> None:
        engagement = db.session.get_one(Engagement, self.scope.id)
        drafter = factories.person()
        values = COMPLETE | {"estimate_quarters": 4, "cap_quarters": cap}
        version = plan_factories.agreement(engagement, drafter, **values)
        plan_factories.agreement_line(version, kind=SupportKind.SCOPING, quarters=24)
        plan_factories.agreement_line(version, kind=SupportKind.REVIEW, quarters=20)
        version.plan_version_id = self._rests_on()
        freeze(version, self.scope, AgreementState.SIGNED)

    def _rests_on(self) -> int | None:
        return db.session.scalar(db.select(db.func.max(AgreementVersion.plan_version_id)))

    def adds_up(self, caps: set[tuple[int, Decimal]]) -> None:
        """Everything that must hold after every step."""
        entries = self.entries()
        value = {each.id: charge(each.quarters, each.day_rate) for each in entries}
        approved = [each for each in entries if each.approved_at]
        stated = [each for each in approved if each.state is EntryState.STATED]
        statements = [(each, statement_from(each.content)) for each in db.session.scalars(db.select(Statement))]
        lines = Counter(line.entry_ref for _, content in statements for line in content.lines)
        assert lines == Counter(each.ref for each in stated)
        assert all(each.statement_id is not None for each in stated)
        on_statements = sum((content.days.value for _, content in statements), ZERO)
        unstated = sum((value[each.id] for each in approved if each.state is EntryState.APPROVED), ZERO)
        assert on_statements + unstated == sum((value[each.id] for each in approved), ZERO)
        assert sorted(each.number for each, _ in statements) == list(range(1, len(statements) + 1))
        counted = [each for each in entries if each.state is not EntryState.BOOKED]
        account = db.session.get(ChargingAccount, self.scope.id)
        if account is not None:
            db.session.refresh(account)
            assert account.used_quarters == sum(each.quarters for each in counted)
            assert account.used_value == sum((value[each.id] for each in counted), ZERO)
            assert account.used_quarters <= max(quarters for quarters, _ in caps)
            assert account.used_value <= max(pounds for _, pounds in caps)
        days = Counter[tuple[int, dt.date]]()
        for each in entries:
            days[each.person_id, each.on_date] += each.quarters
        query = db.select(PersonDay).execution_options(populate_existing=True)
        kept = {(each.person_id, each.on_date): each.quarters for each in db.session.scalars(query)}
        assert {key: quarters for key, quarters in kept.items() if quarters} == {
            key: quarters for key, quarters in days.items() if quarters
        }
        assert all(0 <= quarters <= 4 for quarters in kept.values())


def signed_caps() -> set[tuple[int, Decimal]]:
    """The caps of all versions signed so far, in quarters and in pounds."""
    versions = db.session.scalars(db.select(AgreementVersion).filter_by(state=AgreementState.SIGNED))
    return {(each.cap_quarters, each.day_rate * each.cap_quarters / 4) for each in versions}


@pytest.fixture
def books(app, world):
    make_charging(world, cap_quarters=16, estimate_quarters=8)
    confirm_vat(world)
    order(world)
    with app.test_request_context(method="POST"):  # mail carries addresses
        yield Books(world, scope_of(world))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(OPERATIONS, min_size=6, max_size=24))
def test_whatever_happens_it_adds_up(books, operations):
    try:
        for operation in operations:
            books.play(*operation)
            books.adds_up(signed_caps())
    finally:
        db.session.rollback()


def test_a_whole_course_adds_up(books):
    """A sequence in which nothing is refused, so that the property above is not true of refusals alone."""
    course: list[tuple[Any, ...]] = [
        ("log", 3, DATES[0], 4, SupportKind.SCOPING),
        ("rate", DATES[1], Decimal("512.04")),
        ("log", 1, DATES[1], 2, SupportKind.REVIEW),
        ("log", 1, DATES[4], 4, SupportKind.REVIEW),
        ("submit", MONTHS[0]),
        ("query", 0),
        ("edit", 0, 2),
        ("answer", 0),
        ("approve", MONTHS[0]),
        ("issue", MONTHS[0]),
        ("reverse", 1),
        ("replace", 1, DATES[2]),
        ("vary", 40),
        ("approve", MONTHS[0]),
        ("submit", MONTHS[1]),
        ("approve", MONTHS[1]),
        ("issue", MONTHS[1]),
    ]
    try:
        for step in course:
            books.play(*step)
            books.adds_up(signed_caps())
        issued = db.session.scalars(db.select(Statement).order_by(Statement.number))
        first, second = (statement_from(each.content) for each in issued)
        assert (first.days.quarters, first.days.value) == (8, Decimal("1006.02"))
        assert [line.quarters for line in second.lines] == [-4, 2]
        assert second.days.value == Decimal("-500.00") + Decimal("256.02")
        assert [each.state for each in books.entries() if each.on_date == DATES[4]] == [EntryState.BOOKED]
    finally:
        db.session.rollback()


def test_a_rate_that_is_agreed_later_leaves_entries_alone(books):
    books.play("log", 1, DATES[2], 4, SupportKind.SCOPING)
    charging_factories.rate(
        db.session.get_one(Engagement, books.scope.id),
        factories.person(),
        from_on=DATES[0],
        agreed_by_id=books.world.people["director"],
        agreed_at=NOON,
    )
    books.play("log", 2, DATES[2], 4, SupportKind.SCOPING)
    assert [each.day_rate for each in books.entries()] == [Decimal("500.00"), Decimal("450.00")]
    db.session.rollback()
