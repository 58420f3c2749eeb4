"""Answers are saved as they are chosen, and the page never claims to have saved what the server did not take."""

import pytest
from playwright.sync_api import Page, Route, expect

from app.accounts.models import Person
from app.assessments.models import Participation, Round, RoundState
from app.db import db
from app.engagements.models import Engagement
from tests import appraising_factories, factories
from tests.browser.conftest import OpenPage
from tests.browser.pages.scoring import CheckAnswers, Standard
from tests.browser.site import Site
from tests.browser.watching import Watch
from tests.integration.assessments.rounds import make_round, round_url
from tests.world import STANDARDS, World

pytestmark = pytest.mark.browser


@pytest.fixture
def ref(world: World) -> str:
    return make_round(world, RoundState.SCORING, submitted=0)


def _standard(page: Page, world: World, ref: str) -> Standard:
    return Standard.visit(page, round_url(world, ref, f"/scoring/standards/{STANDARDS[4]}"))


def _close(world: World, ref: str) -> None:
    """The lead officer closes scoring meanwhile."""
    with world.app.app_context():
        found = db.session.scalars(db.select(Round).filter_by(ref=ref)).one()
        found.state, found.closed_at = RoundState.WORKSHOP, found.opened_at
        db.session.commit()


def test_a_level_is_saved_as_it_is_chosen(world: World, ref: str, site: Site, open_page: OpenPage) -> None:
    page = open_page("participant1")
    standard = _standard(page, world, ref)
    site.clock.advance(hours=2, minutes=32)
    standard.choose_level(4)
    expect(standard.saved).to_have_text("Saved at 14:32")
    page.reload()
    expect(Standard(page).level(4)).to_be_checked()


def test_a_level_chosen_before_the_scripts_are_there_is_saved(world: World, ref: str, open_page: OpenPage) -> None:
    page, held = open_page("participant1"), list[Route]()

    def hold(script: Route) -> None:
        held.append(script)

    page.route("**/htmx*.js", hold)
    page.goto(round_url(world, ref, f"/scoring/standards/{STANDARDS[4]}"), wait_until="commit")
    standard = Standard(page)
    standard.choose_level(4)
    expect(standard.saved).to_be_empty()
    held.pop().continue_()
    expect(standard.saved).to_have_text("Saved at 12:00")
    page.unroute("**/htmx*.js")
    page.reload()
    expect(standard.level(4)).to_be_checked()


def test_a_note_is_saved_while_it_is_typed(world: World, ref: str, open_page: OpenPage) -> None:
    page = open_page("participant1")
    standard = _standard(page, world, ref)
    standard.main.get_by_label("Evidence: a note").press_sequentially("Minutes of June")
    expect(standard.saved).to_have_text("Saved at 12:00")
    page.reload()
    expect(page.get_by_label("Evidence: a note")).to_have_value("Minutes of June")


def test_what_cannot_be_saved_yet_is_said_to_be_so(world: World, ref: str, open_page: OpenPage) -> None:
    standard = _standard(open_page("participant1"), world, ref)
    standard.choose_level("cannot")
    expect(standard.saved).to_contain_text("Not saved yet: Say why you cannot score this standard")


def test_when_scoring_has_closed_meanwhile_what_was_typed_is_kept(world: World, ref: str, open_page: OpenPage) -> None:
    page = open_page("participant1")
    standard = _standard(page, world, ref)
    _close(world, ref)
    standard.note("Typed just too late")
    standard.choose_level(5)
    expect(standard.saved).to_contain_text("closed")
    expect(standard.level(5)).to_be_checked()
    standard.go_on()
    expect(page.locator("h1")).to_have_text("Scoring has closed")
    standard.says("Typed just too late")


def test_without_a_connection_the_page_says_not_saved(
    world: World, ref: str, open_page: OpenPage, watch: Watch
) -> None:
    page = open_page("participant1")
    standard = _standard(page, world, ref)
    watch.allow("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    page.context.set_offline(True)
    standard.choose_level(2)
    expect(standard.saved).to_contain_text("Not saved yet")
    page.context.set_offline(False)
    standard.choose_level(3)
    expect(standard.saved).to_have_text("Saved at 12:00")
    expect(standard.saved).not_to_have_class("app-saved app-saved--failed")


def test_when_the_service_fails_the_page_says_not_saved(
    world: World, ref: str, open_page: OpenPage, watch: Watch
) -> None:
    page = open_page("participant1")
    standard = _standard(page, world, ref)
    watch.allow("answer: 503", "htmx:responseError", "Response Status Error")
    page.route("**/scoring/standards/**", lambda route: route.fulfill(status=503, body="out of order"))
    standard.choose_level(2)
    expect(standard.saved).to_contain_text("Not saved yet")


def test_choosing_quickly_saves_the_last_choice(world: World, ref: str, open_page: OpenPage) -> None:
    page = open_page("participant1")
    standard = _standard(page, world, ref)
    for level in (1, 2, 3, 4):
        standard.choose_level(level)
    with page.expect_response(lambda answer: "level=5" in (answer.request.post_data or "")):
        standard.choose_level(5)
    expect(standard.saved).to_have_text("Saved at 12:00")
    page.reload()
    expect(Standard(page).level(5)).to_be_checked()


def test_a_double_click_submits_once(world: World, ref: str, open_page: OpenPage) -> None:
    with world.app.app_context():
        taking_part = db.session.scalars(db.select(Participation).order_by(Participation.id)).first()
        for key in STANDARDS[2:]:
            factories.individual_score(taking_part, key)
        db.session.commit()
    page = open_page("participant1")
    page.goto(round_url(world, ref, "/scoring/check"))
    CheckAnswers(page)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Submit your scores").dblclick()
    expect(page.locator("h1")).to_have_text("Scores submitted")
    assert len(sent) == 1
    with world.app.app_context():
        entries = db.session.execute(db.text("SELECT count(*) FROM audit_entry WHERE action LIKE '%submitted%'"))
        assert entries.scalar_one() == 1


def test_a_sheet_is_saved_while_it_is_answered_and_is_there_when_one_comes_back(
    world: World, site: Site, open_page: OpenPage
) -> None:
    page, sheet = _sheet(world, open_page)
    page.locator("input[name=need_answer][value='4']").check()
    expect(page.locator("#saved")).to_have_text("Saved at 12:00")
    site.clock.advance(minutes=1)
    page.locator("input[name=cost_answer][value='2']").check()
    expect(page.locator("#saved")).to_have_text("Saved at 12:01")
    site.clock.advance(minutes=1)
    page.locator("#cost_reason").press_sequentially("Dear, but")
    expect(page.locator("#saved")).to_have_text("Saved at 12:02")
    page.goto(world.url("/tools"))
    page.goto(sheet)
    expect(page.locator("input[name=need_answer][value='4']")).to_be_checked()
    expect(page.locator("input[name=cost_answer][value='2']")).to_be_checked()
    expect(page.locator("#cost_reason")).to_have_value("Dear, but")


def test_an_answer_that_is_refused_is_told_beside_its_row_and_stays(world: World, open_page: OpenPage) -> None:
    page, _ = _sheet(world, open_page)
    long = "Because. " * 1200
    page.locator("#cost_reason").fill(long)
    expect(page.locator("#saved")).to_contain_text("Not saved: Reason of “Cost” must be 10,000 characters or fewer")
    page.get_by_role("button", name="Save").click()
    row = page.locator("fieldset, .govuk-form-group").filter(has=page.locator("#cost_reason")).first
    expect(row.locator(".govuk-error-message")).to_contain_text("must be 10,000 characters or fewer")
    expect(page.locator("#cost_reason")).to_have_value(long.strip())


def _sheet(world: World, open_page: OpenPage) -> tuple[Page, str]:
    """The sheet of a candidate that nobody has answered yet, open in a browser; and its address."""
    with world.app.app_context():
        officer = db.session.get_one(Person, world.people["lead_officer"])
        made = appraising_factories.appraisal(db.session.get_one(Engagement, world.engagement_id), officer)
        sheet = world.url(f"/tools/{made.ref}/{appraising_factories.subject(made).ref}/sheet")
        db.session.commit()
    page = open_page("lead_officer")
    page.goto(sheet)
    return page, sheet
