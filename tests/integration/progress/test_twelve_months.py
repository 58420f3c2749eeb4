"""Twelve months in one view: each part as its reader may see it, with the figures of its own page."""

import re

import pytest

from app.db import db
from app.engagements.models import Engagement, EngagementState
from tests.clients import page
from tests.integration.progress.year import make_year
from tests.world import World

ON_SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
EVERYTHING = ["scores", "milestones", "days", "training", "reviews"]
SEES = {
    "lead_officer": EVERYTHING,
    "director": EVERYTHING,
    "consultant": EVERYTHING,
    "manager": EVERYTHING,
    "participant1": ["scores", "milestones"],
    "finance_officer": ["days"],
    "trainer": ["training"],
}


def shown(world: World, who: str):
    client = world.client(who)
    client.get(world.url("/twelve-months"))  # texts of instrument and programme are read once in each worker
    answer = client.get(world.url("/twelve-months"))
    assert answer.status_code == 200
    assert len(client.queries) <= 8
    return page(answer)


def pictures(found) -> list[str]:
    return [each["src"] for each in found.select("img.app-chart")]


@pytest.mark.parametrize("who", SEES)
def test_a_reader_sees_the_parts_of_the_role_each_with_its_picture_and_table(world, who):
    make_year(world)
    found = shown(world, who)
    assert [each["id"] for each in found.main.select("h2[id]")] == SEES[who]
    assert len(pictures(found)) == len(found.main.select("table")) == len(SEES[who])
    client = world.client(who)
    for address in pictures(found):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.data.startswith(b"<svg")
    links = {each["href"] for each in found.main.select("a[href^='/']")}
    assert {href: status for href in links if (status := client.get(href).status_code) != 200} == {}


@ON_SQLITE
def test_a_picture_of_a_part_that_the_reader_may_not_see_answers_404(world):
    make_year(world)
    days = next(each for each in pictures(shown(world, "director")) if "/days-" in each)
    assert world.client("director").get(days).status_code == 200
    assert world.client("participant1").get(days).status_code == 404
    assert world.client("director").get(re.sub("[0-9a-f]{64}", "0" * 64, days)).status_code == 404
    assert world.client("director").get(days.replace("/days-", "/nothing-")).status_code == 404


@ON_SQLITE
def test_days_and_pounds_are_those_of_the_balance(world):
    make_year(world, entries=3)
    client = world.client("director")
    balance = page(client.get(world.url("/days"))).select_one("img.app-chart")
    here = next(each for each in shown(world, "director").select("img.app-chart") if "/days-" in each["src"])
    assert here["alt"] == balance["alt"]
    assert here["src"].rpartition("-")[2] == balance["src"].rpartition("/")[2]


@ON_SQLITE
def test_each_part_says_in_words_what_stands_in_its_table(world):
    make_year(world)
    found = shown(world, "lead_officer")
    said = {each["id"]: each.find_parent("section").get_text(" ", strip=True) for each in found.main.select("h2[id]")}
    assert "up: " in said["scores"]
    assert re.search(r"1 of \d+ milestones done", said["milestones"])
    assert "1 of 1 half-day attended" in said["training"]
    assert "not confirmed yet: September 2026" in said["reviews"]
    assert "no review: " in said["reviews"]


def test_an_engagement_that_has_just_opened_says_what_happens_next(world):
    said = shown(world, "lead_officer").main.get_text(" ", strip=True)
    assert "Nothing is signed yet. Run the baseline self-assessment" in said
    assert "No plan is approved yet" in said
    assert "No agreement is signed yet" in said
    assert "Nobody from" in said


@ON_SQLITE
def test_a_draft_has_no_months_yet(world):
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = EngagementState.DRAFT
        db.session.commit()
    found = shown(world, "manager")
    assert "has not begun" in found.main.text
    assert not pictures(found)
    home = page(world.client("manager").get(world.url("/")))
    assert "Twelve months in one view" not in home.main.text


@ON_SQLITE
def test_the_engagements_home_leads_to_it_first(world):
    for who in ("lead_officer", "finance_officer", "participant1", "manager"):
        home = page(world.client(who).get(world.url("/")))
        assert home.main.select_one(".govuk-task-list a")["href"] == world.url("/twelve-months"), who


@ON_SQLITE
def test_it_takes_as_many_queries_for_many_rows_as_for_few(world):
    make_year(world, entries=20)
    client = world.client("director")
    client.get(world.url("/twelve-months"))
    client.get(world.url("/twelve-months"))
    assert len(client.queries) <= 8
    assert world.client("stranger_director").get(world.url("/twelve-months")).status_code == 404
