"""The whole way of issue 5: a visit of two is logged, queried, corrected, approved and stated; then a reversal."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.site import Site
from tests.browser.test_plan_to_variation import follow, press, says
from tests.integration.charging.made import confirm_vat, make_charging, order
from tests.world import World

pytestmark = pytest.mark.browser
IN_DECEMBER = dt.datetime(2026, 12, 1, 9, 30, tzinfo=dt.UTC)
_NUMBER = re.compile(r"−?[\d,]+(?:\.\d+)?")


def number(text: str) -> Decimal:
    """Read the first number of a cell: "−0.5 days", "£1,250"."""
    found = _NUMBER.search(text.replace("£", "").replace("-", "−"))
    assert found, text
    return Decimal(found[0].replace(",", "").replace("−", "-"))


def lines_of(page: Page) -> list[tuple[Decimal, Decimal, Decimal]]:
    """Days, rate and charge of each line of the statement that is shown."""
    table = page.locator("main table").filter(has=page.get_by_role("columnheader", name="Day rate")).first
    heads = [each.strip() for each in table.locator("thead th").all_inner_texts()]
    places = [heads.index(name) for name in ("Days", "Day rate", "Charge")]
    rows = table.locator("tbody tr").all()
    cells = [[each.strip() for each in row.locator("th, td").all_inner_texts()] for row in rows]
    shown = [[row[place] for place in places] for row in cells if len(row) == len(heads) and row[places[1]]]
    return [(number(days), number(rate), number(charge)) for days, rate, charge in shown]


def test_from_a_visit_to_a_statement_and_a_reversal_on_the_next(world: World, open_page: OpenPage, site: Site) -> None:
    make_charging(world)
    confirm_vat(world)
    order(world)
    consultant, director, finance = (open_page(who) for who in ("consultant", "director", "finance_officer"))

    log_a_visit(consultant, world)
    director.goto("/home")
    follow(director, re.compile("October 2026"))
    follow(director, re.compile("^Query"), place=1)
    director.locator("textarea").fill("Was Consultant Two there all day?")
    press(director, "Send the query")

    consultant.goto("/home")
    follow(consultant, re.compile("quer", re.IGNORECASE))
    follow(consultant, re.compile("^Change|^change it"))
    consultant.get_by_label("How much of the day?").select_option(label="½ day")
    press(consultant, "Save")
    consultant.locator("textarea").fill("Half a day. Corrected.")
    press(consultant, "Send the answer")

    director.goto(world.url("/days/months/2026-10"))
    says(director, "Half a day. Corrected.")
    press(director, re.compile("^Approve 2 lines: 1.5 days, £750"))
    issue(finance, world, "2026-10")
    says(finance, "£900")
    assert lines_of(finance) == [(Decimal(1), Decimal(500), Decimal(500)), (Decimal("0.5"), Decimal(500), Decimal(250))]

    reverse(consultant, world)
    director.goto(world.url("/days/months/2026-10"))
    press(director, re.compile("^Approve 1 line"))
    site.clock.moment = IN_DECEMBER
    issue(finance, world, "2026-11")
    assert lines_of(finance) == [(Decimal("-0.5"), Decimal(500), Decimal(-250))]
    says(finance, "She was ill that day.")
    director.goto(world.url("/days"))
    says(director, "£500")


def log_a_visit(page: Page, world: World) -> None:
    """Two consultants, one whole day of scoping each, submitted."""
    page.goto(world.url("/days/log?month=2026-10"))
    for name in ("Consultant", "Consultant Two"):
        page.get_by_label(name, exact=True).check()
    page.get_by_label("Tue 13 Oct").select_option(label="1 day")
    page.get_by_label("Kind of support").select_option(label="Scoping exercise")
    page.get_by_label("What was done?").fill("Met the commissioners of two partners.")
    press(page, "Log these days")
    page.goto(world.url("/days/months/2026-10"))
    press(page, re.compile("^Submit 2 lines for approval: 2 days, £1,000"))


def issue(page: Page, world: World, month: str) -> None:
    """The finance officer reads what the statement will hold, and issues it."""
    page.goto(world.url(f"/days/statements/draft/{month}"))
    press(page, "Issue the statement")


def reverse(page: Page, world: World) -> None:
    """The half day is taken back."""
    page.goto(world.url("/days/months/2026-10"))
    follow(page, re.compile(r"13 October\s*, Consultant Two"))
    press(page, "Reverse this day")
    page.locator("textarea").fill("She was ill that day.")
    press(page, "Reverse the day")
