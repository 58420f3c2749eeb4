"""A place, a rating, a register and a certificate by keyboard alone, and without JavaScript. With a mouse: effect."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from app.accounts.models import Person
from app.db import db
from app.learning.models import Enrolment
from tests import learning_factories
from tests.browser.conftest import OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.site import Site
from tests.browser.test_plan_to_variation import says
from tests.browser.watching import Watch
from tests.integration.learning.coming import DATES, make_coming
from tests.world import World

pytestmark = pytest.mark.browser
LEVEL = 2


def by_mouse(page: Page, target: Locator) -> None:
    target.click()


def by_key(page: Page, target: Locator) -> None:
    """Tab to a link, a button or a group of choices; of a group the second is taken."""
    expect(target).to_be_visible()  # the page before has been left
    keys = Keyboard(page)
    keys.tab_to(target)
    keys.press(*(["Space", "ArrowDown"] if target.get_attribute("type") == "radio" else ["Enter"]))


Act = Callable[[Page, Locator], None]


def test_by_keyboard_alone(world: World, site: Site, open_page: OpenPage) -> None:
    def rate(page: Page) -> None:
        for group in page.locator("main fieldset").all():
            by_key(page, group.get_by_role("radio").first)

    tall = open_page("participant1", viewport={"width": 1200, "height": 1600})
    walk(world, site, tall, open_page("trainer"), by_key, rate)


def test_without_javascript(world: World, site: Site, open_page: OpenPage, watch: Watch) -> None:
    def rate(page: Page) -> None:
        for choice in page.locator(f"main input[type=radio][value='{LEVEL}']").all():
            choice.check()

    watch.allow(" csp")  # how Chromium reports that scripts are off
    delegate, trainer = (open_page(who, java_script_enabled=False) for who in ("participant1", "trainer"))
    walk(world, site, delegate, trainer, by_mouse, rate)


def walk(world: World, site: Site, delegate: Page, trainer: Page, act: Act, rate: Callable[[Page], None]) -> None:
    """A delegate enrols and rates, the trainer takes a register, the delegate takes the certificate."""
    made = make_coming(world, seats=4, waiting=False)
    delegate.goto("/training")
    act(delegate, delegate.locator("main").get_by_role("link", name="November 2026").first)
    act(delegate, delegate.get_by_role("button", name="Take a place"))
    says(delegate, "You have a place.")
    act(delegate, delegate.get_by_role("link", name="Rate your confidence before the training"))
    expect(delegate.locator("main fieldset").first).to_be_visible()
    rate(delegate)
    act(delegate, delegate.get_by_role("button", name="Save my ratings"))
    expect(delegate.locator(".govuk-notification-banner")).to_be_visible()

    site.clock.moment = dt.datetime.combine(DATES[0], dt.time(13), dt.UTC)
    trainer.goto("/home")
    act(trainer, trainer.get_by_role("link", name="Take the register of day 1, morning"))
    act(trainer, trainer.get_by_role("button", name="All are present"))
    says(trainer, "Register of day 1, morning, saved: 4 of 4 have a mark.")

    learn_the_rest(world)
    site.clock.moment = dt.datetime.combine(DATES[3], dt.time(17), dt.UTC)
    delegate.goto(made.url())
    act(delegate, delegate.locator("main .govuk-task-list").get_by_role("link", name="Your certificate"))
    act(delegate, delegate.get_by_role("button", name="Issue my certificate"))
    says(delegate, "Your certificate is issued.")
    says(delegate, "1,170 of 1,320 minutes")


def learn_the_rest(world: World) -> None:
    """The rating that was sent is there, and so is the first morning; the other days and the check go well."""
    with world.app.app_context():
        trainer = db.session.get_one(Person, world.people["trainer"])
        place = db.session.scalars(db.select(Enrolment).filter_by(person_id=world.people["participant1"])).one()
        rating = db.session.scalars(db.select(learning_factories.ConfidenceRating)).one()
        assert (rating.enrolment_id, set(rating.levels.values())) == (place.id, {LEVEL})
        learning_factories.all_present(place, trainer, days=(2, 3, 4))
        learning_factories.attempt(place)
        db.session.commit()
