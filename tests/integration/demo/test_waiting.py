"""Your work asks only what a person's roles can find: for everybody of the demonstration that is all there is."""

import datetime as dt
from collections import defaultdict

from app.accounts.models import Membership
from app.db import db
from app.progress.waiting import waiting_of
from app.security import Role
from tests.conftest import NOON


def test_nobody_misses_a_row_for_want_of_a_role(demo):
    with demo.test_request_context():
        roles = defaultdict(set)
        for person_id, role in db.session.execute(
            db.select(Membership.person_id, Membership.role).where(Membership.ended_at.is_(None))
        ):
            roles[person_id].add(role)
        found = {person_id: waiting_of(person_id, frozenset(held), today=_later()) for person_id, held in roles.items()}
        assert found == {person_id: waiting_of(person_id, frozenset(Role), today=_later()) for person_id in roles}
        shown = {row.title.split(":")[0] for each in found.values() for row in (*each.waiting, *each.under_way)}
        assert {"Milestone", "The change plan", "Approve support days", "Mentoring"} <= shown


def test_who_holds_no_role_is_asked_about_nothing(demo):
    with demo.test_request_context():
        assert waiting_of(1, frozenset(), today=_later()).waiting == ()


def _later() -> dt.date:
    """A month in which more has become due than on the day of the demonstration."""
    return NOON.date() + dt.timedelta(45)
