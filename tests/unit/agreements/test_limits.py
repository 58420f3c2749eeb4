"""What may be charged: nothing unsigned, the initial kinds up to their days, the rest only under an approved plan."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.agreements.content import AgreementContent, LineText
from app.agreements.drafting import BEFORE_THE_PLAN, initial_lines
from app.agreements.limits import NOTHING_USED, UNPLANNED, UNSIGNED, Asked, Used, limits_of, refusal
from app.engagements.estimate import value_of
from app.engagements.models import SupportKind

DAY = dt.date(2026, 12, 1)
RATE = Decimal(500)
KINDS = [kind.value for kind in SupportKind]


def content(lines, *, plan="", cap=120, rate=RATE):
    return AgreementContent(
        kind="plan" if plan else "initial", lead="Halton", partner="Cheshire", partnership="Trust", reason="",
        purpose="", starts_on=dt.date(2026, 10, 1), ends_on=dt.date(2027, 9, 30), day_rate=rate, estimate_quarters=0,
        cap_quarters=cap, lines=tuple(lines), costs="", legal_power="", equality="", decision_reference="", plan=plan,
    )  # fmt: skip


def asked(kind, quarters, *, rate=RATE, on=DAY):
    return Asked(kind, quarters, rate, on)


def test_without_a_signature_nothing_is_charged():
    assert refusal(None, asked("scoping", 1), NOTHING_USED) == UNSIGNED


def test_the_initial_agreement_allows_its_two_kinds_up_to_their_days():
    limits = limits_of(content(initial_lines()), 1)
    assert refusal(limits, asked("scoping", 12), NOTHING_USED) is None
    assert refusal(limits, asked("self_assessment", 16), Used({"scoping": 12}, Decimal(1500))) is None
    assert "leaves 0 days" in refusal(limits, asked("scoping", 1), Used({"scoping": 12}, Decimal(1500)))
    assert "change plan is approved" in refusal(limits, asked("scoping", 13), NOTHING_USED)
    assert refusal(limits, asked("mentoring", 1), NOTHING_USED) == UNPLANNED


def test_a_line_of_another_kind_slipped_in_without_a_plan_allows_nothing():
    limits = limits_of(content([LineText("mentoring", "", 40, "partner", "standard")]), 1)
    assert refusal(limits, asked("mentoring", 1), NOTHING_USED) == UNPLANNED


def test_what_the_lead_pays_for_is_never_charged():
    limits = limits_of(content([LineText("tools", "", 8, "lead", "standard")], plan="Change plan, version 1"), 2)
    assert "no days for “Sharing of practical tools” that the partner pays for" in refusal(
        limits, asked("tools", 1), NOTHING_USED
    )


def test_days_outside_the_agreement_are_refused():
    limits = limits_of(content(initial_lines()), 1)
    for day in (dt.date(2026, 9, 30), dt.date(2027, 10, 1)):
        assert "within the dates" in refusal(limits, asked("scoping", 1, on=day), NOTHING_USED)


@pytest.mark.parametrize(
    ("rate", "used", "said"),
    [
        (RATE, Used({"mentoring": 38}, Decimal(4750)), "cap of 10 days leaves 0.5 days"),
        (Decimal(600), Used({"mentoring": 36}, Decimal(4600)), "cap of £5,000 before VAT leaves £400"),
    ],
    ids=["days first", "pounds first"],
)
def test_the_cap_binds_in_days_and_in_pounds_whichever_is_first(rate, used, said):
    lines = [LineText("mentoring", "", 80, "partner", "standard")]
    limits = limits_of(content(lines, plan="Change plan, version 1", cap=40), 2)
    assert refusal(limits, asked("mentoring", 2, rate=rate), used) is None
    assert said in refusal(limits, asked("mentoring", 4, rate=rate), used)


lines_strategy = st.lists(
    st.builds(
        LineText, st.sampled_from(KINDS), st.just(""), st.integers(0, 60), st.sampled_from(["partner", "lead"]),
        st.sampled_from(["standard", "exempt", "to_confirm"]),
    ),
    max_size=8,
)  # fmt: skip


@given(
    lines=lines_strategy,
    plan=st.sampled_from(["", "Change plan, version 1"]),
    cap=st.integers(0, 160),
    rate=st.integers(1, 20_000).map(lambda fours: Decimal(fours * 4) / 100),
    entries=st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 4)), max_size=80),
)
def test_however_days_are_entered_they_never_pass_a_line_the_cap_or_the_plan(lines, plan, cap, rate, entries):
    agreed = content(lines, plan=plan, cap=cap, rate=rate)
    limits = limits_of(agreed, 1)
    used, value = dict.fromkeys(KINDS, 0), Decimal(0)
    for kind, quarters in entries:
        if refusal(limits, asked(kind, quarters, rate=rate), Used(used, value)) is None:
            used[kind] += quarters
            value += value_of(quarters, rate)
    for kind, charged in used.items():
        assert charged <= sum(line.quarters for line in agreed.charged if line.kind == kind)
        assert not charged or plan or kind in BEFORE_THE_PLAN
    assert sum(used.values()) <= cap
    assert value <= agreed.cap_value


@given(lines=lines_strategy, kind=st.sampled_from(KINDS), quarters=st.integers(1, 4))
def test_what_is_within_its_line_and_the_cap_is_never_refused_under_a_plan(lines, kind, quarters):
    agreed = content(lines, plan="Change plan, version 1", cap=1000)
    limits = limits_of(agreed, 2)
    fits = quarters <= sum(line.quarters for line in agreed.charged if line.kind == kind)
    assert (refusal(limits, asked(kind, quarters), NOTHING_USED) is None) is fits
