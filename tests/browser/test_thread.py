"""A standard's thread walked both ways by links alone: from home to each step, and from each step back to it."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.db import db
from app.plans.models import Goal
from tests.browser.conftest import OpenPage
from tests.browser.test_plan_to_variation import follow
from tests.integration.charging.made import IN_OCTOBER, make_entry
from tests.integration.reviewing.rich import make_rich
from tests.world import World

pytestmark = pytest.mark.browser


def step(page: Page, kind: str) -> None:
    """Go to the page of the thread's first step of a kind."""
    found = page.locator(".app-thread-step", has=page.locator(".app-thread-when", has_text=re.compile(f"^{kind}")))
    found.first.locator("a").last.click()


def test_the_thread_leads_to_each_step_and_each_step_back(world: World, open_page: OpenPage) -> None:
    made = make_rich(world)
    goal_ref = made.plan.goals[0]
    make_entry(world, on_date=IN_OCTOBER.replace(day=20), goal_ref=goal_ref, quarters=2)
    with world.app.app_context():
        key = db.session.scalars(db.select(Goal.standard_key).filter_by(ref=goal_ref)).one()
    page = open_page("lead_officer")
    page.goto("/home")
    page.get_by_role("navigation").get_by_role("link", name="Engagements").click()
    follow(page, re.compile("Cheshire West and Chester"))
    follow(page, "Standards")
    page.locator(f"main a[href$='/standards/{key}']").click()
    thread, heading = page.url, page.get_by_role("heading", level=1).inner_text()
    assert thread.endswith(f"/standards/{key}")
    for kind in ("Score", "Goal", "Milestone", "Support days"):
        step(page, kind)
        assert page.url.split("#")[0] != thread, kind
        page.locator(f"main a[href$='/standards/{key}']").first.click()
        expect(page, kind).to_have_url(thread)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.get_by_role("link", name="Standards", exact=True).click()
    expect(page).to_have_url(re.compile("/standards$"))
