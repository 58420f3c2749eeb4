"""The main job by keyboard alone: Tab, Shift and Tab, Space, Enter and arrows, with the focus always in sight."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from app.assessments.models import Participation, Round, RoundState
from app.db import db
from tests import factories
from tests.browser.beginning import MANAGER, PASSWORD, prepare
from tests.browser.conftest import OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.site import Site
from tests.integration.assessments.rounds import add_agreement, make_round, round_url
from tests.world import STANDARDS, World

pytestmark = pytest.mark.browser


def test_an_engagement_is_set_up(site: Site, open_page: OpenPage) -> None:
    prepare(site)
    page = open_page()
    page.goto("/sign-in")
    keys = Keyboard(page)
    keys.fill(page.get_by_label("Email address"), MANAGER)
    keys.fill(page.get_by_label("Password", exact=True), PASSWORD)
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Your work")
    keys.tab_to(page.get_by_role("button", name="Set up an engagement"))
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Set up an engagement")
    keys.fill(page.get_by_label("Partner council"), "Cheshire West and Chester")
    keys.fill(page.get_by_label("Decision that approved it"), "Minute 42")
    keys.tab_to(page.get_by_label("Day rate"))
    keys.press("Control+a")
    keys.type("600")
    expect(page.locator("#estimate")).to_contain_text("£12,000 to £18,000")
    keys.tab_to(page.get_by_role("button", name="Set up the draft"))
    keys.press("Space")
    expect(page.locator("main")).to_contain_text("Draft engagement with Cheshire West and Chester set up")


def test_participants_are_added_and_scoring_is_closed(world: World, open_page: OpenPage) -> None:
    ref = make_round(world, RoundState.SCORING)
    page = open_page("lead_officer")
    page.goto(round_url(world, ref, "/participants"))
    keys = Keyboard(page)
    keys.fill(page.get_by_label("People to invite"), "Asha Patel, asha.patel@health.example, Health")
    keys.tab_to(page.get_by_role("button", name="Add and invite"))
    keys.press("Enter")
    expect(page.locator("main")).to_contain_text("13 people asked to score")
    page.goto(round_url(world, ref))
    keys.tab_to(page.get_by_role("button", name="Close scoring"))
    keys.press("Space")
    expect(page.locator("h1")).to_have_text("Close scoring")
    keys.tab_to(page.get_by_role("button", name="Close scoring now"))
    keys.press("Enter")
    expect(page.locator("main")).to_contain_text("Scoring is closed")


def test_a_standard_is_scored(world: World, open_page: OpenPage) -> None:
    ref = make_round(world, RoundState.SCORING, submitted=0)
    page = open_page("participant1")
    page.goto(round_url(world, ref, "/scoring"))
    keys = Keyboard(page)
    keys.tab_to(page.locator(".govuk-task-list__link").nth(2))
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("3. ")
    keys.tab_to(page.locator("#level"))
    keys.press("Space", "ArrowDown", "ArrowDown")
    expect(page.locator('input[name="level"][value="3"]')).to_be_checked()
    expect(page.locator("#saved")).to_have_text("Saved at 12:00")
    keys.tab_to(page.get_by_label("Evidence: a note"))
    keys.type("The board’s minutes")
    keys.tab_to(page.get_by_role("button", name="Save and return to the list"))
    keys.tab_to(page.get_by_role("button", name="Save and continue"), back=True)
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("4. ")
    page.go_back()
    expect(page.get_by_label("Evidence: a note")).to_have_value("The board’s minutes")


def test_scores_are_submitted(world: World, open_page: OpenPage) -> None:
    ref = make_round(world, RoundState.SCORING, submitted=0)
    with world.app.app_context():
        taking_part = db.session.scalars(db.select(Participation).order_by(Participation.id)).first()
        for key in STANDARDS[2:]:
            factories.individual_score(taking_part, key)
        db.session.commit()
    page = open_page("participant1")
    page.goto(round_url(world, ref, "/scoring"))
    keys = Keyboard(page)
    keys.tab_to(page.get_by_role("button", name="Check your answers and submit"))
    keys.press("Space")
    expect(page.locator("h1")).to_have_text("Check your answers")
    keys.tab_to(page.get_by_role("button", name="Submit your scores"))
    keys.press("Space")
    expect(page.locator("h1")).to_have_text("Scores submitted")


def test_an_agreed_score_is_recorded_after_its_mistakes_are_pointed_out(world: World, open_page: OpenPage) -> None:
    ref = make_round(world, RoundState.WORKSHOP)
    page = open_page("consultant")
    page.goto(round_url(world, ref, f"/workshop/standards/{STANDARDS[0]}?order=instrument"))
    keys, send = Keyboard(page), page.get_by_role("button", name="Save and continue")
    keys.tab_to(send)
    keys.press("Enter")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    keys.tab_to(summary.get_by_role("link").first)
    keys.press("Enter")
    expect(page.locator("#level")).to_be_focused()
    keys.press("Space", "ArrowDown", "ArrowDown")
    keys.tab_to(page.locator("#target"))
    keys.press("Space", "ArrowRight", "ArrowRight", "ArrowRight")
    expect(page.locator('input[name="target"][value="4"]')).to_be_checked()
    keys.tab_to(page.get_by_label("Reason"))
    keys.type("Talked through.")
    keys.tab_to(send)
    keys.press("Enter")
    expect(page.locator(".govuk-caption-l")).to_contain_text("standard 2 of 12")


def test_a_result_is_signed(world: World, open_page: OpenPage) -> None:
    ref = make_round(world, RoundState.WITH_DIRECTOR)
    page = open_page("director")
    page.goto("/home")
    keys = Keyboard(page)
    keys.tab_to(page.get_by_role("link", name="Sign the result"))
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("result")
    keys.tab_to(page.get_by_role("link", name="Sign or return it at the end of this page"))
    keys.press("Enter")
    keys.tab_to(page.locator("#confirm"))
    keys.press("Space")
    keys.tab_to(page.get_by_role("button", name="Sign the result"))
    keys.press("Enter")
    expect(page.locator("main")).to_contain_text("Version 1, signed by Director")
    assert round_url(world, ref, "/result") in page.url


def test_the_first_stop_skips_to_the_content(world: World, open_page: OpenPage) -> None:
    page = open_page("manager")
    page.goto("/engagements")
    keys = Keyboard(page)
    keys.tab()
    expect(page.locator(".govuk-skip-link")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#main-content")).to_be_focused()
    stop = keys.tab()
    assert stop is not None
    assert stop["inMain"]


@pytest.mark.parametrize(
    ("who", "rest"),
    [
        ("participant1", f"/scoring/standards/{STANDARDS[0]}"),
        ("participant1", "/scoring"),
        ("lead_officer", "/"),
        ("lead_officer", "/participants"),
    ],
)
def test_the_order_of_stops_follows_the_page(world: World, open_page: OpenPage, who: str, rest: str) -> None:
    ref = make_round(world, RoundState.SCORING, submitted=3)
    page = open_page(who)
    page.goto(round_url(world, ref, rest))
    stops = [stop for stop in Keyboard(page).stops() if stop["inMain"]]
    assert len(stops) > 3
    tops = [stop["top"] for stop in stops]
    assert all(later >= earlier - 10 for earlier, later in pairwise(tops)), stops


def test_every_workshop_control_can_be_reached(world: World, open_page: OpenPage) -> None:
    """All that a mouse can press on a page has a stop of its own, one for each group of radios."""
    ref = make_round(world, RoundState.WORKSHOP)
    with world.app.app_context():
        add_agreement(world, db.session.scalars(db.select(Round)).one())
        db.session.commit()
    page = open_page("consultant")
    page.goto(round_url(world, ref, f"/workshop/standards/{STANDARDS[1]}"))
    pressed = page.locator("main").locator("a[href], button, summary, textarea, input:checked")
    assert len([stop for stop in Keyboard(page).stops() if stop["inMain"]]) >= pressed.count()


def test_an_invisible_focus_is_found_out(open_page: OpenPage) -> None:
    """The twin: a page that hides its focus."""
    page = open_page()
    page.set_content("<style>a:focus{outline:none}</style><a href='#here'>Here</a>")
    with pytest.raises(AssertionError, match="cannot be seen"):
        Keyboard(page).tab()
