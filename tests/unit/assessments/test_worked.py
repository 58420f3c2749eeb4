"""Worked sums, against panels P and Q of domain.md §7, and against the figures that every page shows."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessments import agreement, worked
from app.assessments.reliability import ONE_LEVEL_EVERYWHERE, TOO_FEW
from app.charts.model import level_text, rounded_text

P, Q = (0, 1, 5, 2, 0), (3, 1, 0, 1, 3)
some_counts = st.lists(st.integers(0, 12), min_size=5, max_size=5).filter(any)


def by_name(counts):
    return {working.name: working for working in worked.of_scores(counts)}


def test_panel_p():
    told = by_name(P)
    assert {name: working.result for name, working in told.items()} == {
        "Scores": "8 scores",
        "Median": "3",
        "Lower quartile": "3",
        "Upper quartile": "3.25",
        "Share within one level of the median": "100%",
        "Agreement (van der Eijk’s A)": "0.75",
        "Word": "close",
    }
    assert told["Scores"].steps == ("1 at level 2, 5 at level 3 and 2 at level 4",)
    assert told["Median"].steps == (
        "Rank 1 + (8 − 1) × 0.5 = 4.5",
        "The 4th in ascending order is 3, the 5th is 3",
        "3 + 0.5 × (3 − 3) = 3",
    )
    assert told["Upper quartile"].steps == (
        "Rank 1 + (8 − 1) × 0.75 = 6.25",
        "The 6th in ascending order is 3, the 7th is 4",
        "3 + 0.25 × (4 − 3) = 3.25",
    )
    assert told["Agreement (van der Eijk’s A)"].steps == (
        (
            "Layer 1: pattern 01110, 3 of 8 scores; triples 110 or 011: 6, triples 101: 0; "
            "U = (3 × 6 − 4 × 0) ÷ (3 × (6 + 0)) = 1; its A is 1 × (1 − 2/4) = 0.5"
        ),
        (
            "Layer 2: pattern 00110, 2 of 8 scores; triples 110 or 011: 3, triples 101: 0; "
            "U = (3 × 3 − 4 × 0) ÷ (3 × (3 + 0)) = 1; its A is 1 × (1 − 1/4) = 0.75"
        ),
        "Layer 3: pattern 00100, 3 of 8 scores; one level only, so its A is 1",
        "A = 3/8 × 0.5 + 2/8 × 0.75 + 3/8 × 1",
    )
    assert told["Word"].steps == (
        (
            "Split? 1 at levels 1 and 2, 2 at levels 4 and 5; a third of 8 is 2.667, so not both ends have a third or "
            "more. A is 0.75, not below 0. So it is not split."
        ),
        "Close? 100% within one level of the median. So it is close.",
    )


def test_panel_q():
    told = by_name(Q)
    assert [working.result for working in told.values()] == ["8 scores", "3", "1", "5", "25%", "-0.569", "split"]
    assert told["Share within one level of the median"].steps == ("2 of 8 scores are at most 1 from the median 3",)
    assert told["Agreement (van der Eijk’s A)"].steps == (
        (
            "Layer 1: pattern 11011, 4 of 8 scores; triples 110 or 011: 2, triples 101: 4; "
            "U = (3 × 2 − 4 × 4) ÷ (3 × (2 + 4)) = -0.556; its A is (-0.556) × (1 − 3/4) = -0.139"
        ),
        (
            "Layer 2: pattern 10001, 4 of 8 scores; triples 110 or 011: 0, triples 101: 3; "
            "U = (3 × 0 − 4 × 3) ÷ (3 × (0 + 3)) = -1.333; its A is (-1.333) × (1 − 1/4) = -1"
        ),
        "A = 4/8 × (-0.139) + 4/8 × (-1)",
    )
    assert len(told["Word"].steps) == 1
    assert told["Word"].steps[0].endswith("A is -0.569, below 0. So it is split.")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((1, 0, 0, 0, 2), "fewer than four have no word"),
        ((0, 0, 3, 0, 1), "What is neither split nor close is mixed."),
        ((2, 2, 2, 2, 2), "every level alike"),
    ],
)
def test_unusual_cases_are_said(counts, said):
    assert said in " ".join(step for working in worked.of_scores(counts) for step in working.steps)


def test_a_rank_that_is_a_place_needs_no_neighbour():
    assert by_name((1, 0, 1, 1, 0))["Median"].steps == (
        "Rank 1 + (3 − 1) × 0.5 = 2",
        "The 2nd in ascending order is 3",
    )


def test_places_are_said_as_people_do():
    assert [worked._nth(place) for place in (1, 2, 3, 4, 11, 12, 13, 21, 22, 113)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "113th",
    ]  # fmt: skip


def test_area():
    counts, middle = worked.of_area((4, 2, 3, 3))
    assert counts.steps == ("1 at level 2, 2 at level 3 and 1 at level 4",)
    assert (counts.result, middle.result) == ("4 standards", "3")
    assert worked.of_area(()) == ()


def test_alpha_as_worked():
    """The example of domain.md §7: observed 44.5, expected 285.82, alpha 0.844."""
    standards = [("1", (0, 2, 1, 0, 0)), ("2", (0, 0, 3, 0, 0)), ("3", (1, 2, 0, 0, 0)), ("4", (0, 0, 0, 3, 0))]
    told = worked.of_alpha(standards)
    assert told.result == "0.844"
    assert told.steps[0] == "Over all standards there are 1 at level 1, 4 at level 2, 4 at level 3 and 3 at level 4"
    assert "1 to 2: 6.25, " in told.steps[1]
    assert "2 to 3: 16, " in told.steps[1]
    assert told.steps[2].endswith("1 32, 2 0, 3 12.5, 4 0; together 44.5")
    assert told.steps[-1] == "1 − 44.5 ÷ 285.818"


def test_alpha_undefined_is_said():
    told = worked.of_alpha([("1", (0, 0, 3, 0, 0)), ("2", ())])
    assert (told.steps, told.result) == ((), f"undefined: {ONE_LEVEL_EVERYWHERE}")
    assert worked.of_alpha([]).result == f"undefined: {TOO_FEW}"


@given(some_counts)
def test_every_sum_ends_in_the_figure_that_pages_show(counts):
    levels = [level for level, count in enumerate(counts, 1) for _ in range(count)]
    found, told = agreement.spread(levels), by_name(counts)
    assert told["Median"].result == level_text(found.median)
    assert told["Upper quartile"].result == level_text(found.upper_quartile)
    assert told["Agreement (van der Eijk’s A)"].result == rounded_text(found.agreement)
    assert told["Word"].result == (found.word or "none")
    assert all(working.steps for working in told.values())
    peeled = agreement.layers(counts)
    assert sum(layer.weight for layer in peeled) == 1
    assert sum(layer.cases for layer in peeled) == len(levels)


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Fraction(-41, 72), "-0.569"),
        (Fraction(3, 4), "0.75"),
        (Fraction(1), "1"),
        (Fraction(0), "0"),
        (Fraction(-1, 10_000), "0"),
        (Fraction(100), "100"),
        (Fraction("285.818181"), "285.818"),
        (Fraction("1234567.5"), "1234567.5"),
        (Fraction("0.0005"), "0"),  # half to even
        (Fraction("0.0015"), "0.002"),
    ],
)
def test_figures_as_text(figure, text):
    assert rounded_text(figure) == text
