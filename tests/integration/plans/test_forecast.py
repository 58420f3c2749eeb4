"""Moving a forecast, and what a slip proposes for what waits: each a choice, nothing moves by itself."""

import datetime as dt

import pytest

from app.plans.models import PlanState, Status
from app.web.forms import once_key
from tests.clients import page, summary_errors
from tests.integration.plans.plans import make_plan
from tests.integration.plans.progress import entries, moved, said, stand, standing, typed

DUE, NEXT = dt.date(2027, 1, 29), dt.date(2027, 3, 31)
LAST = dt.date(2027, 9, 30)


@pytest.fixture
def made(world):
    return make_plan(world, PlanState.LIVE)


def url(world, made, form="forecast", place=0):
    return world.url(f"/plan/milestones/{made.milestones[place]}/{form}")


def choices(answer):
    return [box["value"] for box in page(answer).select("input[name=chosen]")]


def slip_by(client, world, made, days=12):
    return client.post(url(world, made), data=moved(DUE + dt.timedelta(days)))


def test_a_slip_leads_to_proposals_of_which_none_is_chosen(world, made):
    client = world.client("participant1")
    answer = slip_by(client, world, made)
    assert answer.location.endswith(f"/plan/milestones/{made.milestones[0]}/slip")
    shown = client.get(answer.location)
    (box,) = page(shown).select("input[name=chosen]")
    assert not box.has_attr("checked")
    assert "From 31 March 2027 to 12 April 2027" in page(shown).get_text()
    assert standing(world, made.milestones[1]) is None
    (entry,) = entries(world)
    assert (entry.forecast_from, entry.forecast_on, entry.reason) == (
        DUE,
        DUE + dt.timedelta(12),
        "The board meets later.",
    )


def test_what_is_chosen_moves_with_its_reason_and_the_baseline_stays(world, made):
    client = world.client("participant1")
    slip_by(client, world, made)
    address = url(world, made, "slip")
    form = {"chosen": choices(client.get(address)), "once": once_key()}
    assert [client.post(address, data=form).status_code for _ in range(2)] == [303, 303]
    follower = standing(world, made.milestones[1])
    assert follower.forecast_on == NEXT + dt.timedelta(12)
    assert follower.forecast_reason == "Follows “The framework is drafted”: The board meets later."
    assert len(entries(world)) == 2
    text = page(client.get(world.url("/plan"))).get_text(" ", strip=True)
    assert "31 March 2027 12 April 2027" in text
    assert text.count("12 days behind the baseline") >= 2
    assert "No date has to move" in client.get(address).text


def test_a_proposal_that_is_no_longer_one_is_not_taken(world, made):
    client = world.client("participant1")
    slip_by(client, world, made)
    old = choices(client.get(url(world, made, "slip")))
    stand(world, made.milestones[1], forecast_on=NEXT + dt.timedelta(2), forecast_reason="Holidays.")
    answer = client.post(url(world, made, "slip"), data={"chosen": old, "once": once_key()})
    assert answer.status_code == 409
    assert "The plan has changed since this page was opened" in answer.text
    assert choices(answer) != old
    assert len(entries(world)) == 1


def test_choosing_nothing_is_asked_about(world, made):
    client = world.client("participant1")
    slip_by(client, world, made)
    answer = client.post(url(world, made, "slip"), data={"once": once_key()})
    assert answer.status_code == 422
    assert summary_errors(answer) == ["Select the milestones to move, or leave the dates as they are"]


def test_what_would_lie_after_the_plans_end_says_so_and_comes_no_later_than_its_last_day(world, made):
    client = world.client("participant1")
    client.post(url(world, made), data=moved(LAST - dt.timedelta(10)))
    shown = client.get(url(world, made, "slip"))
    assert "After the plan’s end" in shown.text
    client.post(url(world, made, "slip"), data={"chosen": choices(shown), "once": once_key()})
    assert standing(world, made.milestones[1]).forecast_on == LAST
    again = client.get(url(world, made, "slip"))
    assert choices(again) == []
    assert "forecast for that day or later already" in page(again).get_text()


def test_done_later_than_forecast_proposes_too(world, made, clock):
    clock.moment = dt.datetime(2027, 2, 10, 9, tzinfo=dt.UTC)
    client = world.client("participant1")
    answer = client.post(url(world, made, "update"), data=said("done", **typed("done_on", dt.date(2027, 2, 9))))
    assert answer.location.endswith("/slip")
    shown = client.get(answer.location)
    client.post(answer.location, data={"chosen": choices(shown), "once": once_key()})
    assert standing(world, made.milestones[1]).forecast_reason.endswith("done on 9 February 2027")


def test_a_new_date_may_come_with_an_update(world, made):
    client = world.client("participant1")
    sent = said("at_risk", risk_reason="Nobody is free.", **moved(DUE + dt.timedelta(5), "Two people left."))
    assert client.post(url(world, made, "update"), data=sent).location.endswith("/slip")
    assert [(each.status, each.reason) for each in entries(world)] == [
        (None, "Two people left."),
        (Status.AT_RISK, "Nobody is free."),
    ]


WRONG = (
    (moved(DUE + dt.timedelta(1), ""), "Say why the date changes"),
    (moved(LAST + dt.timedelta(1)), "between 1 October 2026 and 30 September 2027"),
    (moved(DUE), "already forecast for 29 January 2027"),
    ({**moved(DUE), "forecast_on-month": "13"}, "must be a real date"),
)


def test_what_cannot_be_forecast_is_said_and_stays_as_typed(world, made):
    client = world.client("participant1")
    for sent, message in WRONG:
        answer = client.post(url(world, made), data={**sent, "once": once_key()})
        assert answer.status_code == 422, message
        assert message in " ".join(summary_errors(answer))
        assert page(answer).select_one("[name=forecast_on-day]")["value"] == sent["forecast_on-day"]
    assert entries(world) == []


def test_two_new_forecasts_at_once_show_both(world, made):
    slip_by(world.client("lead_officer"), world, made, 3)
    answer = slip_by(world.client("participant1"), world, made, 9)
    assert answer.status_code == 409
    text = page(answer).get_text(" ", strip=True)
    assert "1 February 2027" in text
    assert "7 February 2027" in text
    assert len(entries(world)) == 1


def test_what_is_done_has_no_forecast(world, made):
    stand(world, made.milestones[0], Status.DONE, done_on=dt.date(2026, 11, 20))
    client = world.client("participant1")
    answer = client.get(url(world, made))
    assert answer.status_code == 303
    assert "so it has no forecast" in client.get(answer.location).text


@pytest.mark.parametrize(("who", "status"), [("participant2", 403), ("stranger_manager", 404)])
def test_who_may_not_move_a_date(world, made, who, status):
    client = world.client(who)
    assert client.get(url(world, made)).status_code == status
    assert client.post(url(world, made), data=moved(DUE + dt.timedelta(1))).status_code == status
    slip_by(world.client("lead_officer"), world, made)
    shown = client.get(url(world, made, "slip"))
    assert shown.status_code == (200 if status == 403 else status)
    assert choices(shown) == []
    form = {"chosen": choices(world.client("lead_officer").get(url(world, made, "slip"))), "once": once_key()}
    assert client.post(url(world, made, "slip"), data=form).status_code == status
    assert len(entries(world)) == 1


def test_a_milestone_that_comes_too_soon_is_named_on_the_plan(world, made):
    stand(world, made.milestones[0], forecast_on=NEXT + dt.timedelta(1), forecast_reason="Later.")
    text = page(world.client("manager").get(world.url("/plan"))).get_text(" ", strip=True)
    assert "before what it waits for: “The framework is drafted.”" in text
