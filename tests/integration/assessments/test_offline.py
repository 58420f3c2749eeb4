"""Scoring offline: the workbook there and back, what it would change, and what is wrong in it by sheet, row, column."""

import io
import re
import zipfile

import openpyxl
import pytest

from app.assessments.models import IndividualScore, Participation, RoundState
from app.db import db
from tests.clients import page
from tests.integration.assessments.rounds import make_round, round_url
from tests.unit.files.samples import archive, spoilt
from tests.world import STANDARDS

LEVEL, REASON, NOTE, LINK = "D", "E", "F", "G"


def workbook(client, world, ref):
    response = client.get(round_url(world, ref, "/scoring/scores.xlsx"))
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(response.data))


def send(client, world, ref, book, name="my scores.xlsx"):
    content = io.BytesIO()
    book.save(content)
    content.seek(0)
    return client.post(
        round_url(world, ref, "/scoring/offline"),
        data={"file": (content, name)},
        content_type="multipart/form-data",
    )


def hidden_fields(response):
    form = page(response).find("form", action=lambda value: value and value.endswith("/offline/save"))
    return {field["name"]: field.get("value", "") for field in form.find_all("input", attrs={"type": "hidden"})}


def stored(world, who="participant1"):
    with world.app.app_context():
        rows = db.session.scalars(
            db.select(IndividualScore)
            .join(Participation, Participation.id == IndividualScore.participation_id)
            .where(Participation.person_id == world.people[who])
        ).all()
        return {
            row.standard_key: (row.level, row.cannot_score, row.cannot_reason, row.evidence_note, row.evidence_link)
            for row in rows
        }


@pytest.fixture
def ref(world):
    return make_round(world, RoundState.SCORING, submitted=0)


def test_a_workbook_there_and_back_saves_what_was_filled_in(world, ref):
    client = world.client("participant1")
    book = workbook(client, world, ref)
    sheet = book["Scores"]
    for row in range(2, 14):
        sheet[f"{LEVEL}{row}"] = 4
    sheet[f"{LEVEL}3"], sheet[f"{REASON}3"] = "Cannot", "I do not work with plans.\nNobody showed me one."
    sheet[f"{NOTE}4"], sheet[f"{LINK}4"] = "Minutes of May", "https://example.gov.uk/minutes"
    before = stored(world)
    shown = send(client, world, ref, book)
    assert shown.status_code == 200
    assert "Nothing is saved yet" in page(shown).text
    assert stored(world) == before
    saved = client.post(round_url(world, ref, "/scoring/offline/save"), data=hidden_fields(shown))
    assert saved.status_code == 303
    after = stored(world)
    assert after[STANDARDS[0]] == (4, False, "", "", "")
    assert after[STANDARDS[1]][:3] == (None, True, "I do not work with plans.\nNobody showed me one.")
    assert after[STANDARDS[2]] == (4, False, "", "Minutes of May", "https://example.gov.uk/minutes")
    assert len(after) == len(STANDARDS)


def test_the_workbook_holds_own_answers_and_sent_back_untouched_it_changes_nothing(world, ref):
    client = world.client("participant1")
    for number, key in enumerate(STANDARDS):
        form = {"level": str(number % 5 + 1), "evidence_note": "=SUM(A1)\nand a second line", "evidence_link": ""}
        client.post(round_url(world, ref, f"/scoring/standards/{key}"), data=form)
    book = workbook(client, world, ref)
    assert [book["Scores"][f"{LEVEL}{row}"].value for row in range(2, 7)] == [1, 2, 3, 4, 5]
    assert "The workbook says what you have already said here" in page(send(client, world, ref, book)).text


@pytest.mark.parametrize(
    ("cells", "where", "what"),
    [
        ({"D7": 6}, "Sheet Scores, row 7, column D (Level)", "is not a level from 1 to 5"),
        ({"D7": 3.5}, "Sheet Scores, row 7, column D (Level)", "is not a level from 1 to 5"),
        ({"D7": "=1+2"}, "Sheet Scores, row 7, column D (Level)", "holds a formula"),
        (
            {"D7": "cannot"},
            "Sheet Scores, row 7, column E (Why I cannot score it)",
            "Say why you cannot score this standard",
        ),
        ({"D7": 3, "E7": "no idea"}, "Sheet Scores, row 7, column E (Why I cannot score it)", "gives a reason"),
        ({"G9": "C:\\minutes.docx"}, "Sheet Scores, row 9, column G (Evidence: a link)", "Enter a full web address"),
        ({"F9": "x" * 5001}, "Sheet Scores, row 9, column F (Evidence: a note)", "5,000 characters or fewer"),
        ({"A5": "another"}, "Sheet Scores, row 5, column A (Key)", "is no standard of this round"),
        ({"A5": STANDARDS[0]}, "Sheet Scores, row 5, column A (Key)", "stands in two rows"),
        ({"A5": None, "D5": 2}, "Sheet Scores, row 5, column D (Level)", "without a key"),
        ({"D1": "Grade"}, "Sheet Scores", "has no column “Level”"),
        (
            {"D1": None, "AB1": "Level", "AB7": 6},
            "Sheet Scores, row 7, column AB (Level)",
            "is not a level from 1 to 5",
        ),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_saved(world, ref, cells, where, what):
    client = world.client("participant1")
    book, before = workbook(client, world, ref), stored(world)
    book["Scores"]["D2"] = 5
    for cell, value in cells.items():
        book["Scores"][cell] = value
    answer = send(client, world, ref, book)
    assert answer.status_code == 422
    rows = [tuple(cell.text.strip() for cell in row.find_all(["th", "td"])) for row in page(answer).select("tbody tr")]
    assert [row for row in rows if row[0] == where and what in row[1]], rows
    assert stored(world) == before


def test_every_mistake_is_told_at_once(world, ref):
    client = world.client("participant1")
    book = workbook(client, world, ref)
    book["Scores"]["D2"], book["Scores"]["D11"], book["Scores"]["G4"] = 0, "x", "nowhere"
    rows = page(send(client, world, ref, book)).select("tbody tr")
    assert [row.find(["th", "td"]).text.strip() for row in rows] == [
        "Sheet Scores, row 2, column D (Level)",
        "Sheet Scores, row 4, column G (Evidence: a link)",
        "Sheet Scores, row 11, column D (Level)",
    ]


def test_a_workbook_of_another_round_is_refused(world, ref):
    client = world.client("participant1")
    book = workbook(client, world, ref)
    book["About"]["B2"] = "anotherround"
    answer = send(client, world, ref, book)
    assert answer.status_code == 422
    assert "is not of this round" in page(answer).text


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "empty.xlsx"), (b"PK\x03\x04 rubbish", "broken.xlsx"), (b"level,3", "scores.csv"), (b"%PDF-1.7", "s.xlsx")],
)
def test_what_is_no_workbook_is_refused_in_words(world, ref, content, name):
    client = world.client("participant1")
    answer = client.post(
        round_url(world, ref, "/scoring/offline"),
        data={"file": (io.BytesIO(content), name)},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert page(answer).select_one(".govuk-error-message")


@pytest.mark.parametrize(
    ("harm", "entry"),
    [
        ("spoilt", "[Content_Types].xml"),
        ("spoilt", "xl/worksheets/sheet1.xml"),
        ("cut", "docProps/core.xml"),
        ("cut", "xl/worksheets/sheet1.xml"),
        ("astray", "xl/styles.xml"),
    ],
)
def test_a_workbook_damaged_inside_is_refused_in_words(world, ref, entry, harm):
    client = world.client("participant1")
    content = client.get(round_url(world, ref, "/scoring/scores.xlsx")).data
    if harm == "spoilt":
        content = spoilt(content, entry)
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as made:
            entries = {name: made.read(name) for name in made.namelist()}
        entries[entry] = (
            entries[entry][:-20] if harm == "cut" else re.sub(rb'"[0-9]+"', b'"9999999999"', entries[entry])
        )
        content = archive(entries)
    answer = client.post(
        round_url(world, ref, "/scoring/offline"),
        data={"file": (io.BytesIO(content), "my scores.xlsx")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert page(answer).select_one(".govuk-error-message")


def test_no_file_is_asked_for(world, ref):
    answer = world.client("participant1").post(round_url(world, ref, "/scoring/offline"), data={})
    assert answer.status_code == 422
    assert "Choose the workbook that you filled in" in page(answer).text


def test_answers_that_changed_meanwhile_are_shown_again_before_anything_is_saved(world, ref):
    client = world.client("participant1")
    book = workbook(client, world, ref)
    book["Scores"]["D2"] = 5
    fields = hidden_fields(send(client, world, ref, book))
    client.post(round_url(world, ref, f"/scoring/standards/{STANDARDS[0]}"), data={"level": "1"})
    again = client.post(round_url(world, ref, "/scoring/offline/save"), data=fields)
    assert again.status_code == 409
    assert "changed after you sent the workbook" in page(again).text
    assert stored(world)[STANDARDS[0]][0] == 1
    assert client.post(round_url(world, ref, "/scoring/offline/save"), data=hidden_fields(again)).status_code == 303
    assert stored(world)[STANDARDS[0]][0] == 5


def test_a_level_made_up_by_hand_is_not_saved(world, ref):
    client = world.client("participant1")
    fields = hidden_fields(send(client, world, ref, filled_in(client, world, ref)))
    before = stored(world)
    fields[f"{STANDARDS[0]}-level"] = "9"
    client.linting = False
    assert client.post(round_url(world, ref, "/scoring/offline/save"), data=fields).status_code == 400
    assert stored(world) == before


def filled_in(client, world, ref):
    book = workbook(client, world, ref)
    book["Scores"]["D2"] = 5
    return book


def test_after_the_close_nothing_is_saved(world, ref):
    client = world.client("participant1")
    fields, before = hidden_fields(send(client, world, ref, filled_in(client, world, ref))), stored(world)
    world.client("lead_officer").post(round_url(world, ref, "/close"))
    answer = client.post(round_url(world, ref, "/scoring/offline/save"), data=fields, follow_redirects=True)
    assert "Scoring has closed" in page(answer).text
    assert stored(world) == before
    assert client.get(round_url(world, ref, "/scoring/scores.xlsx")).status_code == 303


def test_nobody_elses_workbook_can_be_reached(world, ref):
    for who in ("consultant", "lead_officer", "director", "manager"):
        assert world.client(who).get(round_url(world, ref, "/scoring/scores.xlsx")).status_code == 403
