"""Scores drawn and said: a dot for each score, and the same figures in words."""

import re

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from app.assessments.board import reason_hint
from app.assessments.dots import COLUMN, facts, plot, sentence, strip
from app.assessments.queries.unnamed import NOTHING, UnnamedScores

Q = (3, 1, 0, 1, 3)  # domain.md §7
counts = st.tuples(*[st.integers(0, 30)] * 5).filter(lambda given: sum(given) >= 3)


def scores(*levels):
    return UnnamedScores(tuple(levels), 0, (), hidden=False)


def test_the_sentence_says_every_figure():
    assert sentence(Q) == (
        "8 scores: 3 at level 1, 1 at level 2, 1 at level 4, 3 at level 5. "
        "Median 3, middle half 1 to 5, 2 of 8 within one level of the median: split."
    )


def test_three_scores_are_said_without_a_word():
    assert sentence((1, 0, 1, 0, 1)).endswith("1 of 3 within one level of the median.")


def test_quarters_are_said_exactly():
    assert facts((0, 1, 5, 2, 0)).startswith("median 3, middle half 3 to 3.25")


@given(counts)
def test_every_score_has_its_dot_above_its_level(given_counts):
    drawn = BeautifulSoup(plot(given_counts), "html.parser")
    across = [float(dot["cx"]) for dot in drawn.select("circle")]
    assert [sum(level * COLUMN <= x < (level + 1) * COLUMN for x in across) for level in range(5)] == list(given_counts)
    places = [(dot["cx"], dot["cy"]) for dot in drawn.select("circle")]
    assert len(set(places)) == sum(given_counts), "no dot hides another"
    height = float(drawn.svg["viewbox"].split()[3])
    assert all(0 < float(y) < height for _, y in places)
    assert drawn.svg["aria-label"] == sentence(given_counts)


@given(counts)
def test_the_median_is_marked_where_it_lies(given_counts):
    drawn = str(plot(given_counts))
    at = float(re.search(r'app-plot__median" d="M([\d.]+) ', drawn)[1])
    middle = float(re.search(r"median ([\d.]+),", facts(given_counts))[1])
    assert at == (middle - 1) * COLUMN + COLUMN / 2
    assert 'style="' not in drawn + str(strip(given_counts))


def test_the_hint_tells_when_a_reason_is_needed():
    assert reason_hint(scores(2, 3, 3, 3)) == (
        "Needed unless the agreed level is 3, less than one from the median of 3."
    )
    assert "is 2 or 3," in reason_hint(scores(2, 2, 3, 3))
    assert reason_hint(scores(1, 1, 5, 5)) == "Needed: the scores are split."


def test_the_hint_tells_nothing_of_scores_that_do_not_show():
    assert reason_hint(NOTHING) == "Needed where the standard is not assessed."


def test_the_hint_asks_why_a_standard_that_nobody_could_score_is_agreed():
    assert reason_hint(scores()) == "Needed: nobody could score it."
