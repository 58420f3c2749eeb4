"""The timeline's page and picture: who sees which plan, what is said, and what it costs."""

import datetime as dt

import pytest

from app.db import db
from app.db.clock import now
from app.plans.models import ChangeState, Goal, Milestone, MilestoneStanding, PlanState, Status
from tests.clients import page
from tests.integration.plans.plans import make_plan

LATER = dt.date(2027, 4, 30)


def stands(world, milestone_ref, status=Status.ON_TRACK, **values):
    """Declare how a milestone stands."""
    with world.app.app_context():
        milestone_id = db.session.scalars(db.select(Milestone.id).filter_by(ref=milestone_ref)).one()
        db.session.add(MilestoneStanding(milestone_id=milestone_id, status=status, updated_at=now(), **values))
        db.session.commit()


def seen(world, who="participant1"):
    return page(world.client(who).get(world.url("/plan/timeline")))


def picture_of(found):
    return found.select_one("img.app-timeline__picture")


def cells(found):
    return [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in found.select("tbody tr:has(td)")
    ]


def test_a_live_plan_shows_baseline_beside_forecast(world):
    made = make_plan(world, PlanState.LIVE)
    stands(world, made.milestones[1], Status.AT_RISK, reason="Staff", forecast_on=LATER, forecast_reason="Staff left.")
    stands(world, made.milestones[2], Status.DONE, done_on=dt.date(2026, 11, 18))
    found = seen(world)
    rows = cells(found)
    goals = [each.get_text(strip=True)[:3] for each in found.select("tbody th[scope=rowgroup]")]
    assert goals == ["1. ", "2. "]  # the words of a goal once, over its milestones
    assert rows[1] == [
        *("1.2 Partners adopt it (after 1.1)", "Participant1", "31 March 2027", "30 April 2027", "At risk"),
        "30 days behind the baseline",
    ]
    assert rows[2][3:] == ["done 18 November 2026", "Done", "done on time"]
    assert picture_of(found)["alt"] == (
        "Cheshire West and Chester: 4 milestones of 2 goals, from November 2026 to June 2027; 1 done; none late; "
        "forecast behind the baseline: 1.2."
    )
    assert "The thick upright line is today, 20 November 2026." in found.main.text


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.SUBMITTED])
def test_a_plan_that_is_not_approved_shows_planned_dates_and_says_so(world, state):
    make_plan(world, state)
    found = seen(world, "consultant")
    assert "not approved yet" in found.select_one(".govuk-inset-text").text
    assert [each.get_text(strip=True) for each in found.select("thead th")][2:] == ["Planned date"]
    assert cells(found)[0][2] == "29 January 2027"
    assert world.client("consultant").get(picture_of(found)["src"]).status_code == 200


def test_a_change_in_preparation_does_not_show(world):
    made = make_plan(world, PlanState.LIVE, change=ChangeState.DRAFT)
    with world.app.app_context():
        db.session.scalars(db.select(Milestone).filter_by(ref=made.milestones[0])).one().what = "Something else"
        db.session.commit()
    found = seen(world)
    assert "change of the plan’s scope is being prepared" in found.main.text
    assert "Something else" not in found.main.text


def test_a_plan_without_milestones_says_what_comes_next(world):
    make_plan(world)
    with world.app.app_context():
        db.session.execute(db.update(Goal).values(removed_at=now()))
        db.session.commit()
    found = seen(world)
    assert picture_of(found) is None
    assert "There is nothing to show yet" in found.main.text


def test_the_picture_is_kept_by_the_browser_and_by_nobody_else(world):
    make_plan(world, PlanState.LIVE)
    client = world.client("participant1")
    address = picture_of(page(client.get(world.url("/plan/timeline"))))["src"]
    first = client.get(address)
    assert first.mimetype == "image/svg+xml"
    assert first.headers["Cache-Control"] == "private, max-age=86400"
    assert "default-src 'none'" in first.headers["Content-Security-Policy"]
    assert "Partners adopt it" in first.text
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert len(client.queries) == 1
    assert client.get(address).data == first.data
    assert client.get(world.url(f"/plan/timeline/{'0' * 64}.svg")).status_code == 404


def test_a_stranger_finds_nothing_and_a_role_without_the_permission_is_refused(world):
    make_plan(world, PlanState.LIVE)
    address = picture_of(seen(world))["src"]
    assert world.client("participant1").get(address).status_code == 200  # now it is in the cache
    for path in (world.url("/plan/timeline"), address):
        assert world.client("stranger_manager").get(path).status_code == 404
        assert world.client("finance_officer").get(path).status_code == 403
        assert world.client(None).get(path).status_code == 303


def test_no_plan_no_timeline(world):
    assert world.client("lead_officer").get(world.url("/plan/timeline")).status_code == 404


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.LIVE])
def test_the_page_takes_five_queries_at_most(world, state):
    make_plan(world, state)
    client = world.client("participant1")
    client.get(world.url("/plan/timeline"))
    client.get(world.url("/plan/timeline"))
    assert len(client.queries) <= 5
