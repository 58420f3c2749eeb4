"""Which round may start: one at a time, in their order, each once."""

import pytest

from app.assessments.errors import NotItsTurnError, RoundExistsError
from app.assessments.models import RoundKind, RoundState
from app.assessments.turns import demand_turn, next_kinds, under_way

BASELINE, MID_YEAR, END = RoundKind.BASELINE, RoundKind.MID_YEAR, RoundKind.END_OF_YEAR
SIGNED, SCORING, REOPENED = RoundState.SIGNED, RoundState.SCORING, RoundState.REOPENED


@pytest.mark.parametrize(
    ("standing", "kinds"),
    [
        ({}, (BASELINE,)),
        ({BASELINE: SCORING}, ()),
        ({BASELINE: REOPENED}, ()),
        ({BASELINE: SIGNED}, (MID_YEAR, END)),
        ({BASELINE: SIGNED, MID_YEAR: SCORING}, ()),
        ({BASELINE: SIGNED, MID_YEAR: SIGNED}, (END,)),
        ({BASELINE: SIGNED, END: SIGNED}, ()),
        ({BASELINE: SIGNED, MID_YEAR: SIGNED, END: SIGNED}, ()),
    ],
)
def test_the_rounds_follow_each_other(standing, kinds):
    assert next_kinds(standing) == kinds
    for kind in RoundKind:
        if kind in kinds:
            demand_turn(kind, standing)
        else:
            with pytest.raises((NotItsTurnError, RoundExistsError)):
                demand_turn(kind, standing)


@pytest.mark.parametrize(
    ("kind", "standing", "words"),
    [
        (MID_YEAR, {}, "comes after the baseline round"),
        (MID_YEAR, {BASELINE: REOPENED}, "can start once the baseline result is signed"),
        (MID_YEAR, {BASELINE: SIGNED, END: SIGNED}, "comes before the end of year round, which has been held"),
        (BASELINE, {BASELINE: SIGNED}, "has a baseline round already"),
    ],
)
def test_a_refusal_says_why(kind, standing, words):
    with pytest.raises((NotItsTurnError, RoundExistsError), match=words):
        demand_turn(kind, standing)


def test_what_is_not_signed_is_under_way():
    assert under_way({BASELINE: SIGNED, MID_YEAR: RoundState.WITH_DIRECTOR}) is MID_YEAR
    assert under_way({BASELINE: SIGNED}) is None
