"""Which sessions weak standards suggest, and how they were taken."""

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

from app.learning.suggesting import Seated, suggestions, turnouts, weakest
from tests.learning_factories import four_days
from tests.world import STANDARDS

PAST, SOON = dt.date(2026, 11, 3), dt.date(2026, 11, 24)
TODAY = dt.date(2026, 11, 20)


def standard(number, level, target=4, priority=False):
    return SimpleNamespace(
        key=f"key-{number}", number=number, title=f"Standard {number}", level=level, target=target, priority=priority
    )


def result(*standards):
    return SimpleNamespace(standards=standards)


def test_the_lowest_level_comes_first_then_priorities_then_the_widest_gap():
    standards = (
        standard(1, 3), standard(2, 2), standard(3, 2, 5), standard(4, 2, 3, priority=True), standard(5, 1),
        standard(6, None, None, priority=True), standard(7, 5, 5),
    )  # fmt: skip
    assert [each.number for each in weakest(result(*standards))] == [5, 4, 3, 2]


def test_nothing_is_suggested_where_nothing_is_needed():
    assert suggestions(result(standard(1, 4)), [four_days()]) == ()


def test_every_standard_of_the_questionnaire_is_served_by_a_session():
    found = suggestions(result(*(replace_key(standard(1, 1), key) for key in STANDARDS)), [four_days()])
    assert all(each.sessions for each in found)


def replace_key(of, key):
    return SimpleNamespace(**{**vars(of), "key": key})


def test_turnout_counts_the_half_day_of_each_session_over_versions_of_a_programme():
    programme = four_days()
    session = programme.session("2.1")
    key = session.standards[0]
    older = replace(programme, label="0.9")
    seated = [
        Seated("new", 2, PAST, 4), Seated("new", 2, PAST, 3, "morning"), Seated("new", 2, PAST, 1, "afternoon"),
        Seated("old", 2, PAST, 2), Seated("old", 2, PAST, 2, "morning"), Seated("new", 2, SOON, 5),
    ]  # fmt: skip
    found = turnouts(key, [("new", programme), ("old", older)], seated, today=TODAY)
    one = next(each for each in found if each.serving.session.key == "2.1")
    assert (one.attended, one.of, one.coming, one.coming_on) == (5, 6, 5, SOON)
    assert one.serving.programme.label == programme.label
    assert len([each for each in found if each.serving.session.key == "2.1"]) == 1
