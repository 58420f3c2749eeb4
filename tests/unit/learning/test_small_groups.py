"""Attacks on what is held back: one delegate joins, moments are compared, authorities are taken from a total."""

import itertools
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.learning.confidence import summed
from app.learning.content import Titled
from app.learning.models import Moment
from app.learning.small_groups import LEAST, batches, tellable

ASPECTS = (Titled("outcome-based", "Outcome-based commissioning"),)
ALL = {
    Moment.BEFORE: {"outcome-based": 2},
    Moment.AFTER: {"outcome-based": 4},
    Moment.LOOKING_BACK: {"outcome-based": 1},
}


@given(st.integers(0, 40), st.integers(0, 10))
def test_whoever_looks_before_and_after_somebody_joins_sees_nobody_or_five_at_least(first: int, joining: int) -> None:
    before, after = batches(range(first)), batches(range(first + joining))
    new = set(after) - set(before)
    assert set(before) <= set(after)
    assert not new or len(new) >= LEAST
    assert len(before) == 0 or len(before) >= LEAST


def test_the_sums_of_moments_count_only_people_who_gave_all_three() -> None:
    only_before = {Moment.BEFORE: {"outcome-based": 5}}
    no_looking_back = {Moment.BEFORE: {"outcome-based": 5}, Moment.AFTER: {"outcome-based": 5}}
    five = summed(ASPECTS, [ALL] * 5)
    with_others = summed(ASPECTS, [ALL] * 5 + [only_before, no_looking_back])
    assert five is not None
    assert with_others == five, "a sum over others, too, would give them away by subtraction"
    assert summed(ASPECTS, [ALL] * 4 + [only_before] * 10) is None


_COUNTS = st.dictionaries(
    st.tuples(st.sampled_from("ABCD"), st.integers(1, 3)), st.integers(0, 9), min_size=1, max_size=9
)


@given(_COUNTS)
def test_no_sum_or_difference_of_authorities_and_cohorts_rests_on_fewer_than_five(
    counts: dict[tuple[str, int], int],
) -> None:
    """Known: each cohort's total (from five on) and each figure told. Every combination with -1, 0, +1 is tried."""
    told = tellable(counts)
    known: list[set[tuple[str, int]]] = [
        {cell for cell in counts if cell[1] == cohort}
        for cohort in sorted({cohort for _, cohort in counts})
        if sum(number for (_, of), number in counts.items() if of == cohort) >= LEAST
    ]
    known += [{(group, whole) for whole in wholes} for group, wholes in told.items()]
    for signs in itertools.product((-1, 0, 1), repeat=len(known)):
        weights: Counter[tuple[str, int]] = Counter()
        for sign, cells in zip(signs, known, strict=True):
            for cell in cells:
                weights[cell] += sign
        people = sum(counts[cell] for cell, weight in weights.items() if weight)
        assert people == 0 or people >= LEAST, (signs, told)


def test_an_authority_that_could_be_had_by_subtraction_takes_a_larger_one_along() -> None:
    assert tellable({("A", 1): 8, ("B", 1): 3}) == {}
    assert tellable({("A", 1): 8, ("B", 1): 6, ("C", 1): 2}) == {"A": frozenset({1})}
    assert tellable({("A", 1): 8, ("B", 1): 5}) == {"A": frozenset({1}), "B": frozenset({1})}
    assert tellable({("A", 1): 8, ("A", 2): 2, ("B", 2): 5}) == {"A": frozenset({1})}
