"""A second vote in the room: a facilitator's screen and participants' phones, live, and by reloading without script."""

import pytest
from playwright.sync_api import Page, expect

from app.assessments.models import Naming, Round, RoundState
from app.db import db
from tests import factories
from tests.browser.checking import overflow, small_targets, violations
from tests.browser.conftest import OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.pages.follow import Follow
from tests.browser.watching import Watch
from tests.integration.assessments.rounds import make_round, round_url
from tests.world import STANDARDS, World

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 320, "height": 640}}
KEY = STANDARDS[2]


@pytest.fixture
def ref(world: World) -> str:
    return make_round(world, RoundState.WORKSHOP)


def _screen(page: Page, world: World, ref: str) -> Page:
    page.goto(round_url(world, ref, f"/workshop/standards/{KEY}"))
    return page


def _phone(page: Page, world: World, ref: str) -> Follow:
    page.goto(round_url(world, ref, "/workshop/follow"))
    return Follow(page)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_the_vote_comes_to_the_phones_and_the_count_to_the_screen(
    world: World, ref: str, open_page: OpenPage, watch: Watch
) -> None:
    watch.allow("/govuk-frontend.min.js csp")  # preloaded in vain where script is off
    screen = _screen(open_page("consultant"), world, ref)
    first, second = (_phone(open_page(f"participant{n}", **PHONE), world, ref) for n in (1, 2))
    plain = _phone(open_page("participant3", java_script_enabled=False, **PHONE), world, ref)
    expect(first.notice).to_have_text("No second vote is open. When one is called, it appears here.")

    _press(screen, "Call a second vote")
    expect(screen.locator("#vote-now")).to_contain_text("0 of 12 have voted")
    expect(first.notice).to_have_text("Vote again now, on standard 3.")
    expect(second.level(4)).to_be_visible()
    second.page.locator("#ballot form").evaluate("form => { form.dataset.mark = 'mine'; }")
    first.vote(4)
    expect(first.saved).to_have_text(
        "Your second vote: level 4, saved at 12:00. You can change it until the vote closes."
    )
    expect(screen.locator("#vote-now")).to_contain_text("1 of 12 have voted")
    expect(second.count).to_contain_text("1 of 12")
    expect(second.page.locator("#ballot form[data-mark=mine]")).to_have_count(1)

    plain.page.reload()
    plain.vote(2)
    plain.press("Save my vote")
    plain.says("Your second vote: level 2, saved at 12:00.")
    second.vote(3)
    expect(screen.locator("#vote-now")).to_contain_text("3 of 12 have voted")
    for page in (screen, first.page):
        assert violations(page) == []
        assert overflow(page) == []
    assert small_targets(first.page) == []

    _press(screen, "Close the vote")
    expect(screen.locator("main")).to_contain_text("The second vote is closed. 3 of 12 voted.")
    expect(first.notice).to_contain_text("The vote has closed.")
    expect(first.page.locator("#ballot form")).to_have_count(0)
    plain.page.reload()
    expect(plain.page.locator("#ballot form")).to_have_count(0)


def test_the_button_that_closes_the_vote_keeps_the_focus_while_people_vote(
    world: World, ref: str, open_page: OpenPage
) -> None:
    screen = _screen(open_page("consultant"), world, ref)
    _press(screen, "Call a second vote")
    screen.get_by_role("button", name="Close the vote").focus()
    phone = _phone(open_page("participant1", **PHONE), world, ref)
    phone.vote(5)
    expect(screen.locator("#vote-now")).to_contain_text("1 of 12 have voted")
    expect(screen.get_by_role("button", name="Close the vote")).to_be_focused()
    Keyboard(screen).press("Enter")
    expect(screen.locator("main")).to_contain_text("Fewer than three people gave a level")
    expect(phone.notice).to_contain_text("The vote has closed.")


def test_another_facilitators_screen_follows(world: World, ref: str, open_page: OpenPage) -> None:
    screen, other = (_screen(open_page("consultant"), world, ref) for _ in range(2))
    _press(screen, "Call a second vote")
    expect(other.get_by_role("button", name="Close the vote")).to_be_visible()
    _press(other, "Close the vote")
    expect(screen.get_by_role("button", name="Call the second vote again")).to_be_visible()


def test_without_script_the_facilitator_reloads(world: World, ref: str, open_page: OpenPage, watch: Watch) -> None:
    watch.allow("/govuk-frontend.min.js csp")
    screen = _screen(open_page("consultant", java_script_enabled=False), world, ref)
    _press(screen, "Call a second vote")
    for number in (1, 2, 3):
        phone = _phone(open_page(f"participant{number}", java_script_enabled=False), world, ref)
        phone.vote(number)
        phone.press("Save my vote")
        phone.says(f"Your second vote: level {number}")
    screen.reload()
    expect(screen.locator("#vote-now")).to_contain_text("3 of 12 have voted")
    _press(screen, "Close the vote")
    expect(screen.locator("main")).to_contain_text("The second vote is closed. 3 of 12 voted.")


def test_a_lost_connection_never_says_that_a_saved_vote_is_not(
    world: World, ref: str, open_page: OpenPage, watch: Watch
) -> None:
    screen = _screen(open_page("consultant"), world, ref)
    _press(screen, "Call a second vote")
    screen.close()
    phone = _phone(open_page("participant1", **PHONE), world, ref)
    phone.vote(3)
    expect(phone.saved).to_contain_text("level 3, saved at 12:00")
    watch.allow("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    with phone.page.expect_event("requestfailed"):
        phone.page.context.set_offline(True)
    expect(phone.saved).to_contain_text("level 3, saved at 12:00")
    phone.level(5).check()
    expect(phone.saved).to_contain_text("Not saved yet")
    phone.page.context.set_offline(False)
    phone.vote(4)
    expect(phone.saved).to_contain_text("level 4, saved at 12:00")


def test_who_is_asked_for_a_name_answers_on_the_own_phone(world: World, ref: str, open_page: OpenPage) -> None:
    phone = _phone(open_page("participant1", **PHONE), world, ref)
    with world.app.app_context():
        found = db.session.scalars(db.select(Round).filter_by(ref=ref)).one()
        recorder = db.session.get_one(factories.Person, world.people["consultant"])
        asked = {"naming": Naming.ASKED, "person_id": world.people["participant1"]}
        factories.dissent(found, KEY, recorder, text="Two budgets are one too many.", **asked)
        db.session.commit()
    phone.says("You are asked to put your name to this dissent")
    assert violations(phone.page) == []
    phone.press("Yes, show my name")
    phone.says("Your name now stands beside the dissent.")
    with world.app.app_context():
        assert db.session.scalar(db.select(factories.Dissent.naming)) is Naming.NAMED
