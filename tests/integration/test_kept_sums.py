"""Sums that are kept: after any change, by whatever way, pages say what a worker says that has kept nothing."""

import datetime as dt
import re

import pytest
from sqlalchemy import event, text

from app.accounts.stamps import NAMES, SOURCES, triggers_of
from app.db import Base, db
from tests import factories
from tests.clients import page
from tests.integration.charging.made import IN_NOVEMBER, make_charging, make_entry
from tests.integration.learning.made import make_training

PAGES = ("/income", "/portfolio?sort=used", "/training/effect")
NOT_SUMMED = {"person", "membership", "sign_in", "training_version", "sum_stamp"}
"""Who asks is read anew each time; the text of a programme never changes; stamps are what tells of a change."""
CHANGES = (
    "UPDATE support_entry SET quarters = 3",
    "UPDATE support_entry SET state = 'draft', approved_at = NULL",
    "DELETE FROM support_entry",
    "UPDATE engagement SET cap_quarters = cap_quarters + 4",
    "UPDATE milestone_standing SET status = 'in_progress', forecast_on = '2026-10-05'",
    "UPDATE milestone SET due_on = '2026-10-05'",
    "UPDATE authority SET name = 'Renamed ' || id",
    "UPDATE attendance SET minutes = 1 WHERE minutes > 1",
    "UPDATE cohort_day SET on_date = '2026-09-01'",
    "UPDATE enrolment SET state = 'waiting' WHERE id = (SELECT min(id) FROM enrolment)",
    "UPDATE cohort SET state = 'cancelled'",
)


def shown(world) -> list[str]:
    client = world.client("manager")
    return [str(page(client.get(address)).main) for address in PAGES]


def anew(world) -> list[str]:
    """What a worker shows that has just started."""
    kept = world.app.extensions.pop("kept")
    found = shown(world)
    world.app.extensions["kept"] = kept
    return found


@pytest.fixture
def summed(world):
    make_charging(world)
    make_training(world)
    make_entry(world, on_date=IN_NOVEMBER, state="approved")
    return world


def test_pages_never_show_what_has_changed_since(summed, clock):
    before = shown(summed)
    assert before == shown(summed) == anew(summed)
    differed = [0, 0, 0]
    for change in CHANGES:
        with summed.app.app_context():
            db.session.execute(text(change))  # behind the application's back, as another process does it
            db.session.commit()
        now = shown(summed)
        assert now == anew(summed), change
        differed = [times + (old != new) for times, old, new in zip(differed, before, now, strict=True)]
        before = now
    assert min(differed) >= 3, "the changes reach every page"
    clock.moment += dt.timedelta(days=40)
    assert before != shown(summed) == anew(summed), "a new day makes things late, and closes answers"


def test_what_was_rolled_back_changes_nothing_and_others_keep_their_sums(summed):
    before = shown(summed)
    with summed.app.app_context():
        db.session.execute(text("DELETE FROM support_entry"))
        db.session.rollback()
        stranger = db.session.get_one(factories.Authority, summed.stranger_id)
        factories.engagement(stranger, db.session.get_one(factories.Authority, summed.partner_id))
        db.session.commit()
    client = summed.client("manager")
    assert [str(page(client.get(address)).main) for address in PAGES] == before
    assert len(client.queries) == 2


def test_every_table_that_a_sum_is_made_of_has_its_triggers(summed):
    read = set()
    with summed.app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_):
        read.update(re.findall(r"(?:FROM|JOIN) \(?(\w+)", statement))

    event.listen(engine, "before_cursor_execute", note)
    anew(summed)
    event.remove(engine, "before_cursor_execute", note)
    tables = read & set(Base.metadata.tables)
    assert {"support_entry", "round", "attendance", "milestone"} <= tables, "statements are told apart"
    assert tables - NOT_SUMMED <= {*SOURCES, NAMES}
    assert all(list(triggers_of(name, "sqlite")) for name in (*SOURCES, NAMES))
