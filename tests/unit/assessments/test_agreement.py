"""The arithmetic of agreement, against the worked figures of domain.md §7 and against its own properties."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessments import agreement
from app.assessments.agreement import LevelRangeError, NoLevelsError, Word

P = (2, 3, 3, 3, 3, 3, 4, 4)
Q = (1, 1, 1, 2, 4, 5, 5, 5)

some_levels = st.lists(st.integers(1, 5), min_size=1, max_size=40)
some_counts = st.lists(st.integers(0, 30), min_size=3, max_size=9).filter(any)


def test_panel_p_as_worked() -> None:
    assert agreement.spread(P) == agreement.Spread(
        n=8,
        counts=(0, 1, 5, 2, 0),
        median=Fraction(3),
        lower_quartile=Fraction(3),
        upper_quartile=Fraction(13, 4),
        within_one=Fraction(1),
        agreement=Fraction(3, 4),
        word=Word.CLOSE,
    )


def test_panel_q_as_worked() -> None:
    spread = agreement.spread(Q)
    assert (spread.counts, spread.median, spread.word) == ((3, 1, 0, 1, 3), 3, Word.SPLIT)
    assert (spread.lower_quartile, spread.upper_quartile) == (1, 5)
    assert spread.within_one == Fraction(1, 4)
    assert spread.agreement == Fraction(-41, 72)
    assert round(float(spread.agreement), 2) == -0.57


def test_layer_of_panel_q_as_worked() -> None:
    assert agreement.van_der_eijk_a((1, 1, 0, 1, 1)) == Fraction(-5, 36)
    assert round(-5 / 36, 3) == -0.139


@pytest.mark.parametrize(
    ("pattern", "a"), [((0, 1, 1, 1, 0), "0.5"), ((0, 0, 1, 1, 0), "0.75"), ((0, 0, 1, 0, 0), "1")]
)
def test_layers_of_panel_p_as_worked(pattern: tuple[int, ...], a: str) -> None:
    assert agreement.van_der_eijk_a(pattern) == Fraction(a)


def test_published_example() -> None:
    """CRAN agrmt, the example of `agreement`: 0.6113333 over seven categories."""
    assert agreement.van_der_eijk_a((30, 40, 210, 130, 530, 50, 10)) == Fraction("0.6113333").limit_denominator(3000)


@pytest.mark.parametrize(
    ("counts", "a"),
    [((0, 0, 7, 0, 0), 1), ((4, 4, 4, 4, 4), 0), ((6, 0, 0, 0, 6), -1), ((1, 0, 1), -1), ((2, 2, 2), 0)],
)
def test_agreement_at_its_corners(counts: tuple[int, ...], a: int) -> None:
    assert agreement.van_der_eijk_a(counts) == a


@pytest.mark.parametrize("counts", [(1, 1), (1, -1, 1), ()])
def test_agreement_refuses_what_is_no_vector(counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="three categories"):
        agreement.van_der_eijk_a(counts)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((), None),
        ((1, 5, 1), None),
        ((3, 3, 3, 3), Word.CLOSE),
        ((2, 2, 3, 3), Word.CLOSE),  # median 2.5
        ((2, 2, 3, 4), Word.MIXED),  # median 2.5: the 4 is one and a half away
        ((3, 3, 3, 5), Word.MIXED),
        ((1, 2, 3, 3, 4, 5), Word.SPLIT),  # exactly a third in each extreme
        ((1, 2, 3, 3, 3, 4, 5), Word.MIXED),  # less than a third in each
        ((2, 3, 4), None),
        ((2, 3, 4, 2, 3, 4), Word.SPLIT),  # split is tested before close, though all are within one of 3
        ((1, 1, 1, 1, 1, 5, 5), Word.SPLIT),  # no third in each extreme: A below 0 decides
        ((1, 2, 3, 4, 5), Word.SPLIT),
    ],
)
def test_words(levels: tuple[int, ...], expected: Word | None) -> None:
    assert agreement.word(levels) is expected


@pytest.mark.parametrize(
    ("agreed", "levels", "expected"),
    [
        (3, P, False),
        (4, P, True),
        (2, P, True),
        (3, Q, True),  # split, though the median itself
        (2, (2, 2, 3, 3), False),  # half a level off 2.5
        (3, (2, 2, 3, 3), False),
        (4, (2, 2, 3, 3), True),
        (3, (3,), False),
        (3, (1, 5), False),  # two scores have no word, so only the median counts
        (3, (), True),
        (None, P, True),
        (None, (), True),
    ],
)
def test_when_a_reason_is_needed(agreed: int | None, levels: tuple[int, ...], expected: bool) -> None:
    assert agreement.needs_reason(agreed, levels) is expected


def test_area_is_counts_and_median_and_never_a_mean() -> None:
    assert agreement.area_summary((2, 3, 1, 4)) == agreement.AreaSummary(counts=(1, 1, 1, 1, 0), median=Fraction(5, 2))
    assert agreement.area_summary(()) == agreement.AreaSummary(counts=(0, 0, 0, 0, 0), median=None)
    assert not [name for name in dir(agreement.AreaSummary) if "mean" in name or "average" in name]


@pytest.mark.parametrize(
    "figure",
    [agreement.median, agreement.quartiles, agreement.share_within_one, agreement.spread, lambda _: _no_cases()],
)
def test_nothing_to_summarise(figure) -> None:
    with pytest.raises(NoLevelsError):
        figure(())


def _no_cases() -> Fraction:
    return agreement.van_der_eijk_a((0, 0, 0, 0, 0))


@pytest.mark.parametrize("level", [0, 6, -1, 2.5])
def test_outside_the_scale(level) -> None:
    for figure in (agreement.median, agreement.spread, agreement.word, agreement.area_summary, agreement.count_levels):
        with pytest.raises(LevelRangeError):
            figure((3, 3, 3, level))
    with pytest.raises(LevelRangeError):
        agreement.needs_reason(level, P)


def test_one_score() -> None:
    spread = agreement.spread((4,))
    assert (spread.median, spread.lower_quartile, spread.upper_quartile, spread.word) == (4, 4, 4, None)


@given(some_levels.flatmap(lambda levels: st.tuples(st.just(levels), st.permutations(levels))))
def test_order_does_not_matter(pair: tuple[list[int], list[int]]) -> None:
    assert agreement.spread(pair[0]) == agreement.spread(pair[1])


@given(some_counts)
def test_agreement_stays_in_range_and_is_the_same_mirrored(counts: list[int]) -> None:
    a = agreement.van_der_eijk_a(counts)
    assert -1 <= a <= 1
    assert agreement.van_der_eijk_a(counts[::-1]) == a


@given(some_counts, st.integers(1, 9))
def test_agreement_depends_on_shares_alone(counts: list[int], times: int) -> None:
    assert agreement.van_der_eijk_a([count * times for count in counts]) == agreement.van_der_eijk_a(counts)


@given(some_counts)
def test_agreement_is_the_formula_written_out(counts: list[int]) -> None:
    assert agreement.van_der_eijk_a(counts) == _by_the_letter(counts)


@given(some_levels)
def test_scale_turned_round(levels: list[int]) -> None:
    spread, turned = agreement.spread(levels), agreement.spread([6 - level for level in levels])
    assert turned.counts == spread.counts[::-1]
    assert turned.median == 6 - spread.median
    assert (turned.lower_quartile, turned.upper_quartile) == (6 - spread.upper_quartile, 6 - spread.lower_quartile)
    assert (turned.agreement, turned.within_one, turned.word) == (spread.agreement, spread.within_one, spread.word)


@given(some_levels)
def test_figures_stay_in_their_ranges(levels: list[int]) -> None:
    spread = agreement.spread(levels)
    assert min(levels) <= spread.lower_quartile <= spread.median <= spread.upper_quartile <= max(levels)
    assert 0 <= spread.within_one <= 1
    assert sum(spread.counts) == spread.n == len(levels)
    assert (spread.word is None) == (spread.n < 4)


@given(some_levels, st.data())
def test_quartiles_never_fall_when_a_score_rises(levels: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(levels) - 1))
    raised = [*levels[:place], data.draw(st.integers(levels[place], 5)), *levels[place + 1 :]]
    for before, after in zip(agreement.quartiles(levels), agreement.quartiles(raised), strict=True):
        assert before <= after
    assert agreement.median(levels) <= agreement.median(raised)


@given(st.integers(1, 5), st.integers(4, 40))
def test_all_equal_is_close_and_full_agreement(level: int, n: int) -> None:
    spread = agreement.spread([level] * n)
    assert (spread.word, spread.agreement, spread.within_one) == (Word.CLOSE, 1, 1)
    assert spread.lower_quartile == spread.median == spread.upper_quartile == level
    assert not agreement.needs_reason(level, [level] * n)


def _by_the_letter(counts: list[int]) -> Fraction:
    """Van der Eijk's A with its triples counted one by one, as domain.md §7 words it."""
    left, n, k, total = list(counts), sum(counts), len(counts), Fraction(0)
    while any(left):
        pattern = "".join("1" if count else "0" for count in left)
        smallest = min(count for count in left if count)
        triples = ["".join(triple) for triple in combinations(pattern, 3)]
        tu, tdu = triples.count("110") + triples.count("011"), triples.count("101")
        s = pattern.count("1")
        layer = Fraction(1) if s == 1 else Fraction(0)
        if 1 < s < k:
            layer = Fraction((k - 2) * tu - (k - 1) * tdu, (k - 2) * (tu + tdu)) * (1 - Fraction(s - 1, k - 1))
        total += Fraction(smallest * s, n) * layer
        left = [count - smallest if count else 0 for count in left]
    return total
