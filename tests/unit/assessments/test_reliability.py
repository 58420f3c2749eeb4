"""Krippendorff's alpha: the worked example of domain.md §7, the published one, its corners and its definition."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessments import reliability
from app.assessments.agreement import LevelRangeError
from app.assessments.reliability import Reliability, alpha, alpha_of_counts, told_alpha

WORKED = ((2, 2, 3), (3, 3, 3), (1, 2, 2), (4, 4, 4))

level_or_none = st.none() | st.integers(1, 5)
tables = st.integers(1, 6).flatmap(
    lambda raters: st.lists(st.lists(level_or_none, min_size=raters, max_size=raters), min_size=1, max_size=8)
)


def test_worked_example():
    found = alpha(WORKED)
    assert found.totals == (1, 4, 4, 3, 0)
    distances = {(lower, higher): far for lower, higher, far in found.distances}
    assert (distances[1, 2], distances[2, 3]) == (Fraction("6.25"), 16)
    assert found.observed == Fraction("44.5")
    assert round(float(found.expected), 2) == 285.82
    assert found.value is not None
    assert round(float(found.value), 3) == 0.844


def test_published_example():
    """Krippendorff, Computing Krippendorff's alpha-reliability: four observers, twelve units, missing data: 0.815."""
    rows = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
    assert {len(row) for row in rows} == {12}
    units = [[None if score == "." else int(score) for score in unit] for unit in zip(*rows, strict=True)]
    found = alpha(units)
    assert sum(found.totals) == 40
    assert found.value is not None
    assert round(float(found.value), 3) == 0.815


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ([], reliability.NOBODY),
        ([(None, None), ()], reliability.NOBODY),
        ([(3, None), (None, 4)], reliability.NO_PAIR),
        ([(3, 3, 3), (3, 3, None)], reliability.ONE_LEVEL_EVERYWHERE),
        ([(3, 3), (4, None)], reliability.ONE_LEVEL_EVERYWHERE),  # the 4 stands alone and drops out
    ],
)
def test_undefined_is_said_in_words(units, words):
    found = alpha(units)
    assert (found.value, found.why_not) == (None, words)


def test_defined_has_no_reason():
    assert alpha([(1, 2)]).why_not == ""


def test_outside_the_scale():
    with pytest.raises(LevelRangeError):
        alpha([(3, 6)])


@pytest.mark.parametrize("counts", [(1, 2, 3), (0, 0, 0, 0, -1)])
def test_counts_are_five(counts):
    with pytest.raises(ValueError, match="five counts"):
        alpha_of_counts([counts])


@given(tables)
def test_it_is_the_definition_written_out(table):
    assert alpha(table).value == by_pairs(table)


@given(tables, st.randoms(use_true_random=False))
def test_who_scored_and_which_standard_came_first_do_not_matter(table, chance):
    raters = list(range(len(table[0])))
    chance.shuffle(raters)
    shuffled = [[unit[rater] for rater in raters] for unit in table]
    chance.shuffle(shuffled)
    assert replace(alpha(shuffled), parts=tuple(sorted(alpha(shuffled).parts))) == replace(
        alpha(table), parts=tuple(sorted(alpha(table).parts))
    )


@given(tables)
def test_scale_turned_round(table):
    turned = [[None if level is None else 6 - level for level in unit] for unit in table]
    assert alpha(turned).value == alpha(table).value


@given(tables, level_or_none)
def test_a_standard_with_one_score_drops_out(table, level):
    found, more = alpha(table), alpha([*table, [level]])
    assert (found.value, found.parts, found.expected) == (more.value, more.parts, more.expected)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(2, 6)), min_size=2, max_size=8))
def test_perfect_agreement_on_standards_that_differ_is_one(standards):
    found = alpha([[level] * raters for level, raters in standards])
    if len({level for level, _ in standards}) > 1:
        assert found.value == 1
    else:
        assert found == Reliability(None, reliability.ONE_LEVEL_EVERYWHERE, found.totals, (), (0,) * len(standards), 0)


@given(tables)
def test_never_above_one_and_one_only_for_agreement(table):
    value = alpha(table).value
    if value is not None:
        assert value <= 1
        agreed = all(len({level for level in unit if level is not None}) <= 1 for unit in table)
        assert (value == 1) is agreed


@given(tables)
def test_counts_tell_all(table):
    counts = [[unit.count(level) for level in range(1, 6)] for unit in table]
    assert alpha_of_counts(counts) == alpha(table)


def by_pairs(table) -> Fraction | None:
    """Alpha from single pairs of scores, with the distance of two levels as that of their mean ranks, squared."""
    units = [scores for unit in table if len(scores := [level for level in unit if level is not None]) >= 2]
    every = [level for unit in units for level in unit]

    def rank(level):
        return Fraction(2 * sum(other < level for other in every) + every.count(level), 2)

    def disagreement(scores):
        pairs = [(a, b) for i, a in enumerate(scores) for j, b in enumerate(scores) if i != j]
        return sum(((rank(a) - rank(b)) ** 2 for a, b in pairs), Fraction(0)) / (len(scores) - 1)

    if not every or not disagreement(every):
        return None
    return 1 - sum((disagreement(unit) for unit in units), Fraction(0)) / disagreement(every)


def test_alpha_that_is_told_rests_on_five_scores_at_least():
    """Three or four scores that an export hides could else be solved for from alpha and all the other counts."""
    large, small = [(2, 3, 0, 0, 0), (0, 0, 4, 2, 0)], (0, 0, 0, 4, 0)
    assert told_alpha([*large, small]) == told_alpha(large) == alpha_of_counts(large)
    assert alpha_of_counts([*large, small]).value != alpha_of_counts(large).value
    assert (told_alpha([small]).value, told_alpha([small]).why_not) == (None, reliability.TOO_FEW)
    assert told_alpha([(0, 0, 5, 0, 0)]).why_not == reliability.ONE_LEVEL_EVERYWHERE
