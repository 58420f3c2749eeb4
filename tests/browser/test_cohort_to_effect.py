"""The whole way of issue 6: a cohort is opened, three authorities enrol, registers on a phone, certificates, effect."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from app.accounts.models import Authority, Person
from app.db import db
from app.learning.models import CheckKind, Cohort, Enrolment, Moment
from app.security.roles import Role
from tests import factories, learning_factories
from tests.browser.checking import overflow
from tests.browser.conftest import OpenPage
from tests.browser.site import Site
from tests.browser.test_plan_to_variation import fill_date, follow, press, says
from tests.world import World

pytestmark = pytest.mark.browser
FIRST = dt.date(2026, 12, 1)
DATES = (FIRST, FIRST + dt.timedelta(1), FIRST + dt.timedelta(21), FIRST + dt.timedelta(22))
PHONE = {"width": 390, "height": 844}
_CHOOSE = """(groups, chosen) => groups.forEach((group, place) => {
  [...group.querySelectorAll("label")].find(each => each.textContent.trim() === chosen[place]).click();
})"""
SEATS = 11  # six of the partner, three of the lead authority, two of a third one


def at(site: Site, day: int, hour: int, minute: int = 0) -> None:
    """Move the clock to a time of a day of the programme."""
    site.clock.moment = dt.datetime.combine(DATES[day - 1], dt.time(hour, minute), dt.UTC)


def test_from_an_open_cohort_to_certificates_and_the_view_of_effect(
    world: World, open_page: OpenPage, site: Site
) -> None:
    third = another_partner(world)
    trainer = open_page("trainer", viewport=PHONE)
    path = open_a_cohort(trainer, world)
    enrol_by_name(trainer, world, path, third)
    delegates = {who: open_page(who) for who in ("participant1", "consultant", "third")}
    for page in delegates.values():
        join(page)
    waiting = open_page("participant2")
    join(waiting, full=True)
    delegates["participant1"].goto(path)
    follow(delegates["participant1"], "Give up your place")
    press(delegates["participant1"], "Give up your place")
    waiting.goto(path)
    expect(waiting.locator("main")).not_to_contain_text("on the waiting list")
    delegates["participant2"] = waiting
    del delegates["participant1"]

    at(site, 1, 9, 35)
    for page in delegates.values():
        rate(page, path, "before", 3)
        take_the_check(page, path, right=3)
    for day in range(1, 5):
        at(site, day, 16, 35)
        for half in ("morning", "afternoon"):
            register(trainer, path, day, half, late="Consultant" if (day, half) == (2, "morning") else "")
    others_learn(world, but=set(delegates))
    for page in delegates.values():
        rate(page, path, "after", 4)
        rate(page, path, "looking-back", 2)
        take_the_check(page, path, right=7)
    certify(trainer, path)
    verify(delegates["consultant"], open_page(None), path)

    site.clock.moment += dt.timedelta(days=20)
    manager = open_page("manager")
    manager.goto("/training/effect")
    row = manager.locator("main tr", has=manager.get_by_role("rowheader", name="Cheshire West and Chester")).first
    expect(row).to_contain_text("6")
    says(manager, "Held back")


def another_partner(world: World) -> str:
    """A third authority that Halton supports; somebody there works as a lead officer."""
    with world.app.app_context():
        lead, third = db.session.get_one(Authority, world.lead_id), factories.authority(name="Thirdham")
        engagement = factories.engagement(lead, third)
        person = factories.person(email="third@thirdham.example", name="Theo Third")
        factories.membership(person, Role.LEAD_OFFICER, third, engagement)
        world.people["third"] = person.id
        learning_factories.training_version()
        db.session.commit()
        return third.name


def open_a_cohort(page: Page, world: World) -> str:
    """The trainer makes a draft with the usual dates, and opens it; gives its path."""
    page.goto("/training")
    page.get_by_role("button", name="Make a cohort").click()
    page.get_by_label("Name of the cohort").fill("Winter 2026")
    fill_date(page, "day_1", FIRST)
    page.get_by_label("Venue").fill("Town Hall, Committee Room 1")
    page.get_by_label("Seats").fill(str(SEATS))
    page.get_by_label("Trainer", exact=True).check()
    press(page, "Make the draft")
    says(page, "22 December 2026")
    press(page, "Open for enrolment")
    return urlsplit(page.url).path


def enrol_by_name(page: Page, world: World, path: str, third: str) -> None:
    """The trainer enters those who were named by e-mail: five of the partner, two of Halton, one more elsewhere."""
    for authority, names in (
        ("Cheshire West and Chester", [f"Casey Partner{n}" for n in range(5)]),
        ("Halton", ["Hal One", "Hal Two"]),
        (third, ["Thea Other"]),
    ):
        page.goto(f"{path}/delegates/add")
        page.get_by_label("People").fill(
            "\n".join(f"{name}, {name.lower().replace(' ', '.')}@town.example" for name in names)
        )
        page.get_by_label("Authority that they come from").fill(authority)
        press(page, "Add them")
        says(page, f"{len(names)} given a place")


def join(page: Page, *, full: bool = False) -> None:
    page.goto("/training")
    follow(page, re.compile("Winter 2026"))
    press(page, "Join the waiting list" if full else "Take a place")
    if full:
        says(page, "number 1 on the waiting list")


def rate(page: Page, path: str, moment: str, level: int) -> None:
    """The same level on every topic and attribute. By hand and by key: test_training_plainly.py."""
    page.goto(f"{path}/confidence/{moment}")
    page.locator(f"main input[type=radio][value='{level}']").evaluate_all("all => all.forEach(each => each.click())")
    press(page, "Save my ratings")


def take_the_check(page: Page, path: str, *, right: int) -> None:
    """Answer `right` of the eight questions rightly, the others wrongly, and hand in."""
    answers = {each.text: each for each in learning_factories.four_days().questions}
    page.goto(f"{path}/check")
    press(page, re.compile("^Begin the check"))
    expect(page.get_by_role("button", name="Hand in")).to_be_visible()
    chosen = []
    for place, legend in enumerate(page.locator("main fieldset legend").all_inner_texts()):
        question = answers[re.sub(r"^\d+\.?\s*", "", legend.strip())]
        answer = question.answer if place < right else question.answer % len(question.options) + 1
        chosen.append(question.options[answer - 1])
    page.locator("main fieldset").evaluate_all(_CHOOSE, chosen)
    press(page, "Hand in")
    says(page, f"{right} of 8")


def register(page: Page, path: str, day: int, half: str, *, late: str) -> None:
    """Take the register on a phone: all are present, then one was late."""
    page.goto(f"{path}/register/{day}/{half}")
    press(page, "All are present")
    if late:
        page.goto(f"{path}/register/{day}/{half}")
        row = page.locator(".app-register__row", has=page.get_by_role("group", name=late))
        row.get_by_label("Late").check()
        row.get_by_label("Minutes").fill("160")
        press(page, "Save the register")
    assert overflow(page) == []


def others_learn(world: World, *, but: set[str]) -> None:
    """What the delegates say who have no browser here."""
    with world.app.app_context():
        cohort = db.session.scalars(db.select(Cohort)).one()
        present = {world.people[who] for who in but}
        for enrolment in db.session.scalars(db.select(Enrolment).filter_by(cohort_id=cohort.id, state="enrolled")):
            if enrolment.person_id not in present:
                for moment, level in ((Moment.BEFORE, 3), (Moment.AFTER, 4), (Moment.LOOKING_BACK, 2)):
                    learning_factories.rating(enrolment, moment, level)
                learning_factories.attempt(enrolment, CheckKind.BEFORE, 3)
                learning_factories.attempt(enrolment, CheckKind.AFTER, 7)
        assert db.session.scalar(db.select(db.func.count(Person.id))) > SEATS
        db.session.commit()


def certify(page: Page, path: str) -> None:
    page.goto(f"{path}/certificates")
    press(page, re.compile(f"^Issue {SEATS} certificates"))
    says(page, f"{SEATS} certificates")


def verify(page: Page, public: Page, path: str) -> None:
    """Somebody without an account checks the certificate of a delegate by its number."""
    page.goto(f"{path}/certificate")
    number = re.search(r"[2-9a-z]{4}(?:-[2-9a-z]{4}){3}", page.locator("main").inner_text())
    assert number is not None
    public.goto("/certificates")
    public.get_by_role("textbox").fill(number[0].upper().replace("-", " "))
    press(public, "Check")
    says(public, "Consultant")
    says(public, "Not accredited")
    says(public, "21.6 hours")
