"""The demonstration's support days: nine months, every way a line can go, and statements that add up."""

from itertools import groupby, pairwise

from app.charging.ledger import ZERO
from app.charging.models import ChargingAccount, EntryState, Statement, StatementState, SupportEntry
from app.charging.statement import statement_from
from app.db import db
from app.learning.models import CohortDay, Enrolment
from tests.conftest import NOON


def _statements():
    """Statements of each engagement in the order of their numbers, by the engagement's key."""
    found = db.session.scalars(db.select(Statement).order_by(Statement.engagement_id, Statement.number)).all()
    return {key: list(each) for key, each in groupby(found, key=lambda statement: statement.engagement_id)}


def test_nine_months_with_a_query_a_reversal_and_a_disputed_statement(demo):
    with demo.app_context():
        entries = db.session.scalars(db.select(SupportEntry)).all()
        books = _statements().values()
    assert len({each.on_date.replace(day=1) for each in entries if each.state is not EntryState.BOOKED}) >= 8
    assert {each.state for each in entries} >= {EntryState.BOOKED, EntryState.QUERIED, EntryState.STATED}
    assert sum(each.reverses_id is not None for each in entries) == 1
    numbers = sorted(each.number for statements in books for each in statements)
    assert numbers == list(range(1, len(numbers) + 1)), "one series of the lead authority"
    newest = [statements[-1].state for statements in books]
    assert sorted(newest) == [StatementState.DISPUTED, StatementState.ISSUED]
    assert {each.state for statements in books for each in statements[:-2]} == {StatementState.PAID}


def test_every_statement_adds_up_and_goes_on_where_the_last_one_ended(demo):
    with demo.app_context():
        books = {
            key: [statement_from(each.content) for each in statements] for key, statements in _statements().items()
        }
        accounts = {each.engagement_id: each for each in db.session.scalars(db.select(ChargingAccount))}
    assert books.keys() == accounts.keys()
    for key, contents in books.items():
        for before, after in pairwise(contents):
            assert after.before == before.stated
        for content in contents:
            assert content.days.value == sum((line.day_rate * line.quarters / 4 for line in content.lines), ZERO)
            assert content.payable == content.days.value + sum((code.vat for code in content.codes), ZERO)
        assert contents[-1].stated.value <= accounts[key].used_value <= accounts[key].cap_value


def test_nobody_gives_days_to_an_engagement_while_they_sit_in_a_training(demo):
    with demo.app_context():
        there = (
            db.select(SupportEntry.on_date)
            .join(Enrolment, Enrolment.person_id == SupportEntry.person_id)
            .join(CohortDay, (CohortDay.cohort_id == Enrolment.cohort_id) & (CohortDay.on_date == SupportEntry.on_date))
            .where(SupportEntry.state != EntryState.BOOKED)
        )
        assert db.session.scalars(there).all() == []
        assert db.session.scalar(db.select(db.func.max(SupportEntry.logged_at))) <= NOON
