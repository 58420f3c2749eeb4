"""What answers come to: what is missing, what stops or is mitigated, weighted sums with minimums, ranks with ties."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.appraising.answers import Answer, Lack, Word, applies, far_apart, ranked, verdict
from app.tools.tool import Criterion, ScaleType, Seed, Threshold

ROW = Criterion("need", 1, "Need", "The need is evidenced.", (), Seed("000", "Criteria", "Halton 2004"))
MET, WEIGHTED, MATRIX = ScaleType.MET, ScaleType.WEIGHTED, ScaleType.MATRIX


def row(key: str, **values) -> Criterion:
    return replace(ROW, key=key, **values)


def lacks(criterion: Criterion, answer: Answer | None, amount: int | None = None) -> list[Lack]:
    answers = {criterion.key: answer} if answer else {}
    return [each.lack for each in verdict(MET, [criterion], answers, amount_pence=amount).lacking]


@pytest.mark.parametrize(
    ("criterion", "answer", "lack"),
    [
        (row("a"), None, [Lack.ANSWER]),
        (row("a"), Answer(word=Word.MET), []),
        (row("a"), Answer(word=Word.PARTLY), [Lack.REASON]),
        (row("a"), Answer(word=Word.PARTLY, reason="Half of it"), []),
        (row("a"), Answer(word=Word.NOT_APPLICABLE, reason="No minority groups"), [Lack.NOT_APPLICABLE]),
        (row("a", not_applicable_when="No such group"), Answer(word=Word.NOT_APPLICABLE), [Lack.REASON]),
        (row("a", not_applicable_when="No such group"), Answer(word=Word.NOT_APPLICABLE, reason="None here"), []),
        (row("a", mitigation="Support"), Answer(word=Word.NOT_MET, reason="New"), [Lack.MITIGATION]),
    ],
)
def test_a_row_says_what_it_still_lacks(criterion, answer, lack):
    assert lacks(criterion, answer) == lack


def test_no_track_record_is_acceptable_with_a_mitigation_and_nothing_else_is():
    record, need = row("record", mitigation="More support and monitoring"), row("need")
    answers = {
        "record": Answer(word=Word.NOT_MET, reason="Founded this year", mitigation="Monthly visits"),
        "need": Answer(word=Word.MET),
    }
    found = verdict(MET, [record, need], answers)
    assert (found.passes, found.mitigated, found.unmet) == (True, ("record",), ())
    answers["need"] = Answer(word=Word.NOT_MET, reason="No figures", mitigation="Written where none is allowed")
    found = verdict(MET, [record, need], answers)
    assert (found.passes, found.unmet, found.stopped_by) == (False, ("need",), ())


def test_a_gateway_stops_before_the_rest_is_answered():
    insurance = row("insurance", stops=True)
    found = verdict(MET, [insurance, row("equality")], {"insurance": Answer(word=Word.NOT_MET, reason="Lapsed")})
    assert found.stopped_by == ("insurance",)
    assert found.passes is False
    assert [each.key for each in found.lacking] == ["equality"]


def test_accounts_are_asked_for_above_the_threshold_and_not_at_it():
    finance = row("finance", threshold=Threshold("Publishes audited accounts", 500_000))
    assert lacks(finance, Answer(word=Word.MET)) == [Lack.AMOUNT]
    assert lacks(finance, Answer(word=Word.MET), amount=500_000) == []
    assert [applies(finance, amount) for amount in (None, 0, 500_000, 500_001)] == [None, False, False, True]


def test_a_weighted_sum_worked_by_hand():
    criteria = [row("price", weight=3), row("quality", weight=2, minimum=3), row("reach")]
    answers = {"price": Answer(4), "quality": Answer(3), "reach": Answer(0)}
    found = verdict(WEIGHTED, criteria, answers)
    assert (found.points, found.most, found.share) == (3 * 4 + 2 * 3 + 0, 30, Fraction(3, 5))
    assert found.passes is True
    found = verdict(WEIGHTED, criteria, answers | {"quality": Answer(2)})
    assert (found.passes, found.below_minimum) == (False, ("quality",))
    assert verdict(WEIGHTED, criteria, {"price": Answer(5)}).passes is None


def test_a_matrix_wants_a_reason_in_each_cell_and_judges_nothing():
    found = verdict(MATRIX, [row("cost"), row("speed")], {"cost": Answer(reason="Cheapest"), "speed": Answer()})
    assert [each.key for each in found.lacking] == ["speed"]
    assert found.passes is None


def test_ranks_leave_out_who_is_not_ready_and_put_last_who_does_not_pass():
    criteria = [row("effect", minimum=2), row("money")]

    def of(effect: int, money: int):
        return verdict(WEIGHTED, criteria, {"effect": Answer(effect), "money": Answer(money)})

    verdicts = {"a": of(3, 3), "b": of(5, 5), "c": of(2, 4), "d": of(1, 5), "e": verdict(WEIGHTED, criteria, {})}
    assert ranked(verdicts) == {"b": 1, "a": 2, "c": 2, "d": 4}


@given(st.lists(st.integers(0, 5), max_size=6))
def test_apart_is_two_or_more(values):
    assert far_apart(values) == any(abs(a - b) >= 2 for a in values for b in values)


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(0, 5)), min_size=1, max_size=12))
def test_a_share_lies_between_nothing_and_all_and_grows_with_each_answer(pairs):
    criteria = [row(f"k{number}", weight=weight) for number, (weight, _) in enumerate(pairs)]
    answers = {f"k{number}": Answer(value) for number, (_, value) in enumerate(pairs)}
    found = verdict(WEIGHTED, criteria, answers)
    assert 0 <= found.share <= 1
    assert found.passes
    better = answers | {"k0": Answer(5)}
    assert verdict(WEIGHTED, criteria, better).share >= found.share
