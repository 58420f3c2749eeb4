"""Clock times of a session's steps, its neighbours, which cases a reader is shown, and tables on paper."""

import dataclasses
import datetime as dt
import itertools

import pytest

from app.documents.model import TableBlock
from app.learning.packs import handouts
from app.learning.showing import cases_shown, month_text
from app.learning.timetable import placed, timed
from tests.learning_factories import four_days


@pytest.mark.parametrize("key", [session.key for session in four_days().sessions])
def test_steps_follow_each_other_and_fill_their_part_of_the_day(key):
    found = placed(four_days(), key)
    times = [(each.start, each.end) for each in found.steps]
    assert times[0][0] == found.part.start
    assert times[-1][1] == found.part.end
    assert all(end == start for (_, end), (start, _) in itertools.pairwise(times))


def test_neighbours_cross_the_days_and_stop_at_both_ends():
    programme = four_days()
    third = placed(programme, "3.1")
    assert (third.before.key, third.after.key) == ("2.4", "3.2")
    assert placed(programme, "1.1").before is None
    assert placed(programme, "4.4").after is None
    assert placed(programme, "9.9") is None


def test_a_session_without_a_place_in_the_day_has_steps_without_times():
    programme = dataclasses.replace(four_days(), parts=four_days().parts[:1])
    found = placed(programme, "1.2")
    assert found.part is None
    assert {each.start for each in found.steps} == {""}


def test_times_pass_the_full_hour():
    session = four_days().session("2.3")
    assert timed(session, "13:45")[1].end == "14:05"


def test_role_cards_are_for_trainers_only():
    programme = four_days()
    assert "provider-panel" in {case.key for case in cases_shown(programme, "3.4", runs=True)}
    kinds = {case.kind for session in programme.sessions for case in cases_shown(programme, session.key, runs=False)}
    assert kinds
    assert "role-cards" not in kinds


def test_months_are_written_out():
    assert month_text("2026-11") == "November 2026"


def test_tables_of_handouts_say_their_title_once_and_leave_room_to_write():
    made = handouts(four_days(), title="May", organisation="Halton", date=dt.date(2026, 11, 3), illustrative=True)
    tables = [block for block in made.blocks if isinstance(block, TableBlock)]
    titled_above = [
        block
        for before, block in itertools.pairwise(made.blocks)
        if isinstance(block, TableBlock) and getattr(before, "text", "") == block.caption
    ]
    assert titled_above
    assert not any(table.titled for table in titled_above)
    assert all(any(row[1:]) for table in tables for row in table.rows if len(row) > 1)
    assert made.mark == "illustrative"
