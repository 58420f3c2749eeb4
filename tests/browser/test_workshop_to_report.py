"""The whole way of issue 3: a workshop by keys alone, two dissents, signed, taken home, reopened, signed again."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from playwright.sync_api import Page, expect

from app.assessments.models import RoundState
from tests.browser.conftest import OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.pages.result import Result
from tests.browser.pages.workshop import Workshop, WorkshopStandard
from tests.integration.assessments.rounds import make_round, round_url
from tests.integration.documents.office import converted
from tests.unit.documents.test_pdf import text_of
from tests.world import World

pytestmark = pytest.mark.browser
WHY = "Talked through in the room."
FIRST, SECOND = "Nothing has begun where I work.", "A plan nobody pays for is no plan."


def press(page: Page, name: str) -> None:
    """Go to a button or link by Tab, and press Enter."""
    keys = Keyboard(page)
    keys.tab_to(page.locator("main").locator("a, button").filter(has_text=name).first)
    keys.press("Enter")


def agree_by_keys(page: Page, level: int, target: int) -> None:
    """One standard in single keys: level, target, reason, save and go on."""
    keys = Keyboard(page)
    keys.press(str(level), f"Shift+Digit{target}", "r", "Control+a")
    keys.type(WHY)
    keys.press("Tab", "s")


def dissent_by_keys(page: Page, text: str) -> None:
    """From the standard's page: the dissent is written, recorded, and the standard is there again."""
    keys = Keyboard(page)
    keys.press("d")
    expect(page.locator("h1")).to_have_text("Add a dissent")
    keys.fill(page.get_by_label("What does somebody see differently?"), text)
    press(page, "Record the dissent")
    expect(page.locator("main")).to_contain_text("The dissent is recorded.")


def describe_area_by_keys(page: Page, place: int) -> None:
    keys = Keyboard(page)
    keys.tab_to(page.locator("main").get_by_role("link", name="challenges and capacity for improvement").nth(place))
    keys.press("Enter")
    expect(page.locator(".govuk-caption-l")).to_have_text("Workshop: area")
    keys.fill(page.get_by_label("Challenges that the partnership faces"), "Split budgets.")
    keys.fill(page.get_by_label("Capacity for improvement"), "Two joint posts.")
    press(page, "Save")
    expect(page.locator("h1")).to_have_text("Workshop")


def run_the_workshop(page: Page, world: World, ref: str) -> None:
    """Everything that the facilitator does, without a mouse."""
    page.goto(round_url(world, ref, "/workshop"))
    press(page, "Show the scores")
    workshop = Workshop(page)
    workshop.says("0 of 12 agreed.")
    press(page, "Show in the questionnaire’s order")
    workshop.says("In the questionnaire’s order.")
    keys = Keyboard(page)
    keys.press("n", "Enter")
    standard = WorkshopStandard(page, 1)
    for number in range(1, 13):
        standard.arrived(number)
        if number in {1, 2}:
            keys.press("3", "Shift+Digit4", "r")
            keys.type(WHY)
            keys.press("Tab")
            dissent_by_keys(page, FIRST if number == 1 else SECOND)
            standard.arrived(number)
        agree_by_keys(page, 3, 4)
    expect(page.locator("h1")).to_have_text("Workshop")
    workshop.says("12 of 12 agreed.")
    for place in range(3):
        describe_area_by_keys(page, place)
    press(page, "Send the result to the director")
    expect(page.locator("main")).to_contain_text("The result is with the director.")


def taken(page: Page, name: str) -> bytes:
    """Press a link on “Report and files”, and give the file."""
    with page.expect_download() as coming:
        page.locator("main").get_by_role("link", name=name, exact=True).click()
    return Path(coming.value.path()).read_bytes()


def opened(content: bytes, folder: Path, kind: str, to: str) -> bytes:
    folder.mkdir()
    return converted(content, kind, to, folder)


def words_of(pdf: bytes) -> Callable[[str], bool]:
    """Say whether a PDF holds a text, whatever its lines."""
    text = "".join(text_of(pdf).split())
    return lambda wanted: "".join(wanted.split()) in text


def test_from_twelve_scores_to_a_report_and_a_second_version(world: World, open_page: OpenPage, tmp_path: Path) -> None:
    ref = make_round(world, RoundState.WORKSHOP, shown=False)
    consultant, director, lead = open_page("consultant"), open_page("director"), open_page("lead_officer")
    run_the_workshop(consultant, world, ref)
    Result.visit(director, round_url(world, ref, "/result")).sign().says("Version 1, signed by Director")

    director.goto(round_url(world, ref, "/result/files"))
    word, pdf = taken(director, "Report as Word"), taken(director, "Report as PDF")
    with pikepdf.open(io.BytesIO(pdf)) as tagged, tagged.open_metadata() as claims:
        assert claims["pdfuaid:part"] == "1"
        assert tagged.Root.MarkInfo.Marked
    from_word = opened(word, tmp_path / "word", "docx", "pdf")
    assert opened(pdf, tmp_path / "pdf", "pdf", "odg"), "LibreOffice Draw opens the PDF"
    for says in (words_of(from_word), words_of(pdf)):
        assert says("signed by Director")
        assert says(FIRST)
        assert says(SECOND)
    book = openpyxl.load_workbook(io.BytesIO(taken(director, "Everything as Excel")))
    assert any(FIRST in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)

    reopen_and_sign_again(lead, consultant, director, world, ref)


def reopen_and_sign_again(lead: Page, consultant: Page, director: Page, world: World, ref: str) -> None:
    """The lead officer reopens with a reason; one level changes; version 2 stands, its difference shown."""
    result = Result.visit(lead, round_url(world, ref, "/result"))
    result.open_details("Reopen the result")
    result.main.get_by_label("Why does the result have to change?").fill(
        "Health signed the framework after the workshop."
    )
    result.press("Reopen the result")
    result.says("Version 1 stands until")
    consultant.goto(round_url(world, ref, "/workshop"))
    consultant.get_by_role("button", name="Resume the workshop").click()
    Workshop(consultant).open_standard(1).agree(4, target=5, reason="Health uses it, too.")
    workshop = Workshop.visit(consultant, round_url(world, ref, "/workshop"))
    workshop.send_to_the_director()
    Result.visit(director, round_url(world, ref, "/result")).sign().says("Version 2, signed by Director")
    director.goto(round_url(world, ref, "/result/versions/2/changes"))
    changes = director.locator("main")
    expect(changes).to_contain_text("1. A shared process and principles")
    expect(changes).to_contain_text("Was: [removed: 3]")
    expect(changes).to_contain_text("Is: [added: 4]")
    director.goto(round_url(world, ref, "/result/versions/1"))
    expect(director.locator("main")).to_contain_text(WHY)
    expect(director.locator("main")).not_to_contain_text("Health uses it, too.")
