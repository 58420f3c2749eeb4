"""The plan's workbook: what is in it, that it comes back as it went, and that nothing in it is ever computed."""

import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given, settings

from app.documents.excel import excel
from app.documents.reading import read
from app.plans.filled import filled
from app.plans.importing import Ground, read_into
from app.plans.picture import Standing, picture
from app.plans.workbook import GOALS, MILESTONES, Occasion, people_names, plan_book
from tests.unit.plans.contents import PEOPLE, STANDARDS, contents, goal, milestone, plain
from tests.unit.plans.contents import content as content_of

TODAY = dt.date(2027, 2, 10)


def occasion(content, **values) -> Occasion:
    defaults = {
        "plan_ref": "plan1",
        "digest": content.digest,
        "date": TODAY,
        "mark": "",
        "approved": False,
        "fillable": True,
        "people": tuple(PEOPLE),
        "standards": tuple(STANDARDS),
    }
    return Occasion(**defaults | values)


def made(content, standings=None, **values) -> bytes:
    return excel(plan_book(picture(content, standings or {}, today=TODAY), occasion(content, **values)))


def ground(content, fixed=()) -> Ground:
    return Ground(content, PEOPLE, STANDARDS, frozenset(fixed))


def heads(sheet) -> dict[str, str]:
    return {cell.value: cell.column_letter for cell in sheet[1]}


@settings(max_examples=25)
@given(contents())
def test_a_workbook_that_nobody_changed_changes_nothing(content):
    found = read_into(filled(read(made(content)), plan_ref="plan1"), ground(content))
    assert found.mistakes == ()
    assert found.becomes == content
    assert not found.outdated


def test_dates_are_dates_days_are_numbers_and_rows_have_references():
    sheet = openpyxl.load_workbook(io.BytesIO(made(plain())))[MILESTONES]
    at = heads(sheet)
    assert [sheet[f"{at['Reference']}{row}"].value for row in range(2, 7)] == ["m1", "m2", "m3", "m4", None]
    assert sheet[f"{at['Due date']}2"].value.date() == dt.date(2027, 1, 29)
    assert sheet[f"{at['Days']}2"].value == 1.5
    assert sheet[f"{at['Waits for']}5"].value == "M1.1, M2.1"
    assert sheet[f"{at['Label']}6"].value == "New 1"


def test_lists_are_offered_and_what_is_to_read_is_locked():
    book = openpyxl.load_workbook(io.BytesIO(made(plain())))
    for name, columns in (
        (GOALS, {"Standard", "Owner", "Deputy", "Target level", "Remove"}),
        (MILESTONES, {"Goal", "Owner", "Kind of support", "Remove"}),
    ):
        at = heads(book[name])
        offered = {str(rule.sqref)[0] for rule in book[name].data_validations.dataValidation}
        assert offered == {at[column] for column in columns}
        assert book[name][f"{at['Reference']}9"].protection.locked
        assert not book[name][f"{at['Remove']}9"].protection.locked


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_nothing_that_people_wrote_is_computed(start):
    text = f'{start}HYPERLINK("http://x.example")'
    written = content_of(goal("g1", milestone("m1", text, uses=text), what=text, success_measure=text))
    book = openpyxl.load_workbook(io.BytesIO(made(written)))
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_an_approved_plan_shows_how_it_stands_and_cannot_be_filled_in():
    standings = {"m1": Standing("done", done_on=dt.date(2027, 2, 1)), "m2": Standing("at_risk", "Few people")}
    book = openpyxl.load_workbook(io.BytesIO(made(plain(), standings, approved=True, fillable=False)))
    sheet = book[MILESTONES]
    at = heads(sheet)
    assert [sheet[f"{at['Status']}{row}"].value for row in (2, 3)] == ["Done", "At risk"]
    assert sheet.max_row == 5
    assert not sheet.data_validations.dataValidation
    assert book[GOALS][f"{heads(book[GOALS])['Milestones done']}2"].value == "1 of 2 (50%)"


def test_people_of_one_name_are_told_apart():
    assert set(people_names({"a1": "Ann Lee", "a2": "Ann Lee", "r1": "Raj Patel"})) == {
        "Ann Lee (a1)",
        "Ann Lee (a2)",
        "Raj Patel",
    }
