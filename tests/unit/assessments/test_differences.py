"""The difference of two results: nothing between equals, and whatever changes is named and marked."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessments.differences import Change, Mark, result_difference
from app.assessments.result import AreaResult, DissentLine, EvidenceLine, Result, StandardResult

TEXT = st.text("ab c.\n", max_size=12)
COUNTS = st.one_of(st.just(()), st.tuples(*[st.integers(0, 3)] * 5))
EVIDENCE = st.builds(
    EvidenceLine,
    owner=TEXT,
    agency=TEXT,
    note=TEXT,
    link=TEXT,
    added_on=st.sampled_from(["2026-11-20", "2026-11-21"]),
    file_name=TEXT,
    file_ref=TEXT,
    review_on=st.sampled_from(["", "2027-01-01"]),
    carried_from=st.sampled_from(["", "Baseline self-assessment"]),
    still_true=st.sampled_from([None, True, False]),
)
STANDARD = st.builds(
    StandardResult,
    key=st.just("markets"),
    number=st.just(1),
    title=TEXT,
    level=st.none() | st.integers(1, 5),
    target=st.none() | st.integers(1, 5),
    reason=TEXT,
    counts=COUNTS,
    median=st.sampled_from(["", "3", "3.5"]),
    word=st.sampled_from(["", "split"]),
    cannot_score=st.integers(0, 3),
    second_counts=COUNTS,
    target_by=st.sampled_from(["", "2027-09-30"]),
    priority=st.booleans(),
    dissents=st.lists(st.builds(DissentLine, text=TEXT, name=TEXT), max_size=2).map(tuple),
    evidence=st.lists(EVIDENCE, max_size=2).map(tuple),
)
RESULT = st.builds(
    Result,
    title=TEXT,
    partner=TEXT,
    partnership=TEXT,
    areas=st.builds(
        AreaResult,
        key=st.just("understanding"),
        title=TEXT,
        standards=STANDARD.map(lambda standard: (standard,)),
        challenges=TEXT,
        capacity=TEXT,
    ).map(lambda area: (area,)),
    asked=st.integers(0, 3),
    submitted=st.integers(0, 3),
    alpha=st.sampled_from(["", "0.512"]),
    alpha_undefined=TEXT,
    breakdown=st.none(),
)


def standard(**values) -> StandardResult:
    given_values = {
        "key": "markets", "number": 1, "title": "Markets", "level": 2, "target": 3, "reason": "We lack the data.",
        "counts": (0, 6, 6, 0, 0), "median": "2.5", "word": "close", "cannot_score": 0,
    } | values  # fmt: skip
    return StandardResult(**given_values)


def area(*standards: StandardResult, **values) -> AreaResult:
    given_values = {"key": "understanding", "title": "Understanding", "challenges": "One.", "capacity": "Two."}
    return AreaResult(standards=standards, **given_values | values)


def result(*standards: StandardResult, **values) -> Result:
    whole = {"title": "Baseline", "partner": "Halton", "partnership": "Trust", "areas": (area(*standards),)}
    return Result(**whole | values)


@given(RESULT)
def test_equal_results_do_not_differ(one):
    difference = result_difference(one, replace(one))
    assert difference.is_empty
    assert difference.in_words == "Nothing changed"


@given(RESULT, RESULT)
def test_unequal_results_differ(one, other):
    assert result_difference(one, other).is_empty is (one == other)


@given(TEXT, TEXT)
def test_the_pieces_are_both_texts_to_the_letter(was, now):
    change = Change("Reason", was, now)
    assert "".join(piece.text for piece in change.was_pieces) == was
    assert "".join(piece.text for piece in change.now_pieces) == now


OTHER = {
    "number": 2, "title": "Providers", "level": None, "target": 4, "reason": "We have the data.",
    "counts": (0, 5, 7, 0, 0), "median": "3", "word": "split", "cannot_score": 1, "second_counts": (0, 0, 12, 0, 0),
    "target_by": "2027-09-30", "priority": True, "dissents": (DissentLine("Too high.", ""),),
    "evidence": (EvidenceLine("Ann", "Health", "A survey", "", "2026-11-20"),),
}  # fmt: skip


@pytest.mark.parametrize("name", [field.name for field in fields(StandardResult) if field.name != "key"])
def test_each_field_of_a_standard_shows_by_itself(name):
    difference = result_difference(result(standard()), result(standard(**{name: OTHER[name]})))
    (part,) = difference.standards
    assert len(part.changes) == 1
    assert part.changes[0].was != part.changes[0].now
    assert (difference.areas, difference.whole) == ((), ())


@pytest.mark.parametrize("name", ["challenges", "capacity", "title"])
def test_each_field_of_an_area_shows(name):
    new = Result("Baseline", "Halton", "Trust", (area(standard(), **{name: "Another text."}),))
    (part,) = result_difference(result(standard()), new).areas
    assert part.changes[0].now == "Another text."


@pytest.mark.parametrize("name", ["title", "partner", "partnership", "asked", "submitted", "alpha", "alpha_undefined"])
def test_each_field_of_the_whole_shows(name):
    value = 9 if name in {"asked", "submitted"} else "another"
    (change,) = result_difference(result(standard()), result(standard(), **{name: value})).whole
    assert change.now == str(value)


def test_words_are_marked_one_by_one():
    difference = result_difference(result(standard()), result(standard(reason="We lack some data.")))
    (change,) = difference.standards[0].changes
    marked = [(piece.mark, piece.text.strip()) for piece in change.pieces if piece.mark is not Mark.SAME]
    assert marked == [(Mark.REMOVED, "the"), (Mark.ADDED, "some")]
    assert difference.in_words == "1 standard changed"


def test_a_standard_that_came_or_went_is_named():
    added = result_difference(result(standard()), result(standard(), standard(key="voice", title="Voice", number=2)))
    assert [(part.key, part.changes[0].was) for part in added.standards] == [("voice", "nothing")]
    gone = result_difference(result(standard(), standard(key="voice", number=2)), result(standard()))
    assert [(part.key, part.changes[0].now) for part in gone.standards] == [("voice", "nothing")]


def test_another_file_of_the_same_name_shows():
    line = EvidenceLine("Ann", "Health", "", "", "2026-11-20", file_name="plan.pdf", file_ref="one")
    old, new = standard(evidence=(line,)), standard(evidence=(replace(line, file_ref="two"),))
    (change,) = result_difference(result(old), result(new)).standards[0].changes
    assert "another record with the same words" in change.now
