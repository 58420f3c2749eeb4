"""The forecast to the end: it adds up, nothing left is below nought, and milestones ask only for what is missing."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.charging.forecast import Need, forecast, is_near, lacking, planned, under
from app.charging.ledger import Balance, Days, balance, days_of

RATE = Decimal(500)
CAP = days_of(120, RATE)
states = st.sampled_from(["booked", "draft", "submitted", "queried", "answered", "approved", "stated"])
rates = st.integers(1, 50_000).map(lambda steps: Decimal(steps) * Decimal("0.04"))
entries = st.lists(st.tuples(states, st.just("scoping"), st.integers(1, 4), rates), max_size=30)
caps = st.builds(days_of, st.integers(0, 400), rates)


@given(entries, st.integers(0, 200), rates, caps)
def test_used_booked_and_planned_add_up_and_nothing_left_is_below_nought(made, planned_quarters, rate, cap):
    stands = balance(made)
    told = forecast(stands, planned_quarters, rate, cap)
    assert told.to_come == stands.booked + told.planned
    assert told.at_end == stands.used + stands.booked + days_of(planned_quarters, rate)
    assert told.left.quarters - told.over.quarters == cap.quarters - told.at_end.quarters
    assert told.left.value - told.over.value == cap.value - told.at_end.value
    assert min(told.left.quarters, told.over.quarters) == min(told.left.value, told.over.value) == 0
    assert told.beyond_cap == (told.at_end.quarters > cap.quarters or told.at_end.value > cap.value)


def test_pounds_pass_the_cap_though_days_do_not():
    """Days at a dearer rate reach the pounds first: the cap binds in both."""
    told = forecast(balance([("approved", "scoping", 4, Decimal(900))] * 20), 0, RATE, CAP)
    assert (told.over, told.left) == (Days(0, Decimal("3000.00")), Days(40, Decimal("0.00")))
    assert told.beyond_cap


def test_eighty_per_cent_is_near_in_days_or_in_pounds():
    assert is_near(CAP, days_of(96, RATE))
    assert not is_near(CAP, days_of(95, RATE))
    assert is_near(CAP, days_of(60, Decimal(800)))
    assert under(CAP, Days()) == (CAP, Days())


def test_nothing_logged_forecasts_the_plan_alone():
    assert forecast(Balance(), 10, RATE, CAP).at_end == days_of(10, RATE)


def test_a_milestone_needs_what_nobody_logged_or_booked_and_nothing_once_it_is_done():
    needs = (Need("g", "one", 8), Need("g", "two", 4), Need("g", "done", 8, is_done=True), Need("h", "three", 2))
    assert planned(needs, {}) == 14
    assert planned(needs, {("g", "one"): 6, ("h", "three"): 4}) == 2 + 4
    assert [(need.milestone_ref, left) for need, left in lacking(needs, {("g", ""): 9})] == [("two", 3), ("three", 2)]
    assert planned(needs, {("g", ""): -4, ("g", "one"): -4}) == 18, (
        "a reversal of an earlier plan's days needs them anew"
    )


refs = st.sampled_from(["a", "b"])
all_needs = st.lists(
    st.builds(Need, refs, st.sampled_from(["x", "y", "z"]), st.integers(0, 40), st.booleans()), max_size=6
)
all_served = st.dictionaries(st.tuples(refs, st.sampled_from(["", "x", "y"])), st.integers(0, 60))


@given(all_needs, all_served, refs)
def test_one_more_day_on_a_goal_never_raises_what_is_planned(needs, served, goal):
    before = planned(needs, served)
    after = planned(needs, {**served, (goal, ""): served.get((goal, ""), 0) + 4})
    assert 0 <= before - after <= 4
