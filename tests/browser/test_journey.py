"""The main job in a browser, from setting up to the signed result, each step by the person whose step it is."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.browser.beginning import COLLEAGUE, MANAGER, PASSWORD, prepare
from tests.browser.conftest import OpenPage
from tests.browser.pages.engagements import EngagementHome, People, SetUp
from tests.browser.pages.entering import Invitation, SignIn, YourWork
from tests.browser.pages.result import Result
from tests.browser.pages.rounds import RoundPage, StartRound
from tests.browser.pages.scoping import Scoping
from tests.browser.pages.scoring import Standard, TaskList
from tests.browser.pages.workshop import Workshop
from tests.browser.site import Site
from tests.browser.tour.walk import token_of
from tests.clients import send_form
from tests.world import STANDARDS

pytestmark = pytest.mark.browser

LEAD, SECOND, DIRECTOR = "lead@cwac.example", "lead2@cwac.example", "director@cwac.example"
PARTICIPANTS = [f"participant{number}@cwac.example" for number in range(1, 13)]
IN_A_BROWSER = (1, 2)
"""The participants who score in one; the others say what they say by the same forms."""
AGREED = (2, 3, 3, 4, 2, 4, 3, 1, 4, 3, 2, 5)
TARGETS = tuple(min(5, level + 1) for level in AGREED)
SPLIT = 7  # the standard on which half say 1 and half say 5
REASON = "Health and council see different markets; 3 is where both can start."


def level_of(participant: int, standard: int) -> int:
    """What a participant, 1 to 12, says of a standard, 1 to 12."""
    if standard == SPLIT:
        return 1 if participant <= 6 else 5
    return AGREED[standard - 1]


def test_a_self_assessment_from_setting_up_to_the_signed_result(site: Site, open_page: OpenPage) -> None:
    prepare(site)
    manager, consultant = open_page(), open_page()
    home = _set_up(manager)
    _open_and_invite(site, manager)
    lead = open_page()
    _lead_officer_arrives(site, lead)
    director = open_page()
    _director_arrives(site, director)
    _scope(consultant)
    address = _start_round(lead, home)
    for number in IN_A_BROWSER:
        _score_alone(site, open_page(), number)
    for number in range(len(IN_A_BROWSER) + 1, len(PARTICIPANTS) + 1):
        _score_without_a_browser(site, f"{urlsplit(address).path}scoring", number)
    _close(lead, address)
    _agree(consultant)
    _sign(director)
    _everybody_reads_the_result([manager, consultant, lead], address)


def _set_up(manager: Page) -> str:
    work = SignIn.visit(manager).sign_in(MANAGER, PASSWORD)
    work.set_up_an_engagement()
    form = SetUp(manager)
    form.describe(partner="Cheshire West and Chester", decision="Executive Board, 15 December 2011, minute 42")
    form.type_figures(rate="500", fewest="10", most="12")
    expect(form.value).to_contain_text("£5,000 to £6,000")
    form.type_figures(rate="500", fewest="20", most="30")
    expect(form.value).to_contain_text("20 to 30 days at £500 is £10,000 to £15,000")
    form.finish().says("Draft engagement with Cheshire West and Chester set up")
    return manager.url


def _open_and_invite(site: Site, manager: Page) -> None:
    home = EngagementHome(manager)
    people = home.see_people()
    people.assign_consultant("Colin Consultant")
    people.invite("Invite a lead officer", name="Lena Lead", email=LEAD)
    people.follow_crumb("Children's Trust")
    EngagementHome(manager).open_it(signed=dt.date(2026, 11, 13)).says("The engagement is open")


def _lead_officer_arrives(site: Site, lead: Page) -> None:
    work = Invitation.open(lead, site.link_for(LEAD)).accept(name="Lena Lead", password=PASSWORD)
    work.says("You are now a lead officer for Cheshire West and Chester")
    lead.get_by_role("link", name="Engagements").click()
    lead.get_by_role("link", name="Children's Trust").click()
    people = EngagementHome(lead).see_people()
    people.says("There is only one lead officer")
    people.invite("Invite a lead officer", name="Liam Second", email=SECOND)
    People(lead).invite("Name the director", name="Dora Director", email=DIRECTOR)
    assert site.link_for(SECOND) != site.link_for(DIRECTOR)


def _director_arrives(site: Site, director: Page) -> None:
    link = site.link_for(DIRECTOR)
    Invitation.open(director, link).accept(name="Dora Director", password=PASSWORD)
    director.goto(link)
    expect(director.locator("h1")).to_have_text("This invitation has been accepted")


def _scope(consultant: Page) -> None:
    SignIn.visit(consultant).sign_in(COLLEAGUE, PASSWORD).take_up("Record the scoping")
    scoping = Scoping(consultant).record_practice(
        people_met="Head of commissioning, 16 November 2026.",
        current_practice="Needs are read once a year.",
        strengths="Joint posts with health.",
        concerns="No shared decommissioning policy.",
    )
    scoping = scoping.add_service(
        "Short breaks", how="Framework until May 2027.", seen="Low take-up in the rural wards."
    )
    scoping = scoping.recommend("Workshops first, then mentoring.", support="Mentoring", days="21.5")
    scoping.says("21.5 days at £500 is £10,750")
    scoping.close().says("Closed by Colin Consultant")


def _start_round(lead: Page, home: str) -> str:
    lead.goto(home)
    EngagementHome(lead).follow("Baseline self-assessment")
    listed = StartRound(lead).start("Baseline", by=(4, 12, 2026))
    agencies = ("Council", "Health", "Schools", "Provider")
    lines = [f"Person {n}\t{email}\t{agencies[n % 4]}" for n, email in enumerate(PARTICIPANTS, start=1)]
    listed = listed.paste(lines)
    listed.says("12 people asked to score")
    listed.to_the_round().open_scoring().says("0 of 12 have submitted")
    return lead.url


def _score_alone(site: Site, page: Page, number: int) -> None:
    """Somebody scores in a browser: the first goes through every page by clicking, the other finds answers there."""
    email = PARTICIPANTS[number - 1]
    work = Invitation.open(page, site.link_for(email)).accept(name=f"Person {number}", password=PASSWORD)
    work.take_up("Score the standards")
    tasks = TaskList(page)
    if number == 1:
        tasks = _click_through(tasks)
        assert tasks.task_status("7. ") == "Level 1"
    else:
        client = site.app.test_client()
        session = next(each for each in page.context.cookies() if each["name"] == "session")
        client.set_cookie("session", session["value"], domain="localhost")
        _post_answers(client, urlsplit(page.url).path, number)
        page.reload()
        tasks = TaskList(page)
        assert tasks.task_status("7. ") == "Level 1"
    submitted = tasks.check().submit()
    submitted.says("You can change your answers until the lead officers close scoring")


def _score_without_a_browser(site: Site, scoring: str, number: int) -> None:
    """Somebody opens the link in the own letter, accepts, answers and submits, by the same pages and forms."""
    client, link = site.app.test_client(), urlsplit(site.link_for(PARTICIPANTS[number - 1])).path
    send_form(client, link, link, name=f"Person {number}", password=PASSWORD)
    _post_answers(client, scoring, number)
    send_form(client, f"{scoring}/check", f"{scoring}/submit")


def _click_through(tasks: TaskList) -> TaskList:
    standard = tasks.open_standard(1)
    for number in range(1, 13):
        assert standard.number == number
        standard.choose_level(level_of(1, number))
        if number == 1:
            standard.note("Minutes of the trust board, June 2026.")
        standard.go_on()
        if number < 12:
            standard = Standard(tasks.page).at(number + 1)
    return TaskList(tasks.page)


def _post_answers(client: FlaskClient, scoring: str, number: int) -> None:
    token = token_of(client, scoring)
    for place, key in enumerate(STANDARDS, start=1):
        form = {"csrf_token": token, "level": str(level_of(number, place))}
        answer = client.post(f"{scoring}/standards/{key}", data=form)
        assert answer.status_code == 303, answer.text


def _close(lead: Page, address: str) -> None:
    overview = RoundPage.visit(lead, address)
    overview.says("12 of 12 have submitted")
    overview.close_scoring().says("Scoring is closed. The consultants have been told.")


def _agree(consultant: Page) -> None:
    YourWork.visit(consultant).take_up("Record what the workshop agrees")
    workshop = Workshop(consultant)
    workshop.says("12 of 12 participants submitted")
    standard = workshop.show_the_scores().open_standard(1)
    for number, (level, target) in enumerate(zip(AGREED, TARGETS, strict=True), start=1):
        standard.arrived(number)
        if number == SPLIT:
            expect(standard.word).to_have_text("split", ignore_case=True)
            standard.agree(level, target=target)
            assert standard.errors[0].startswith("Give the reason: the scores are split")
        standard.agree(level, target=target, reason=REASON if number == SPLIT else "")
    workshop = Workshop(consultant)
    workshop.says("Left: 3 areas to describe.")
    for place in range(3):
        workshop = workshop.describe_area(place, challenges=f"Challenge {place}.", capacity=f"Capacity {place}.")
    workshop.send_to_the_director()
    Result(consultant).says("The result is with the director.")


def _sign(director: Page) -> None:
    YourWork.visit(director).take_up("Sign the result")
    waiting = Result(director)
    waiting.says("Not signed yet")
    waiting.sign().says("Version 1, signed by Dora Director, director, on 20 November 2026")


def _everybody_reads_the_result(pages: list[Page], address: str) -> None:
    for page in pages:
        result = Result.visit(page, f"{address}result")
        result.says("Signed")
        _same_figures_everywhere(result)


def _same_figures_everywhere(result: Result) -> None:
    """Picture, its table, and the file say what was agreed, standard by standard."""
    expect(result.charts).to_have_count(2)
    beside = [(row[1], row[2], row[3]) for row in result.rows_beside_chart(0)]
    assert [(level, target) for _, level, target in beside] == [
        (str(level), str(target)) for level, target in zip(AGREED, TARGETS, strict=True)
    ]
    drawn = " ".join(result.texts_in_chart(0))  # a long title stands on two lines
    for title, level, target in beside:
        assert f"{title} {level} target {target}" in drawn
    head, *rows = result.download()
    assert len(rows) == 12, head
    in_file = [tuple(re.findall(r"\d", f"{row[3]} {row[4]}")) for row in rows]
    assert in_file == [(level, target) for _, level, target in beside]
    assert REASON in {cell for row in rows for cell in row}
