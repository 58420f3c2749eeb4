"""Parts of the main job that several tests walk in their own way: without script, on a phone."""

import datetime as dt

from playwright.sync_api import Page

from tests.browser.beginning import MANAGER, PASSWORD
from tests.browser.pages.engagements import SetUp
from tests.browser.pages.entering import SignIn, YourWork
from tests.browser.pages.result import Result
from tests.browser.pages.rounds import RoundPage
from tests.browser.pages.scoring import Standard, TaskList
from tests.browser.pages.workshop import Workshop


def set_up_and_open(page: Page) -> None:
    """The manager sets the seed's engagement up by the button that works the value out, and opens it."""
    SignIn.visit(page).sign_in(MANAGER, PASSWORD).set_up_an_engagement()
    form = SetUp(page)
    form.describe(partner="Cheshire West and Chester", decision="Executive Board, 15 December 2011, minute 42")
    form.type_figures(rate="510", fewest="20", most="30")
    form.work_out()
    form = SetUp(page)
    form.says("20 to 30 days at £510 is £10,200 to £15,300")
    assert page.get_by_label("Partner council").input_value() == "Cheshire West and Chester"
    form.finish().open_it(signed=dt.date(2026, 11, 13)).says("The engagement is open")


def score_and_submit(page: Page, email: str) -> None:
    """A participant signs in, scores eleven standards, cannot score the twelfth, and submits."""
    SignIn.visit(page).sign_in(email, PASSWORD).take_up("Score the standards")
    standard = TaskList(page).open_standard(1)
    for number in range(1, 13):
        standard.at(number).choose_level(3 if number < 12 else "cannot")
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


def close_agree_and_sign(lead: Page, consultant: Page, director: Page, round_address: str) -> None:
    """The lead officer closes, the consultant records what is agreed, the director signs."""
    RoundPage.visit(lead, round_address).close_scoring().says("Scoring is closed.")
    YourWork.visit(consultant).take_up("Record what the workshop agrees")
    standard = Workshop(consultant).show_the_scores().open_standard(1)
    for number in range(1, 13):
        standard.arrived(number)
        standard.agree(3, target=4, reason="Talked through.")
    workshop = Workshop(consultant)
    for place in range(3):
        workshop = workshop.describe_area(place, challenges="Split budgets.", capacity="Two joint posts.")
    workshop.send_to_the_director()
    YourWork.visit(director).take_up("Sign the result")
    Result(director).sign().says("Version 1, signed by Director")
