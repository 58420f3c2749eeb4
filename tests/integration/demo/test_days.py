"""The demonstration's support days: nine months, every way a line can go, and statements that add up."""

from itertools import pairwise

from app.charging.ledger import ZERO
from app.charging.models import ChargingAccount, EntryState, Statement, StatementState, SupportEntry
from app.charging.statement import statement_from
from app.db import db


def test_nine_months_with_a_query_a_reversal_and_a_disputed_statement(demo):
    with demo.app_context():
        entries = db.session.scalars(db.select(SupportEntry)).all()
        statements = db.session.scalars(db.select(Statement).order_by(Statement.number)).all()
    assert len({each.on_date.replace(day=1) for each in entries if each.state is not EntryState.BOOKED}) >= 8
    assert {each.state for each in entries} >= {EntryState.BOOKED, EntryState.QUERIED, EntryState.STATED}
    assert sum(each.reverses_id is not None for each in entries) == 1
    assert [each.number for each in statements] == list(range(1, len(statements) + 1))
    assert statements[-1].state is StatementState.DISPUTED
    assert {each.state for each in statements[:-2]} == {StatementState.PAID}


def test_every_statement_adds_up_and_goes_on_where_the_last_one_ended(demo):
    with demo.app_context():
        contents = [
            statement_from(each.content) for each in db.session.scalars(db.select(Statement).order_by(Statement.number))
        ]
        account = db.session.scalars(db.select(ChargingAccount)).one()
    for before, after in pairwise(contents):
        assert after.before == before.stated
    for content in contents:
        assert content.days.value == sum((line.day_rate * line.quarters / 4 for line in content.lines), ZERO)
        assert content.payable == content.days.value + sum((code.vat for code in content.codes), ZERO)
    assert contents[-1].stated.value <= account.used_value <= account.cap_value
