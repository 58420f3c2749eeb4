"""The main jobs on a phone, and reading at 400 % zoom. Every page at 320 pixels: test_axe.py."""

import pytest
from playwright.sync_api import expect

from app.assessments.models import RoundState
from tests.browser.beginning import give_password, prepare
from tests.browser.checking import overflow, small_targets, violations
from tests.browser.conftest import OpenPage
from tests.browser.journeys import close_agree_and_sign, score_and_submit, set_up_and_open
from tests.browser.site import Site
from tests.integration.assessments.rounds import make_round, round_url
from tests.world import World

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 640}
ZOOMED = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %


def test_a_page_zoomed_to_400_percent_is_read_downwards_only(open_page: OpenPage, world: World, site: Site) -> None:
    page = open_page("manager", viewport=ZOOMED, device_scale_factor=4)
    for address in ("/home", "/engagements", "/engagements/set-up", world.url("/"), world.url("/people")):
        page.goto(address)
        assert overflow(page) == [], address


def test_the_main_job_is_done_on_a_phone(site: Site, world: World, open_page: OpenPage) -> None:
    ref = make_round(world, RoundState.SCORING, submitted=11)
    participant = open_page(viewport=PHONE, has_touch=True)
    score_and_submit(participant, give_password(site, world.people["participant12"]))
    people = [open_page(who, viewport=PHONE, has_touch=True) for who in ("lead_officer", "consultant", "director")]
    close_agree_and_sign(*people, round_url(world, ref))
    assert [overflow(page) for page in (participant, *people)] == [[]] * 4


def test_an_engagement_is_set_up_on_a_phone(site: Site, open_page: OpenPage) -> None:
    prepare(site)
    set_up_and_open(open_page(viewport=PHONE, has_touch=True))


def test_the_menu_of_a_phone_opens_and_stays_accessible(open_page: OpenPage, world: World) -> None:
    page = open_page("lead_officer", viewport=PHONE)
    page.goto("/home")
    menu = page.get_by_role("button", name="Menu")
    expect(page.get_by_role("link", name="Engagements")).to_be_hidden()
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    assert violations(page) == []
    assert small_targets(page) == []
    page.get_by_role("link", name="Engagements").click()
    expect(page.locator("h1")).to_have_text("Engagements")


def test_how_a_task_stands_is_said_below_it_where_there_is_no_room_beside_it(world: World, open_page: OpenPage) -> None:
    make_round(world, RoundState.SCORING, submitted=11)
    page = open_page("participant12", viewport=PHONE)
    page.goto("/home")
    task = page.locator(".govuk-task-list__item").filter(has_text="Score")
    name, status = (task.locator(f".govuk-task-list__{part}").bounding_box() for part in ("name-and-hint", "status"))
    assert name is not None
    assert status is not None
    assert status["y"] >= name["y"] + name["height"]
    assert name["width"] > 0.8 * PHONE["width"]


def test_overflow_and_small_targets_are_found(open_page: OpenPage) -> None:
    """The twin: a page that is too wide, and two buttons that one finger would meet."""
    page = open_page(viewport=PHONE)
    page.set_content('<p style="width:600px">Wide</p><button style="width:9px;height:9px"></button><button>B</button>')
    assert overflow(page)[0].endswith("px in 320px")
    assert any("width:9px" in each for each in small_targets(page))
