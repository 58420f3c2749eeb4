"""Every step of the main job with JavaScript switched off: what is live is only an extra."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from app.assessments.models import RoundState
from tests.browser.beginning import MANAGER, PASSWORD, give_password, prepare
from tests.browser.conftest import OpenPage
from tests.browser.pages.engagements import SetUp
from tests.browser.pages.entering import SignIn, YourWork
from tests.browser.pages.result import Result
from tests.browser.pages.rounds import RoundPage
from tests.browser.pages.scoring import CheckAnswers, Standard, TaskList
from tests.browser.pages.workshop import Workshop
from tests.browser.site import Site
from tests.browser.watching import Watch
from tests.integration.assessments.rounds import make_round, round_url
from tests.world import STANDARDS, World

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def allow_preloading_in_vain(watch: Watch) -> None:
    """Chromium reports the preloading of a script that it will not run as stopped by the policy."""
    watch.allow("/govuk-frontend.min.js csp")


def _plain(open_page: OpenPage, who: str | None = None) -> Page:
    return open_page(who, java_script_enabled=False)


def test_a_manager_sets_up_and_sees_the_value_after_pressing(site: Site, open_page: OpenPage) -> None:
    prepare(site)
    page = _plain(open_page)
    SignIn.visit(page).sign_in(MANAGER, PASSWORD).set_up_an_engagement()
    form = SetUp(page)
    form.describe(partner="Cheshire West and Chester", decision="Executive Board, 15 December 2011, minute 42")
    form.type_figures(rate="510", fewest="20", most="30")
    expect(form.value).to_contain_text("£10,000 to £15,000")
    form.work_out()
    form = SetUp(page)
    expect(form.value).to_contain_text("20 to 30 days at £510 is £10,200 to £15,300")
    assert page.get_by_label("Partner council").input_value() == "Cheshire West and Chester"
    home = form.finish()
    home.open_it(signed=dt.date(2026, 11, 13)).says("The engagement is open")


def test_a_participant_scores_saves_and_submits(site: Site, world: World, open_page: OpenPage) -> None:
    make_round(world, RoundState.SCORING, submitted=0)
    page = _plain(open_page)
    email = give_password(site, world.people["participant1"])
    SignIn.visit(page).sign_in(email, PASSWORD).take_up("Score the standards")
    standard = TaskList(page).open_standard(1)
    for number in range(1, 13):
        standard.at(number).choose_level(3 if number != 12 else "cannot")
        if number == 12:
            standard.fill("Why can you not score it?", "I am new to this.")
        standard.go_on()
        if number < 12:
            standard = Standard(page)
    tasks = TaskList(page)
    assert tasks.task_status("12. ") == "Cannot score"
    answers = tasks.check()
    answers.says("Level 3")
    answers.submit()


def test_a_wrong_answer_is_explained_and_kept(world: World, open_page: OpenPage) -> None:
    ref = make_round(world, RoundState.SCORING, submitted=0)
    page = _plain(open_page, "participant1")
    standard = Standard.visit(page, round_url(world, ref, f"/scoring/standards/{STANDARDS[3]}"))
    standard.choose_level("cannot")
    standard.note("A note that must not be lost")
    standard.go_on()
    assert Standard(page).errors == ["Say why you cannot score this standard"]
    expect(page.get_by_label("Evidence: a note")).to_have_value("A note that must not be lost")


def test_a_round_is_closed_agreed_and_signed(world: World, open_page: OpenPage) -> None:
    ref = make_round(world, RoundState.SCORING)
    lead = _plain(open_page, "lead_officer")
    RoundPage.visit(lead, round_url(world, ref)).close_scoring().says("Scoring is closed.")
    consultant = _plain(open_page, "consultant")
    YourWork.visit(consultant).take_up("Record what the workshop agrees")
    standard = Workshop(consultant).show_the_scores().open_standard(1)
    for number in range(1, 13):
        standard.arrived(number)
        standard.agree(3, target=4, reason="Talked through.")
    workshop = Workshop(consultant)
    for place in range(3):
        workshop = workshop.describe_area(place, challenges="Split budgets.", capacity="Two joint posts.")
    workshop.send_to_the_director()
    director = _plain(open_page, "director")
    YourWork.visit(director).take_up("Sign the result")
    Result(director).sign().says("Version 1, signed by Director")


def test_an_incomplete_submission_leads_to_what_is_missing(world: World, open_page: OpenPage) -> None:
    ref = make_round(world, RoundState.SCORING, submitted=0)
    page = _plain(open_page, "participant1")
    page.goto(round_url(world, ref, "/scoring/check"))
    CheckAnswers(page).says("10 standards left")
    expect(page.get_by_role("button", name="Submit your scores")).to_have_count(0)


def test_nobody_needs_the_menu_button(world: World, open_page: OpenPage) -> None:
    page = _plain(open_page, "manager")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/home")
    page.get_by_role("link", name="Engagements", exact=True).click()
    expect(page.locator("h1")).to_have_text("Engagements")
