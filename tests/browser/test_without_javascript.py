"""Every step of the main job with JavaScript switched off: what is live is only an extra."""

import pytest
from playwright.sync_api import Page, expect

from app.assessments.models import RoundState
from tests.browser.beginning import give_password, prepare
from tests.browser.conftest import OpenPage
from tests.browser.journeys import close_agree_and_sign, score_and_submit, set_up_and_open
from tests.browser.pages.scoring import CheckAnswers, Standard
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
    set_up_and_open(_plain(open_page))


def test_a_participant_scores_saves_and_submits(site: Site, world: World, open_page: OpenPage) -> None:
    make_round(world, RoundState.SCORING, submitted=0)
    score_and_submit(_plain(open_page), give_password(site, world.people["participant1"]))


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
    people = [_plain(open_page, who) for who in ("lead_officer", "consultant", "director")]
    close_agree_and_sign(*people, round_url(world, ref))


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
