"""The balance before the bill: figures that add up, warnings in time, months with their state, and what is next."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from app.accounts.models import Person
from app.charging.models import EntryState, SupportEntry
from app.charging.statement import statement_content
from app.db import db
from app.engagements.models import Engagement, EngagementState, SupportKind
from app.plans.models import Milestone, MilestoneStanding, Status
from tests import charging_factories
from tests.charging_factories import statement_of
from tests.clients import page
from tests.integration.charging.made import IN_NOVEMBER, IN_OCTOBER, make_charging, make_entry
from tests.world import World

SEES = ("lead_officer", "director", "consultant", "manager", "finance_officer", "partner_finance_officer")


def shown(world: World, who: str = "director"):
    client = world.client(who)
    client.get(world.url("/days"))  # what is signed and approved is read once in each worker
    answer = client.get(world.url("/days"))
    assert answer.status_code == 200
    assert len(client.queries) == 5
    return page(answer)


def table(shown, caption: str) -> list[list[str]]:
    """The rows of the table with this caption."""
    found = next(each for each in shown.find_all("table") if each.caption.get_text(strip=True).startswith(caption))
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]
        for row in found.tbody.find_all("tr")
    ]


def figures(shown) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in table(shown, "The balance on")}


def warnings(shown) -> list[str]:
    return [each.get_text(" ", strip=True) for each in shown.select(".govuk-warning-text__text")]


def stated(world: World, **values) -> int:
    """Issue October's statement; give its key."""
    with world.app.app_context():
        made = charging_factories.statement(
            db.session.get_one(Engagement, world.engagement_id),
            db.session.get_one(Person, world.people["finance_officer"]),
            statement_content(statement_of((4, "standard"))),
            **values,
        ).id
        db.session.commit()
        return made


def make_each_state(world: World, goal_ref: str, milestone_ref: str) -> None:
    make_entry(world, on_date=IN_OCTOBER, state=EntryState.STATED, statement_id=stated(world, number=7))
    for place, state in enumerate(("draft", "submitted", "queried", "answered", "approved")):
        make_entry(world, on_date=IN_NOVEMBER.replace(day=2 + place), quarters=2, state=EntryState(state))
    goal = {"goal_ref": goal_ref, "milestone_ref": milestone_ref}
    on = dt.date(2026, 12, 8)
    make_entry(world, on_date=on, quarters=3, state=EntryState.BOOKED, kind=SupportKind.MENTORING, **goal)


def test_before_anything_is_signed_the_page_says_so_and_leads_to_the_agreement(world):
    shown = page(world.client("director").get(world.url("/days")))
    assert "Nothing can be charged before both authorities have signed" in shown.main.get_text()
    assert shown.find("a", href=re.compile("/agreement$"))


def test_used_booked_and_planned_add_up_by_state_in_days_and_pounds(world):
    made = make_charging(world).plan
    make_each_state(world, made.goals[0], made.milestones[0])
    told = shown(world)
    assert figures(told) == {
        "Used": ["3.5 days", "£1,750"],
        "of it logged, not submitted": ["0.5 days", "£250"],
        "of it waiting for approval, or queried": ["1.5 days", "£750"],
        "of it approved, not stated": ["0.5 days", "£250"],
        "of it stated": ["1 day", "£500"],
        "Booked, not used yet": ["0.75 days", "£375"],
        "Planned, not booked yet": ["3.25 days", "£1,625"],
        "Forecast to the end": ["7.5 days", "£3,750"],
    }
    assert table(told, "What is left") == [
        ["Estimate: 20 days or £10,000", "16.5 days, £8,250", "12.5 days, £6,250"],
        ["Cap: 30 days or £15,000", "26.5 days, £13,250", "22.5 days, £11,250"],
    ]
    assert "£1,750 + £375 + £1,625 = £3,750" in told.main.get_text()
    assert warnings(told) == []
    assert ["Mentoring", "5 days", "0 days", "0.75 days", "5 days"] in table(told, "By kind of support")


def test_each_month_says_how_it_stands_and_leads_on(world):
    made = make_charging(world).plan
    make_each_state(world, made.goals[0], made.milestones[0])
    told = shown(world)
    rows = table(told, "Month by month")
    assert rows[:4] == [
        ["October 2026", "1 day", "£500", "–", "Stated", "No. 7"],
        ["November 2026", "2.5 days", "£1,250", "–", "Being logged Waiting for approval", ""],
        ["December 2026", "–", "–", "0.75 days", "Booked", ""],
        ["January 2027", "–", "–", "–", "Nothing logged", ""],
    ]
    assert rows[-1] == ["All months", "3.5 days", "£1,750", "0.75 days", "", ""]
    client = world.client("director")
    for link in told.main.select("table a"):
        assert client.get(link["href"]).status_code == 200, link


def test_a_correction_in_a_stated_month_waits_beside_its_statement(world):
    make_charging(world)
    first = make_entry(world, on_date=IN_OCTOBER, state=EntryState.STATED, statement_id=stated(world))
    with world.app.app_context():
        reversed_id = db.session.scalar(db.select(SupportEntry.id).filter_by(ref=first))
    back = {"quarters": -4, "reverses_id": reversed_id, "reason": "Logged on the wrong date."}
    make_entry(world, on_date=IN_OCTOBER, state=EntryState.SUBMITTED, **back)
    told = shown(world)
    assert table(told, "Month by month")[0] == ["October 2026", "–", "–", "–", "Waiting for approval", "No. 1"]
    assert figures(told)["Used"] == ["0 days", "£0"]
    assert "For you to approve or query: corrections that come to −1 day of October 2026." in told.main.text
    assert figures(told)["of it waiting for approval, or queried"] == ["−1 day", "−£500"]


def fill(world: World, days: int, rate: int = 500) -> None:
    for place in range(days):
        on = dt.date(2026, 10, 1) + dt.timedelta(place)
        make_entry(world, on_date=on, state=EntryState.APPROVED, day_rate=Decimal(rate))


@pytest.mark.parametrize(
    ("days", "rate", "said"),
    [
        (20, 500, []),
        (21, 500, ["More is used than the estimate of 20 days (£10,000): 21 days (£10,500)."]),
        (23, 500, ["More is used than the estimate"]),
        (24, 500, ["80% of the cap or more is used: 24 days (£12,000) of 30 days (£15,000).", "More is used"]),
        (
            *(16, 750),
            ["80% of the cap or more is used: 16 days (£12,000) of 30 days (£15,000).", "More is used"],
        ),
    ],
)
def test_it_warns_at_80_per_cent_of_the_cap_and_past_the_estimate_in_days_and_in_pounds(world, days, rate, said):
    make_charging(world)
    fill(world, days, rate)
    told = [each for each in warnings(shown(world)) if "forecast" not in each]
    assert len(told) == len(said)
    assert all(begins in each for each, begins in zip(told, said, strict=True))


def test_a_forecast_beyond_the_cap_leads_to_a_variation(world):
    make_charging(world)
    fill(world, 27)
    told = shown(world, "manager")
    (said,) = (each for each in told.select(".govuk-warning-text__text") if "forecast" in each.text)
    assert "31 days (£15,500), which is 1 day and £500 beyond the cap. More needs a signed variation." in said.text
    assert said.a["href"].endswith("/agreement")
    assert table(told, "What is left")[1] == ["Cap: 30 days or £15,000", "3 days, £1,500", "0 days, £0"]
    assert "draft a variation" in told.main.text


def test_a_milestone_that_is_done_and_an_engagement_that_is_over_need_no_more_days(world, clock):
    made = make_charging(world).plan
    with world.app.app_context():
        milestone = db.session.scalars(db.select(Milestone).filter_by(ref=made.milestones[1])).one()
        standing = {"status": Status.DONE, "done_on": dt.date(2026, 11, 18), "updated_at": clock()}
        db.session.add(MilestoneStanding(milestone_id=milestone.id, **standing))
        db.session.commit()
    assert figures(shown(world))["Planned, not booked yet"] == ["3 days", "£1,500"]
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = EngagementState.CLOSED
        db.session.commit()
    told = shown(world)
    assert figures(told)["Planned, not booked yet"] == ["0 days", "£0"]
    assert "The engagement is over" in told.main.text


def test_everybody_finds_own_next_step(world):
    make_charging(world)
    make_entry(world, state=EntryState.SUBMITTED)
    make_entry(world, on_date=IN_OCTOBER, state=EntryState.APPROVED)
    steps = {who: next_links(world, who) for who in SEES}
    assert steps == {
        "director": ["Approve the days of November 2026"],
        "lead_officer": ["Look at November 2026"],
        "consultant": ["Log days"],
        "manager": ["Log days"],
        "finance_officer": ["Draft the statement of October 2026"],
        "partner_finance_officer": [],
    }


def next_links(world: World, who: str) -> list[str]:
    """The links of "What is next", each of which opens for the reader."""
    heading = shown(world, who).find("h2", string="What is next")
    links, client = [], world.client(who)
    for paragraph in heading.find_next_siblings():
        if paragraph.name != "p":
            break
        links += paragraph.find_all("a")
    for link in links:
        assert client.get(link["href"]).status_code == 200, link
    return [link.text for link in links]


def test_as_many_queries_for_many_entries_as_for_none(world):
    make_charging(world)
    shown(world)
    fill(world, 28)
    shown(world)


def test_the_picture_says_what_the_page_says_and_another_digest_is_none(world):
    make_charging(world)
    make_entry(world, state=EntryState.SUBMITTED)
    told = shown(world)
    client = world.client("director")
    picture = told.main.find("img")
    drawn = client.get(picture["src"])
    assert drawn.mimetype == "image/svg+xml"
    assert picture["alt"] in drawn.text
    assert client.get(picture["src"], headers={"If-None-Match": drawn.headers["ETag"]}).status_code == 304
    assert client.get(world.url(f"/days/burn-up/{'0' * 64}.svg")).status_code == 404
    assert world.client("stranger_manager").get(picture["src"]).status_code == 404
    assert world.client("participant1").get(picture["src"]).status_code == 403


def test_participants_and_strangers_see_no_days_and_the_home_page_asks_no_more_for_its_row(world):
    make_charging(world)
    assert world.client("participant1").get(world.url("/days")).status_code == 403
    assert world.client("stranger_manager").get(world.url("/days")).status_code == 404
    director, participant = world.client("director"), world.client("participant1")
    home = page(director.get(world.url("/")))
    assert home.find("a", string="Support days")["href"] == world.url("/days")
    assert "Support days" not in page(participant.get(world.url("/"))).main.text
