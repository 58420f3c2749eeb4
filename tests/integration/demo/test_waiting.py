"""Your work asks only what a person's roles can find: for everybody of the demonstration that is all there is."""

import datetime as dt
from collections import defaultdict

from app.accounts.models import Membership
from app.db import db
from app.progress.waiting import waiting_from, waiting_rows
from app.security import Role
from tests.conftest import NOON


def test_nobody_misses_a_row_for_want_of_a_role(demo):
    with demo.test_request_context():
        roles = defaultdict(set)
        for person_id, role in db.session.execute(
            db.select(Membership.person_id, Membership.role).where(Membership.ended_at.is_(None))
        ):
            roles[person_id].add(role)
        found = {each: waiting_rows(each, frozenset(held), today=_later()) for each, held in roles.items()}
        assert found == {each: waiting_rows(each, frozenset(Role), today=_later()) for each in roles}
        said = [waiting_from(rows, today=_later()) for rows in found.values()]
        shown = {row.title.split(":")[0] for each in said for row in (*each.waiting, *each.under_way)}
        assert {"Milestone", "The change plan", "Approve support days", "Mentoring"} <= shown


def test_who_holds_no_role_is_asked_about_nothing(demo):
    with demo.test_request_context():
        assert waiting_rows(1, frozenset(), today=_later()) == []


def _later() -> dt.date:
    """A month in which more has become due than on the day of the demonstration."""
    return NOON.date() + dt.timedelta(45)
