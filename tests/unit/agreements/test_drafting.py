"""Lines from the plan: nothing needed is lost, nothing agreed is dropped, each says which goals it serves."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.agreements.content import LineText
from app.agreements.drafting import (
    Recommended,
    beside,
    initial_lines,
    needs_of,
    plan_lines,
    quarters_by_kind,
    total,
)
from app.engagements.models import SupportKind
from app.plans.content import GoalText, MilestoneText, PlanContent

KINDS = [kind.value for kind in SupportKind]


def plan(*goals):
    """Goals as lists of (kind, quarters)."""
    return PlanContent(
        "Cheshire", "Trust", dt.date(2026, 10, 1), dt.date(2027, 9, 30), "Baseline, version 1",
        tuple(
            GoalText(
                f"g{n}", f"key{n}", n, f"Standard {n}", 2, 4, "", "", None, None,
                tuple(
                    MilestoneText(f"g{n}m{m}", "", None, None, quarters, kind, "", ())
                    for m, (kind, quarters) in enumerate(milestones)
                ),
            )
            for n, milestones in enumerate(goals, start=1)
        ),
        (),
    )  # fmt: skip


def test_the_seeds_kinds_become_lines_that_name_their_goals():
    made = plan([("mentoring", 4), ("mentoring", 6), ("", 0)], [("mentoring", 2), ("bespoke_training", 16)])
    lines = plan_lines(
        made, initial_lines(), [Recommended("tools", 8, "For the matrices"), Recommended("review", 4, "")]
    )
    assert [(line.kind, line.quarters) for line in lines] == [
        ("scoping", 12), ("self_assessment", 16), ("bespoke_training", 16), ("mentoring", 12), ("tools", 8),
        ("review", 12),
    ]  # fmt: skip
    words = {line.kind: line.what for line in lines}
    assert words["mentoring"] == "For the goals on: 1 Standard 1; 2 Standard 2"
    assert words["tools"] == "Recommended by the scoping: For the matrices"
    assert {line.kind: line.vat for line in lines}["bespoke_training"] == "to_confirm"
    assert {line.vat for line in lines if line.kind != "bespoke_training"} == {"standard"}


def test_seven_initial_days_are_suggested():
    assert sum(line.quarters for line in initial_lines()) == 28
    assert initial_lines({SupportKind.SCOPING: 0, SupportKind.SELF_ASSESSMENT: 2})[0].kind == "self_assessment"


def test_what_the_plan_needs_more_is_short():
    rows = beside(plan([("mentoring", 12), ("tools", 4)]), [LineText("mentoring", "", 8, "lead", "standard")])
    assert [(row.kind, row.needed, row.agreed, row.short) for row in rows] == [
        ("mentoring", 12, 8, 4),
        ("tools", 4, 0, 4),
    ]


def test_the_total_counts_what_the_partner_pays_to_the_penny():
    lines = [LineText("tools", "", 3, "partner", "standard"), LineText("tools", "", 5, "lead", "standard")]
    found = total(lines, Decimal("512.40"), 4, 8)
    assert (found.charged, found.quarters, found.value) == (3, 8, Decimal("384.30"))
    assert found.below_estimate
    assert not found.above_cap


goals_strategy = st.lists(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 12)), max_size=4), max_size=5)
agreed_strategy = st.lists(
    st.builds(
        LineText, st.sampled_from(KINDS), st.text(max_size=5), st.integers(0, 40), st.just("lead"), st.just("exempt")
    ),
    max_size=5,
)


@given(goals=goals_strategy, agreed=agreed_strategy)
def test_lines_hold_every_day_that_is_agreed_or_needed_and_no_other_but_reviews(goals, agreed):
    made = plan(*goals)
    lines = plan_lines(made, agreed)
    held, needed, before = quarters_by_kind(lines), needs_of(made), quarters_by_kind(agreed)
    for kind in KINDS:
        expected = before.get(kind, 0) + (needed[kind].quarters if kind in needed else 0)
        suggested = 12 if kind == "review" and kind not in before and kind not in needed else 0
        assert held.get(kind, 0) == expected + suggested
    assert all(line in lines for line in agreed)
    assert not any(row.short for row in beside(made, lines))
    order = [KINDS.index(line.kind) for line in lines]
    assert order == sorted(order)
