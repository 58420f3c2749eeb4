"""The whole way of issue 4: a signed result becomes a plan, returned once, approved, worked by; then what both sign."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from app.assessments.models import RoundState
from tests.browser.conftest import OpenPage
from tests.browser.site import Site
from tests.conftest import NOON
from tests.integration.assessments.rounds import make_round
from tests.world import World

pytestmark = pytest.mark.browser
TAKEN = 2  # goals that are taken; every other standard gets a reason


def press(page: Page, name: str | re.Pattern[str], place: int = 0) -> None:
    page.locator("main").get_by_role("button", name=name).nth(place).click()
    page.wait_for_load_state()  # a click waits for the next page to begin; what reads it at once needs the whole of it


def follow(page: Page, name: str | re.Pattern[str], place: int = 0) -> None:
    page.locator("main").get_by_role("link", name=name).nth(place).click()
    page.wait_for_load_state()


def says(page: Page, text: str) -> None:
    expect(page.locator("main")).to_contain_text(text)


def fill_date(page: Page, field: str, day: dt.date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"#{field}-{part}").fill(str(value))


def build(page: Page, world: World) -> None:
    """A lead officer makes a plan from the result: two goals as they are offered, reasons for the rest."""
    page.goto(world.url("/plan/scope"))
    press(page, "Start the plan")
    for number in range(1, TAKEN + 1):
        press(page, "Take this goal")
        says(page, f"{number} goal")
    while page.locator("main").get_by_role("link", name="Not now: say why").count():
        follow(page, "Not now: say why")
        page.locator("textarea").fill("After the inspection.")
        save(page)
    missing = page.locator("section", has=page.locator("#missing"))
    while missing.count():
        missing.get_by_role("link").first.click()
        expect(page.get_by_role("button", name="Save")).to_be_visible()
        settle(page)
    says(page, f"{TAKEN} goals")


def settle(page: Page) -> None:
    """Choose somebody for whatever a goal or a milestone lacks, and save."""
    for name in ("owner", "deputy"):
        field = page.locator(f"select#{name}")
        if field.count() and not field.input_value():
            field.select_option(label="Lead Officer2" if name == "deputy" else "Lead Officer")
    save(page)


def save(page: Page) -> None:
    """Save a form of the builder, and be back in it."""
    press(page, "Save")
    expect(page.locator("h1")).to_have_text("Build the change plan")


def endorse_and_submit(lead: Page, director: Page, world: World) -> None:
    lead.goto(world.url("/plan/submit"))
    press(lead, "Ask the director")
    director.goto("/home")
    follow(director, "Endorse the change plan")
    director.get_by_label("I have read the plan").check()
    press(director, "Endorse the plan")
    lead.goto(world.url("/plan/submit"))
    press(lead, "Submit to the manager")


def review(manager: Page, decision: str, note: str) -> None:
    manager.goto("/home")
    follow(manager, "Review the change plan")
    press(manager, "Decide on version")
    manager.get_by_label(decision, exact=True).check()
    manager.get_by_label("Note to the partner").fill(note)
    press(manager, "Send the decision")


def agree(manager: Page, director: Page, world: World, kind: str, change: str = "") -> None:
    """Draft, send and sign a version of the agreement by a manager and a director."""
    manager.goto(world.url("/agreement/draft"))
    if manager.get_by_label(kind).count():
        manager.get_by_label(kind).check()
    if change:
        manager.get_by_label("Why is it varied").or_(manager.locator("#reason")).first.fill(change)
    press(manager, "Make the draft")
    if change:
        manager.locator("[name$='days']").first.fill("4")
        press(manager, "Save the lines")
    manager.goto(world.url("/agreement"))
    follow(manager, "Read the whole version")
    press(manager, "Send it to be signed")
    for page in (manager, director):
        page.goto(world.url("/agreement"))
        follow(page, "Read the whole version")
        press(page, "Read and sign")
        page.get_by_label(re.compile("I have read")).check()
        press(page, "Sign the agreement")


def test_from_a_signed_result_to_a_signed_variation(world: World, open_page: OpenPage, site: Site) -> None:
    make_round(world, RoundState.SIGNED)
    lead, director, manager = open_page("lead_officer"), open_page("director"), open_page("manager")

    build(lead, world)
    endorse_and_submit(lead, director, world)
    return_it(manager)
    answer_and_change(lead, world)
    endorse_and_submit(lead, director, world)
    manager.goto("/home")
    follow(manager, "Review the change plan")
    says(manager, "What changed since version 1")
    review(manager, "Approve", "Good.")

    three_months(lead, world, site)
    lead.goto(world.url("/plan/timeline"))
    expect(lead.locator("main img")).to_have_attribute("alt", re.compile(r"\w"))
    says(lead, "behind the baseline")
    site.clock.moment = NOON

    manager.goto(world.url("/open"))
    press(manager, "Record")
    agree(manager, director, world, "Support agreement from the change plan")
    agree(manager, director, world, "Variation", change="One more day of scoping was needed.")
    director.goto(world.url("/agreement"))
    says(director, "3, variation")
    follow(director, "Version 3")
    follow(director, "What changes since version 2")
    says(director, "One more day of scoping was needed.")


def return_it(manager: Page) -> None:
    """The manager comments on a goal and returns the plan."""
    manager.goto("/home")
    follow(manager, "Review the change plan")
    follow(manager, re.compile("^Comment on"), place=1)
    manager.get_by_label("Comment").fill("How will you know by the summer?")
    press(manager, "Keep the comment")
    review(manager, "Return to the partner", "One thing to look at.")


def answer_and_change(lead: Page, world: World) -> None:
    """The lead officer sees the comment at its goal, and changes the goal."""
    lead.goto("/home")
    follow(lead, re.compile("returned|Returned|change plan"))
    lead.goto(world.url("/plan/scope"))
    says(lead, "How will you know by the summer?")
    follow(lead, re.compile("^Edit"))
    lead.get_by_label("Success measure").fill("Three decisions by June, each checked against it.")
    press(lead, "Save")


def three_months(lead: Page, world: World, site: Site) -> None:
    """Begin; then a month on track, a month in which another milestone slips, a month with the first one done."""
    lead.goto(world.url("/plan"))
    press(lead, "Start work on the plan")
    for month, (status, place) in enumerate((("On track", 0), ("At risk", 1), ("Done", 0)), start=1):
        site.clock.moment = NOON + dt.timedelta(days=30 * month)
        lead.goto(world.url("/plan"))
        follow(lead, re.compile("^Update"), place=place)
        lead.get_by_label(status, exact=True).check()
        if status == "At risk":
            lead.get_by_label("What puts it at risk?").fill("The board did not meet.")
            lead.get_by_text("The date changes").click()
            fill_date(lead, "forecast_on", dt.date(2027, 9, 15))
            lead.get_by_label("Why does the date change?").fill("It waits for the board.")
        press(lead, "Save")
    lead.goto(world.url("/plan"))
    says(lead, "1 of")
