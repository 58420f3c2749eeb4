"""The result to take away: figures equal everywhere, the summary on one page, names of files, what a file costs."""

import csv
import datetime as dt
import io
import re
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from bs4 import BeautifulSoup
from docx.table import Table
from docx.text.paragraph import Paragraph

from app.assessments.models import RoundState, SignedResult, WorkshopRecord
from app.assessments.report.facts import name_of
from app.assessments.result import result_content
from app.assessments.result.told import told
from app.charts.model import level_text
from app.db import db
from tests.clients import page
from tests.integration.assessments.results import every_case
from tests.integration.assessments.rounds import make_round, round_url
from tests.integration.documents.office import converted
from tests.making import put_on_no_paper
from tests.unit.documents.test_pdf import tags, text_of
from tests.world import build_world

FILES = ("/result/report.docx", "/result/report.pdf", "/result.xlsx", "/result.csv")


@pytest.fixture
def world(app):
    return build_world(app, participants=3)


@pytest.fixture
def signed(world):
    """A signed round whose frozen copy has every case in it."""
    ref = make_round(world, RoundState.SIGNED, submitted=3)
    with world.app.app_context():
        copy = db.session.scalar(db.select(SignedResult))
        copy.content = result_content(every_case())
        db.session.commit()
    return ref


def fetched(world, ref, rest, who="director"):
    response = world.client(who).get(round_url(world, ref, rest))
    assert response.status_code == 200
    return response


def figures(level, target, first, second):
    """One standard's figures, all as text: level, target, and each vote's row or nothing."""
    return str(level), str(target), tuple(first), tuple(second)


def vote(spread):
    if spread is None:
        return ()
    quartiles = f"{level_text(spread.lower_quartile)} to {level_text(spread.upper_quartile)}"
    return (str(spread.n), *map(str, spread.counts), level_text(spread.median), quartiles, str(spread.word or "none"))


def expected():
    return {
        standard.number: figures(
            standard.level or "not assessed",
            standard.target or "no target",
            vote(told(standard).first),
            vote(told(standard).second),
        )
        for standard in every_case().standards
    }


def from_word(content):
    """Read each standard's tables, as they follow its heading."""
    made, found, number = docx.Document(io.BytesIO(content)), {}, 0
    for element in made.element.body:
        if element.tag.endswith("}p"):
            paragraph = Paragraph(element, made)
            heading = re.match(r"(\d+)\. ", paragraph.text)
            if paragraph.style.name == "Heading 2" and heading:
                number = int(heading[1])
                found[number] = {}
        elif element.tag.endswith("}tbl") and number:
            rows = [[cell.text for cell in row.cells] for row in Table(element, made).rows]
            if rows[0][0] == "Agreed level":
                found[number]["agreed"] = rows[1]
            elif rows[0][0] == "Vote":
                found[number].update({row[0]: row[1:] for row in rows[1:]})
    return {
        number: figures(*parts["agreed"][:2], parts.get("First", ()), parts.get("Second", ()))
        for number, parts in found.items()
    }


def from_pdf(content):
    """Read the text of the PDF in the order of its tags."""
    text = " ".join(text_of(content).split("Appendix A: how this result was made")[-2].split())
    sections = re.split(r"(?=\b\d+\. [A-Z][^.]*? What was agreed Agreed level)", text)[1:]
    found = {}
    for part in sections:
        number = int(re.match(r"\d+", part)[0])
        agreed = re.search(r"Priority (not assessed|\d) (no target|\d) ", part)
        row = r"(\d+) (\d+) (\d+) (\d+) (\d+) (\d+) ([\d.]+) ([\d.]+ to [\d.]+) (close|mixed|split|none)"
        first, second = (re.search(f"{name} {row}", part) for name in ("First", "Second"))
        found[number] = figures(*agreed.groups(), first.groups() if first else (), second.groups() if second else ())
    return found


def from_rows(head, rows):
    """Read rows of CSV or Excel."""
    found = {}
    for row in rows:
        cells = dict(zip(head, ("" if cell is None else f"{cell}" for cell in row), strict=True))
        votes = []
        for name in ("First vote", "Second vote"):
            n, *counts, median, lower, upper, word = (cells[key] for key in head if key.startswith(f"{name}: "))
            votes.append((n, *counts, median, f"{lower} to {upper}", word) if n else ())
        found[int(cells["Number"])] = figures(cells["Agreed level"], cells["Target"] or "no target", *votes)
    return found


def from_page(html):
    """Read level, target, median and word of the first vote from the tables by area."""
    found = {}
    for row in page(html).select("section.app-area table tbody tr"):
        cells = [" ".join(cell.text.split()) for cell in row.find_all(["th", "td"])]
        found[int(cells[0].split(".")[0])] = cells[1].lower(), cells[2], cells[3]
    return found


def test_figures_are_equal_on_page_chart_table_word_pdf_excel_and_csv(world, signed):
    told_of = expected()
    assert from_word(fetched(world, signed, "/result/report.docx").data) == told_of
    assert from_pdf(fetched(world, signed, "/result/report.pdf").data) == told_of
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(world, signed, "/result.xlsx").data))["Standards"]
    assert from_rows([cell.value for cell in sheet[1]], list(sheet.iter_rows(min_row=2, values_only=True))) == told_of
    head, *rows = csv.reader(io.StringIO(fetched(world, signed, "/result.csv").data.decode("utf-8-sig")))
    assert from_rows(head, rows) == told_of


def test_figures_of_the_page_and_its_charts_equal_those_of_the_files(world, signed):
    told_of, response = expected(), fetched(world, signed, "/result")
    on_page = from_page(response)
    assert on_page.keys() == told_of.keys()
    for number, (level, target, first, _) in told_of.items():
        assert on_page[number][0] == level
        assert on_page[number][1].split(" by ")[0] == target.replace("no target", "")
        if first:
            assert f"{first[0]} scores, median {first[6]}" in on_page[number][2]
            assert first[8] in on_page[number][2]
    table = page(response).find("table")
    in_table = {
        int(cells[1].split(".")[0]): (cells[2], cells[3])
        for row in table.select("tbody tr")
        if (cells := [" ".join(cell.text.split()) for cell in row.find_all(["th", "td"])])
    }
    assert in_table == {number: (level, target) for number, (level, target, *_) in told_of.items()}
    svg = world.client("director").get(page(response).select_one("img.app-chart")["src"]).text
    words = " ".join(text.text.strip() for text in BeautifulSoup(svg, "html.parser").find_all("text"))
    for standard in every_case().standards:
        level, target, *_ = told_of[standard.number]
        beside = words.partition(name_of(standard))[2].split(f" {standard.number + 1}. ")[0]
        assert beside.strip().startswith(level)
        assert target == "no target" or f"target {target}" in beside


def test_the_summary_is_one_page_in_pdf_and_in_word(world, signed, tmp_path: Path):
    made = fetched(world, signed, "/result/report.pdf").data
    opened = converted(fetched(world, signed, "/result/report.docx").data, "docx", "pdf", tmp_path)
    for content in (made, opened):
        first, second, *_ = text_of(content).split("\f")
        assert "Summary" in first
        assert "Not assessed: 7. Markets" in first
        assert "Agreed level and target of each standard" in first
        assert "Contents" in second


def test_the_pdf_is_tagged_and_its_pictures_say_their_finding(world, signed):
    with pikepdf.open(io.BytesIO(fetched(world, signed, "/result/report.pdf").data)) as made:
        with made.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Baseline self-assessment: report"
        found = tags(made)
    pictures = [alt for name, alt in found if name == "/Figure"]
    assert len(pictures) == 5  # bars, areas, and the dots of three areas
    assert all(alt.startswith("Cheshire West and Chester") for alt in pictures)


def test_files_are_named_after_whose_they_are_and_their_version(world, signed):
    names = [fetched(world, signed, rest).headers["Content-Disposition"] for rest in FILES[:3]]
    assert names == [
        'attachment; filename="cheshire-west-and-chester-baseline-version-1-report.docx"',
        'attachment; filename="cheshire-west-and-chester-baseline-version-1-report.pdf"',
        'attachment; filename="cheshire-west-and-chester-baseline-version-1-result.xlsx"',
    ]


def test_what_is_not_signed_says_so(world):
    ref = make_round(world, RoundState.WITH_DIRECTOR, submitted=3)
    response = fetched(world, ref, "/result/report.pdf")
    assert "not-signed-report.pdf" in response.headers["Content-Disposition"]
    text = " ".join(text_of(response.data).split())
    assert "Not signed. Agreed in the workshop, and waiting for the director’s signature." in text
    assert "fewer than five scores" in text  # three people: no file tells what they gave
    assert "First 3" not in text


@pytest.mark.parametrize("rest", [*FILES, "/result/files"])
def test_there_is_no_file_before_there_is_a_result(world, rest):
    ref = make_round(world, RoundState.WORKSHOP, submitted=3)
    assert world.client("lead_officer").get(round_url(world, ref, rest)).status_code == 404


@pytest.mark.parametrize("rest", FILES[:3])
def test_a_version_that_is_not_there_answers_404(world, signed, rest):
    assert world.client("director").get(round_url(world, signed, f"{rest}?version=2")).status_code == 404
    first = fetched(world, signed, f"{rest}?version=1")
    assert first.data == fetched(world, signed, rest).data


def test_minutes_of_a_later_workshop_are_not_in_an_earlier_version(world, signed):
    with world.app.app_context():
        copy = db.session.scalar(db.select(SignedResult))
        met = WorkshopRecord(
            round_id=copy.round_id,
            held_on=copy.signed_at.date(),
            place="Town Hall",
            present="Ann Lee\nRaj Patel\n",
            recorded_by_id=world.people["consultant"],
            recorded_at=copy.signed_at,
        )
        db.session.add(met)
        db.session.commit()
    assert "Ann Lee and Raj Patel" in text_of(fetched(world, signed, "/result/report.pdf").data)
    with world.app.app_context():
        met = db.session.scalar(db.select(WorkshopRecord))
        met.recorded_at += dt.timedelta(days=1)
        db.session.commit()
    assert "Ann Lee and Raj Patel" not in text_of(fetched(world, signed, "/result/report.pdf").data)


@pytest.mark.parametrize("state", [RoundState.SIGNED, RoundState.WITH_DIRECTOR])
@pytest.mark.parametrize("rest", [*FILES[:3], "/result/files"])
def test_a_file_takes_few_queries(world, state, rest):
    ref, client = make_round(world, state, submitted=3), world.client("director")
    with put_on_no_paper():
        client.get(round_url(world, ref, rest))
        assert client.get(round_url(world, ref, rest)).status_code == 200
    assert len(client.queries) <= 5


def test_an_earlier_version_is_taken_as_it_was_signed(world, signed):
    before = fetched(world, signed, "/result/report.pdf").data
    with world.app.app_context():
        copy = db.session.scalar(db.select(SignedResult))
        later = SignedResult(
            round_id=copy.round_id,
            number=2,
            content=result_content(every_case(title="Another result")),
            reason="A new service has started.",
            signed_by_id=copy.signed_by_id,
            signed_name=copy.signed_name,
            signed_at=copy.signed_at,
        )
        db.session.add(later)
        db.session.commit()
    assert fetched(world, signed, "/result/report.pdf?version=1").data == before
    assert "Another result" in text_of(fetched(world, signed, "/result/report.pdf").data)
    text = " ".join(text_of(fetched(world, signed, "/result/report.pdf?version=2").data).split())
    assert "Why the version before it was reopened: A new service has started." in text


def test_every_file_is_offered_on_one_page(world, signed):
    links = {link["href"].split("?")[0] for link in page(fetched(world, signed, "/result/files")).select("main a")}
    assert {round_url(world, signed, rest) for rest in FILES} <= links
    assert round_url(world, signed, "/result/files") in {
        link["href"] for link in page(fetched(world, signed, "/result")).select("nav a")
    }
