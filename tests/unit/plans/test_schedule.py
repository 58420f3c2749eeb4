"""The arithmetic of dates against brute force and the rules that its readers rely on."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.schedule import (
    Counted,
    Step,
    circle,
    counted,
    days_text,
    done_text,
    in_order,
    proposals,
    too_soon,
)

LEAP = dt.date(2028, 2, 29)
FIRST, LAST = dt.date(2027, 11, 20), dt.date(2028, 11, 19)
NAMES = "abcdef"
days = st.dates(FIRST, LAST)


@st.composite
def waits(draw):
    """What waits for what, circles allowed; never for itself, as the database refuses that."""
    names = NAMES[: draw(st.integers(1, 6))]
    return {name: frozenset(draw(st.sets(st.sampled_from(names)))) - {name} for name in names}


@st.composite
def plans(draw, *, done: bool = True):
    """Steps without a circle, in any order; baselines as a plan may have them, forecasts and done days as life has."""
    names = NAMES[: draw(st.integers(1, 6))]
    steps = [
        Step(
            name,
            baseline=draw(days),
            forecast=draw(days),
            done_on=draw(st.none() | days) if done else None,
            waits_for=tuple(draw(st.sets(st.sampled_from(names[:place])))) if place else (),
        )
        for place, name in enumerate(names)
    ]
    return draw(st.permutations(steps))


def reaches(after, start, end):
    """Whether a way leads from start to end, by trying every way without a name twice."""
    others = set(after) - {start, end}
    ways = (w for size in range(len(others) + 1) for w in itertools.permutations(others, size))
    return any(all(b in after.get(a, ()) for a, b in itertools.pairwise((start, *way, end))) for way in ways)


def lengths_of_circles(after, ref):
    others = set(after) - {ref}
    ways = (w for size in range(len(others) + 1) for w in itertools.permutations(others, size))
    circles = ((ref, *way, ref) for way in ways)
    return [len(each) for each in circles if all(b in after.get(a, ()) for a, b in itertools.pairwise(each))]


@given(waits(), st.data())
def test_a_circle_is_named_exactly_when_there_is_one_and_no_shorter_one_exists(now, data):
    ref = data.draw(st.sampled_from(sorted(now)))
    new = data.draw(st.sets(st.sampled_from(sorted(now))))
    after, found = {**now, ref: new}, circle(now, ref, new)
    lengths = lengths_of_circles(after, ref)
    assert bool(found) is bool(lengths)
    assert bool(found) is any(each == ref or reaches(after, each, ref) for each in new)
    if found:
        assert found[0] == found[-1] == ref
        assert all(b in after[a] for a, b in itertools.pairwise(found))
        assert len(found) == min(lengths)
        assert len(set(found)) == len(found) - 1


def test_a_milestone_that_would_wait_for_itself_is_a_circle():
    assert circle({}, "a", {"a"}) == ("a", "a")


def test_what_the_milestone_waits_for_now_does_not_count():
    assert circle({"a": {"b"}, "b": {"a"}}, "a", ()) == ()


@given(plans())
def test_in_order_keeps_everything_and_puts_what_is_waited_for_first(steps):
    found = in_order(steps)
    assert sorted(step.ref for step in found) == sorted(step.ref for step in steps)
    place = {step.ref: number for number, step in enumerate(found)}
    assert all(place[before] < place[step.ref] for step in found for before in step.waits_for)
    assert in_order(found) == found


@given(waits())
def test_in_order_refuses_exactly_what_has_a_circle(now):
    steps = [Step(name, FIRST, FIRST, waits_for=tuple(sorted(of))) for name, of in now.items()]
    if any(circle(now, name, of) for name, of in now.items()):
        with pytest.raises(ValueError, match="in a circle"):
            in_order(steps)
    else:
        assert len(in_order(steps)) == len(steps)


def test_what_is_no_longer_in_the_plan_holds_nobody_up():
    assert in_order([Step("a", FIRST, FIRST, waits_for=("gone",))])[0].ref == "a"


def accept(steps, found):
    new = {proposal.ref: proposal.proposed for proposal in found}
    return [
        Step(step.ref, step.baseline, new.get(step.ref, step.forecast), step.done_on, step.waits_for) for step in steps
    ]


def slipped(steps, moved, forecast):
    return [Step(s.ref, s.baseline, forecast, None, s.waits_for) if s.ref == moved else s for s in steps]


@given(plans(), st.data())
def test_a_slip_proposes_never_an_earlier_day_nor_one_after_the_end_nor_a_done_milestone(steps, data):
    moved, forecast = data.draw(st.sampled_from(steps)).ref, data.draw(days)
    last_on = data.draw(days)
    by_ref = {step.ref: step for step in steps}
    found = proposals(steps, moved, forecast, last_on=last_on)
    for each in found:
        step = by_ref[each.ref]
        assert each.ref != moved
        assert step.done_on is None
        assert each.was == step.forecast
        assert each.proposed >= each.was
        assert each.proposed <= max(last_on, each.was)
        assert each.moves is (each.proposed > each.was)
        assert each.moves or each.beyond
        assert reaches({ref: of.waits_for for ref, of in by_ref.items()}, each.ref, moved)
    assert len({each.ref for each in found}) == len(found)


@given(plans(), st.data())
def test_accepting_all_leaves_nothing_to_move_and_tells_again_what_the_milestone_itself_pushes_beyond_the_end(
    steps, data
):
    """Of what another one pushes beyond, nothing is told again: that one stands where it was moved to."""
    moved, forecast = data.draw(st.sampled_from(steps)).ref, data.draw(days)
    nothing_is_left(slipped(steps, moved, forecast), moved, forecast)


def test_accepting_all_leaves_nothing_where_a_baseline_lies_before_what_it_waits_for():
    steps = [
        Step("a", dt.date(2028, 1, 1), FIRST),
        Step("b", FIRST, FIRST, waits_for=("a",)),
        Step("c", dt.date(2028, 10, 1), FIRST, waits_for=("a", "b")),
    ]
    for forecast in (FIRST + dt.timedelta(late) for late in range(366)):
        nothing_is_left(slipped(steps, "a", forecast), "a", forecast)


def nothing_is_left(steps, moved, forecast):
    found = proposals(steps, moved, forecast, last_on=LAST)
    again = proposals(accept(steps, found), moved, forecast, last_on=LAST)
    assert all(each.beyond and not each.moves for each in again)
    by_ref, told = {step.ref: step for step in steps}, {each.ref for each in again}
    assert told <= {each.ref for each in found if each.beyond}
    assert told >= {
        step.ref
        for step in (by_ref[each.ref] for each in found)
        if moved in step.waits_for and forecast + max(step.baseline - by_ref[moved].baseline, dt.timedelta(0)) > LAST
    }
    assert proposals(accept(accept(steps, found), again), moved, forecast, last_on=LAST) == again


@given(plans(done=False), st.data())
def test_what_is_accepted_keeps_at_least_the_distance_of_the_baseline(steps, data):
    moved, forecast = data.draw(st.sampled_from(steps)).ref, data.draw(days)
    far = dt.date(2040, 1, 1)
    found = proposals(steps, moved, forecast, last_on=far)
    after = {step.ref: step for step in accept(slipped(steps, moved, forecast), found)}
    shifted = {moved, *(each.ref for each in found)}
    for step in (each for ref, each in after.items() if ref != moved):
        for ref in set(step.waits_for) & shifted:
            distance = max(step.baseline - after[ref].baseline, dt.timedelta(0))
            assert step.forecast >= after[ref].forecast + distance
            assert (step.ref, ref) not in too_soon(after.values())
    for each in found:  # and no later than one of those it waits for demands
        step = after[each.ref]
        assert step.forecast in {
            after[ref].forecast + max(step.baseline - after[ref].baseline, dt.timedelta(0)) for ref in step.waits_for
        }


@given(plans(done=False), st.integers(0, 60), st.data())
def test_nothing_is_proposed_where_a_plan_is_kept_or_something_comes_early(steps, early, data):
    """Baselines as a plan has them: nothing is due before what it waits for."""
    dates = iter(sorted(step.baseline for step in steps))
    kept = [Step(s.ref, on, on, None, s.waits_for) for s, on in zip(in_order(steps), dates, strict=True)]
    moved = data.draw(st.sampled_from(kept))
    assert proposals(kept, moved.ref, moved.baseline - dt.timedelta(early), last_on=LAST) == ()
    assert too_soon(kept) == ()


def test_a_slip_over_a_leap_day_moves_by_whole_days_and_passes_on():
    steps = [
        Step("a", dt.date(2028, 2, 25), dt.date(2028, 2, 25)),
        Step("b", dt.date(2028, 2, 27), dt.date(2028, 2, 27), waits_for=("a",)),
        Step("c", dt.date(2028, 3, 1), dt.date(2028, 3, 1), waits_for=("b",)),
    ]
    found = proposals(steps, "a", dt.date(2028, 2, 27), last_on=LAST)
    assert [(each.ref, each.proposed) for each in found] == [("b", LEAP), ("c", dt.date(2028, 3, 3))]


def test_equal_dates_may_stay_equal():
    steps = [Step("a", LEAP, LEAP), Step("b", LEAP, LEAP, waits_for=("a",))]
    assert proposals(steps, "a", LEAP, last_on=LAST) == ()
    assert too_soon(steps) == ()
    (found,) = proposals(steps, "a", LEAP + dt.timedelta(1), last_on=LAST)
    assert found.proposed == LEAP + dt.timedelta(1)


def test_what_is_done_neither_moves_nor_passes_a_slip_on():
    steps = [
        Step("a", FIRST, FIRST),
        Step("b", FIRST, FIRST, done_on=FIRST, waits_for=("a",)),
        Step("c", FIRST, FIRST, waits_for=("b",)),
    ]
    assert proposals(steps, "a", LEAP, last_on=LAST) == ()


def test_a_day_after_the_end_is_proposed_as_the_last_day_and_said_to_be_beyond():
    steps = [Step("a", LEAP, LEAP), Step("b", LAST, LAST - dt.timedelta(1), waits_for=("a",))]
    (found,) = proposals(steps, "a", LEAP + dt.timedelta(9), last_on=LAST)
    assert (found.proposed, found.beyond, found.moves) == (LAST, True, True)


@given(days, days, st.none() | days, days)
def test_late_is_past_its_forecast_and_not_done(baseline, forecast, done_on, today):
    step = Step("a", baseline, forecast, done_on)
    assert step.is_late(today) is (done_on is None and today > forecast)
    assert step.is_late(forecast) is False
    assert Step("a", baseline, forecast).is_late(forecast + dt.timedelta(1))


@given(days, days, st.none() | days)
def test_behind_counts_the_days_from_the_baseline(baseline, forecast, done_on):
    step = Step("a", baseline, forecast, done_on)
    assert baseline + dt.timedelta(step.behind) == (done_on or forecast)


@given(st.integers(0, 400), st.integers(0, 400))
def test_hundred_per_cent_means_all_and_nought_of_nothing_is_no_per_cent(done, more):
    percent = Counted(done, done + more).percent
    if not done + more:
        assert percent is None
        return
    assert (percent == 100) is (more == 0)
    assert percent <= 100 * done / (done + more) < percent + 1


@given(plans())
def test_counted_counts_what_is_done(steps):
    found = counted(steps)
    assert (found.done, found.of) == (len([s for s in steps if s.done_on]), len(steps))


@given(plans())
def test_too_soon_is_an_undone_step_forecast_before_what_it_waits_for(steps):
    by_ref = {step.ref: step for step in steps}
    expected = {
        (a.ref, b.ref)
        for a, b in itertools.permutations(steps, 2)
        if b.ref in a.waits_for and a.done_on is None and a.forecast < (b.done_on or b.forecast)
    }
    found = too_soon(steps)
    assert set(found) == expected
    assert len(found) == len(expected)
    assert all(ref in by_ref for pair in found for ref in pair)


@pytest.mark.parametrize(
    ("days_", "text", "done"),
    [
        (0, "as in the baseline", "done on time"),
        (1, "1 day behind the baseline", "done 1 day late"),
        (12, "12 days behind the baseline", "done 12 days late"),
        (-1, "1 day ahead of the baseline", "done on time"),
        (-30, "30 days ahead of the baseline", "done on time"),
    ],
)
def test_words_for_days(days_, text, done):
    assert days_text(days_) == text
    assert done_text(days_) == done
