"""Drafting a review: the same records give the same facts, and everything dated falls in exactly one review."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.charging.ledger import Days
from app.plans.content import GoalText, MilestoneText, PlanContent
from app.plans.picture import Standing, picture
from app.reviewing.calendar import calendar, offered, to_start
from app.reviewing.content import ReviewContent, Words
from app.reviewing.drafting import Attendances, Happened, PlanNews, Records, draft
from app.reviewing.facts import HalfDayFact, StatementFact, facts_content, facts_from

START, END = dt.date(2026, 10, 1), dt.date(2027, 9, 30)
FIRST = dt.datetime(2026, 11, 2, 15, 0, tzinfo=dt.UTC)
SECOND = dt.datetime(2026, 12, 1, 9, 30, tzinfo=dt.UTC)
moments = st.integers(0, 90 * 24 * 60).map(lambda m: dt.datetime(2026, 10, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=m))
dates = st.dates(START, dt.date(2026, 12, 31))


def milestone(ref, due_on):
    return MilestoneText(ref, f"Milestone {ref}", None, due_on, 0, "", "", ())


def plan(on, standings=None, due_on=dt.date(2026, 10, 20)):
    goal = GoalText("g", "key", 3, "Title", 2, 3, "What", "", None, None, (milestone("a", due_on),))
    content = PlanContent("Partner", "Partnership", START, END, "Baseline, version 1", (goal,), ())
    return picture(content, standings or {}, today=on)


def news(at, **values):
    return PlanNews(at, "a", values.pop("status", ""), values.pop("was", None), values.pop("now", None), "A reason.")


def half(on):
    return HalfDayFact(on, "morning", "Cohort", 3, 2, 360)


def statement(number=1):
    nought = Decimal("0.00")
    return StatementFact("ref", number, START, "paid", Days(), nought, nought, START, START, ())


@given(st.lists(moments, max_size=6), st.lists(dates, max_size=6, unique=True))
def test_what_is_dated_falls_in_exactly_one_of_two_reviews_or_after_both(at, days):
    records = Records(
        START,
        training=Attendances(tuple(half(day) for day in days)),
        statements=tuple((statement(n), (Happened(each, "Paid"),)) for n, each in enumerate(at)),
    )
    first = draft(records, None, cut_off=FIRST)
    second = draft(records, first, cut_off=SECOND)
    told = [each.number for each in (*first.statements, *second.statements)]
    assert sorted(told) == [n for n, each in enumerate(at) if each <= SECOND]
    held = [each.on for each in (*first.training.half_days, *second.training.half_days)]
    assert held == sorted(day for day in days if day < SECOND.date())
    assert all(day < FIRST.date() for day in held[: len(first.training.half_days)])


@given(st.permutations([half(dt.date(2026, 10, day)) for day in (6, 7, 20, 21)]), st.permutations([1, 2, 3]))
def test_the_order_of_records_makes_no_difference_and_the_kept_copy_is_the_same_value(halves, numbers):
    told = tuple((statement(number), (Happened(FIRST, "Paid"),)) for number in numbers)
    facts = draft(Records(START, training=Attendances(tuple(halves)), statements=told), None, cut_off=FIRST)
    assert [each.on.day for each in facts.training.half_days] == [6, 7, 20, 21]
    assert [each.number for each in facts.statements] == [1, 2, 3]
    assert facts_from(facts_content(facts)) == facts


def test_a_milestone_is_met_once_though_its_day_is_corrected_later():
    done = {"a": Standing("done", done_on=dt.date(2026, 10, 28))}
    said = (
        news(dt.datetime(2026, 10, 28, 9, tzinfo=dt.UTC), status="done"),
        news(dt.datetime(2026, 11, 5, 9, tzinfo=dt.UTC), status="done"),
    )
    first = draft(Records(START, plan=plan(FIRST.date(), done), plan_news=said), None, cut_off=FIRST)
    assert [each.ref for each in first.plan.met] == ["a"]
    assert [(each.ref, each.behind) for each in first.plan.due] == [("a", 8)]
    second = draft(Records(START, plan=plan(SECOND.date(), done), plan_news=said), first, cut_off=SECOND)
    assert second.plan.met == second.plan.due == ()
    assert (second.plan.done, second.plan.of) == (1, 1)


def test_moves_are_told_from_the_first_day_to_the_last_with_every_reason():
    standing = {"a": Standing("on_track", forecast_on=dt.date(2026, 11, 20))}
    october = dt.datetime(2026, 10, 12, 9, tzinfo=dt.UTC)
    said = (
        replace(news(october + dt.timedelta(days=3), was=dt.date(2026, 10, 30), now=dt.date(2026, 11, 20)), reason="B"),
        replace(news(october, was=dt.date(2026, 10, 20), now=dt.date(2026, 10, 30)), reason="A"),
        news(FIRST + dt.timedelta(seconds=1), was=dt.date(2026, 11, 20), now=dt.date(2026, 12, 20)),
    )
    facts = draft(Records(START, plan=plan(FIRST.date(), standing), plan_news=said), None, cut_off=FIRST)
    [move] = facts.plan.moved
    assert (move.was, move.now, move.reasons) == (dt.date(2026, 10, 20), dt.date(2026, 11, 20), ("A", "B"))
    assert [each.ref for each in facts.plan.coming] == ["a"]
    assert facts.plan.late == ()


def test_a_day_is_that_of_london():
    late_evening = dt.datetime(2026, 10, 20, 23, 30, tzinfo=dt.UTC)  # half past midnight of the 21st in London
    facts = draft(Records(START, plan=plan(dt.date(2026, 10, 21))), None, cut_off=late_evening)
    assert facts.on == dt.date(2026, 10, 21)
    assert [each.ref for each in facts.plan.late] == [each.ref for each in facts.plan.due] == ["a"]


def test_months_are_those_of_the_engagement_and_the_one_just_over_is_offered():
    months = calendar(dt.date(2026, 10, 15), dt.date(2027, 10, 14), {dt.date(2026, 11, 1): "one"}, today=FIRST.date())
    assert len(months) == 13
    assert [each.month for each in months if each.is_missing] == [dt.date(2026, 10, 1)]
    assert to_start(months) == (dt.date(2026, 10, 1),)
    assert offered(months) == dt.date(2026, 10, 1)
    behind = calendar(START, dt.date(2027, 10, 14), {}, today=dt.date(2027, 2, 20))
    assert offered(behind) == dt.date(2027, 1, 1)
    caught_up = calendar(START, dt.date(2027, 10, 14), {dt.date(2027, 1, 1): "one"}, today=dt.date(2027, 2, 20))
    assert offered(caught_up) == dt.date(2027, 2, 1)
    assert offered(calendar(START, dt.date(2027, 10, 14), {}, today=START - dt.timedelta(40))) is None


def test_the_digest_holds_what_is_said_and_not_who_confirmed():
    facts = draft(Records(START), None, cut_off=FIRST)
    one = ReviewContent(1, START, "Halton", "Partner", "Trust", facts, Words(impact="none"), ())
    assert one.digest != replace(one, words=Words(impact="none", risks="One.")).digest
    assert one.words.missing == ()
    assert Words().missing == ("the effect on the lead authority’s own work",)
    assert len(Words(impact="serious").missing) == 2
