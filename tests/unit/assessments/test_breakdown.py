"""The breakdown by agency: what it shows, and that no sum or difference of what is shown leaves one to four people."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessments.agreement import LevelRangeError
from app.assessments.breakdown import NOTHING_SHOWN, POOL, Answers, Breakdown, Cell, Row, breakdown
from tests.unit.assessments.differencing import assert_no_small_part

AGENCIES = ("Council", "Health", "Schools", "Police", "Charity")
KEYS = ("a", "b")


def people(agency: str, *levels: int | None, key: str = "a") -> list[Answers]:
    return [Answers(agency, {key: level}) for level in levels]


def test_two_groups_of_five_are_shown_with_number_and_median():
    found = breakdown([*people("Health", 2, 2, 3, 3, 3), *people("Council", 4, 4, 4, 5, 5, 5)], ["a"])
    assert found == Breakdown(("Council", "Health"), (6, 5), (Row("a", (Cell(6, "4.5"), Cell(5, "3"))),))
    assert found.is_shown


def test_small_agencies_are_taken_together():
    found = breakdown(
        [
            *people("Health", 2, 2, 3, 3, 3),
            *people("Police", 1, 1, 1),
            *people("Schools", 5, 5),
            *people("Zoo", *[4] * 5),
        ],
        ["a"],
    )
    assert found.groups == ("Health", "Zoo", POOL)
    assert found.rows == (Row("a", (Cell(5, "3"), Cell(5, "4"), Cell(5, "1"))),)


@pytest.mark.parametrize(
    "sizes",
    [
        {},
        {"Health": 4},
        {"Health": 50},
        {"Health": 5, "Police": 4},
        {"Health": 9, "Council": 9, "Police": 1},
        {"A": 2, "B": 9},
    ],
)
def test_all_is_hidden_where_a_group_or_the_rest_is_small(sizes):
    found = breakdown([person for name, size in sizes.items() for person in people(name, *[3] * size)], ["a"])
    assert found == Breakdown((), (), (), NOTHING_SHOWN)
    assert not found.is_shown


@pytest.mark.parametrize("without", [1, 2, 3, 4])
def test_a_row_is_hidden_where_one_to_four_of_a_group_could_not_score(without):
    """The sizes of groups are known from the list of people: six less five scores would be one person."""
    found = breakdown([*people("Health", *[3] * 9, *[None] * without), *people("Council", *[4] * 5)], ["a", "b"])
    assert [row.cells for row in found.rows] == [(), ()]
    assert found.groups
    assert not found.is_shown


def test_five_who_could_not_score_hide_nothing():
    found = breakdown([*people("Health", *[3] * 5, *[None] * 5), *people("Council", *[4] * 5)], ["a"])
    assert found.rows == (Row("a", (Cell(5, "4"), Cell(5, "3"))),)


def test_a_hidden_standard_leaves_the_others():
    groups = [*people("Health", *[3] * 5), *people("Council", *[4] * 5)]
    groups = [Answers(person.agency, {**person.levels, "b": 2}) for person in groups]
    groups[0] = Answers("Health", {"a": None, "b": 2})
    found = breakdown(groups, ["b", "a"])
    assert [(row.key, len(row.cells)) for row in found.rows] == [("b", 2), ("a", 0)]


def test_spelling_does_not_split_an_agency():
    found = breakdown([*people("health ", 1, 1), *people("Health", 2, 2, 2), *people("Council", *[4] * 5)], ["a"])
    assert found.groups == ("Council", "Health")


def test_an_agency_called_as_the_rest_is_part_of_it():
    found = breakdown([*people("other agencies", *[1] * 5), *people("Council", *[4] * 5), *people("Zoo", 1)], ["a"])
    assert (found.groups, found.sizes) == (("Council", POOL), (5, 6))


def test_a_level_outside_the_scale_is_refused():
    with pytest.raises(LevelRangeError):
        breakdown([*people("Health", *[3] * 5), *people("Council", *[6] * 5)], ["a"])


def test_it_can_be_frozen_as_json():
    found = breakdown([*people("Health", *[3] * 5), *people("Council", *[4] * 5)], ["a"])
    kept = json.loads(json.dumps(asdict(found)))
    assert kept["rows"] == [{"key": "a", "cells": [{"scores": 5, "median": "4"}, {"scores": 5, "median": "3"}]}]


rounds = st.lists(
    st.builds(
        lambda agency, a, b: Answers(agency, {"a": a, "b": b}),
        st.sampled_from(AGENCIES),
        st.none() | st.integers(1, 5),
        st.sampled_from([3, 3, 3, 4, 4, None]),
    ),
    max_size=60,
)
large = st.lists(
    st.tuples(st.sampled_from(AGENCIES[:3]), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4
).map(
    lambda parts: [
        Answers(agency, {"a": level, "b": 2})
        for agency, scored, cannot in parts
        for level in [*[3] * scored, *[None] * cannot]
    ]
)


@given((rounds | large).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_order_of_people_does_not_matter(pair):
    assert breakdown(pair[0], KEYS) == breakdown(pair[1], KEYS)


@given(rounds | large)
def test_every_cell_has_five_and_adds_up(found):
    shown = breakdown(found, KEYS)
    assert all(size >= 5 for size in shown.sizes)
    assert sum(shown.sizes) in {0, len(found)}
    for row in shown.rows:
        assert len(row.cells) in {0, len(shown.groups)}
        assert all(cell.scores >= 5 for cell in row.cells)


@given(rounds | large)
def test_no_sum_or_difference_leaves_one_to_four(found):
    """The differencing attack, with all that any view shows of a standard and the list of people by agency."""
    shown = breakdown(found, KEYS)
    for key in KEYS:
        assert_no_small_part(found, shown, key)


def test_the_attack_bites():
    """Were the number of scores shown where one could not score, the attack would find that one."""
    found = [*people("Health", *[3] * 5, None), *people("Council", *[4] * 5)]
    careless = Breakdown(("Council", "Health"), (5, 6), (Row("a", (Cell(5, "4"), Cell(5, "3"))),))
    with pytest.raises(AssertionError):
        assert_no_small_part(found, careless, "a")
    pool_hidden = [*people("Health", *[3] * 5), *people("Council", *[4] * 5), *people("Zoo", 1)]
    with pytest.raises(AssertionError):
        assert_no_small_part(pool_hidden, careless, "a")
