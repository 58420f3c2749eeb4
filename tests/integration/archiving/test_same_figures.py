"""The same thing has the same figures on charts' tables, pages, in Word, Excel, CSV and in the archive."""

import csv
import io
from decimal import Decimal

import pytest
from docx import Document as WordFile
from openpyxl import load_workbook

from app.assessments.models import Round
from app.db import db
from tests.clients import page
from tests.integration.archiving.asked import taken
from tests.integration.reviewing.reviews import started
from tests.integration.reviewing.rich import make_rich
from tests.world import build_world


@pytest.fixture
def world(app):
    made = build_world(app, participants=3)
    make_rich(made)
    return made


def of_page(response, caption):
    """The rows of the tables whose caption has these words, heads left out, as text."""
    found = [table for table in page(response).select("main table") if caption in table.caption.get_text()]
    rows = [row for table in found for row in table.select("tbody tr")]
    return [[" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])] for row in rows]


def of_csv(response):
    return list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


def of_excel(response, sheet=0):
    head, *rows = load_workbook(io.BytesIO(response.data)).worksheets[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def of_word(response):
    tables = WordFile(io.BytesIO(response.data)).tables
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


def days(text):
    return Decimal(text.split()[0]) if text[0].isdigit() else Decimal(0)


def test_levels_days_and_pounds_are_equal_wherever_they_stand(world):
    review = started(world)
    client, archive = world.client("manager"), taken(world)
    with world.app.app_context():
        result = world.url(f"/rounds/{db.session.scalar(db.select(Round.ref))}/result")
    minutes, reviewed = of_word(client.get(world.url(f"{review}/minutes.docx"))), client.get(world.url(review))

    levels = {row["Standard"]: row["Agreed level"] for row in of_csv(client.get(f"{result}.csv"))}
    assert len(levels) == 12
    numbered = {row[0].partition(". ")[2]: row for row in of_page(reviewed, "Agreed scores")}
    drawn = {row[1].partition(". ")[2]: row[2] for row in of_page(client.get(result), "agreed level and target:")}
    told = {row[0].partition(". ")[2]: row[2] for row in minutes if row[0].partition(". ")[2] in levels}
    excel = {row["Standard"]: str(row["Agreed level"]) for row in of_excel(client.get(f"{result}.xlsx"), 1)}
    kept = {row["Standard"]: row["Agreed level"] for row in archive.data["signed-standards"]}
    in_csv = {row["Standard"]: row["Agreed level"] for row in archive.rows("signed-standards")}
    assert drawn == told == excel == kept == in_csv == levels == {key: row[2] for key, row in numbered.items()}

    balance = client.get(world.url("/days"))
    used = next(row for row in of_page(balance, "The balance on") if row[0] == "Used")
    assert used[1:] in [row[1:] for row in of_page(reviewed, "Balance") if row[0] == "Used in all"]
    assert ["Used in all", *used[1:]] in minutes
    months = of_page(balance, "Days and pounds month by month")
    entries = [each for each in archive.data["support-entry"] if each["state"] != "booked"]
    portfolio = client.get("/portfolio.csv"), client.get("/portfolio.xlsx")
    [row], *_ = (of_csv(portfolio[0]),)
    [line] = [each for each in of_excel(portfolio[1]) if each["Partner"] == row["Partner"]]
    assert {
        days(used[1]),
        sum(days(each[1]) for each in months),
        Decimal(sum(each["quarters"] for each in entries)) / 4,
        Decimal(sum(int(each["quarters"]) for each in archive.rows("support-entry") if each["state"] != "booked")) / 4,
        Decimal(row["Days used"]),
        Decimal(str(line["Days used"])),
    } == {Decimal("2.5")}
    pounds = sum(each["quarters"] * Decimal(each["day_rate"]) / 4 for each in entries)
    assert used[2] == f"£{pounds:,.0f}"
