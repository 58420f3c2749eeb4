"""The plan to take away: who may, what the files are called, that they open, and that their figures are the page's."""

import csv
import datetime as dt
import io

import docx
import openpyxl
import pikepdf
import pytest

from app.db import db
from app.db.clock import now
from app.plans.models import ChangeState, Goal, Milestone, MilestoneStanding, PlanState, Status
from tests import plan_factories
from tests.clients import page
from tests.integration.plans.plans import make_plan
from tests.unit.documents.test_pdf import tags, text_of
from tests.world import build_world

FILES = ("/plan/files/plan.docx", "/plan/files/plan.pdf", "/plan/files/plan.xlsx", "/plan/files/plan.csv")


@pytest.fixture
def world(app):
    return build_world(app, participants=3)


def fetched(world, rest, who="participant1"):
    response = world.client(who).get(world.url(rest))
    assert response.status_code == 200
    return response


def rows_of(world):
    head, *rows = csv.reader(io.StringIO(fetched(world, FILES[3]).data.decode("utf-8-sig")))
    return [dict(zip(head, row, strict=True)) for row in rows]


def behind(world, made):
    """The first milestone is done late, the second forecast behind its baseline and at risk."""
    with world.app.app_context():
        keys = [db.session.scalar(db.select(Milestone.id).filter_by(ref=ref)) for ref in made.milestones[:2]]
        late = {"status": Status.DONE, "done_on": dt.date(2027, 2, 3)}
        risk = {
            "status": Status.AT_RISK,
            "reason": "Few people.",
            "forecast_on": dt.date(2027, 4, 12),
            "forecast_reason": "The board met late.",
        }
        for key, values in zip(keys, (late, risk), strict=True):
            db.session.add(MilestoneStanding(milestone_id=key, updated_at=now(), **values))
        db.session.commit()


def test_figures_are_equal_in_word_pdf_excel_and_csv(world):
    behind(world, make_plan(world, PlanState.LIVE))
    rows = rows_of(world)
    assert [(row["Status"], row["Forecast"], row["Days behind baseline"]) for row in rows[:2]] == [
        ("Done", "2027-01-29", "5"),
        ("At risk", "2027-04-12", "12"),
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(world, FILES[2]).data))["Milestones"]
    head, *cells = sheet.iter_rows(values_only=True)
    in_excel = [dict(zip(head, row, strict=True)) for row in cells]
    assert [(row["Status"], row["Milestone"], row["Days"]) for row in in_excel] == [
        (row["Status"], row["What"], int(row["Days"])) for row in rows
    ]
    made = docx.Document(io.BytesIO(fetched(world, FILES[0]).data))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in made.tables]
    in_word = [row for table in tables if table[0][0] == "Milestone" and "Baseline" in table[0] for row in table[1:]]
    assert [row[4].split("\n")[0] for row in in_word] == [row["Status"] for row in rows]
    assert ["1 of 2 (50%)" in row for row in tables[1]].count(True) == 1
    pdf = fetched(world, FILES[1]).data
    text = " ".join(text_of(pdf).split())
    for words in ("12 days behind the baseline", "1 of 4 (25%)", "12 April 2027", "Version 1, approved on 20 November"):
        assert words in text
    assert "Summary" in text_of(pdf).split("\f")[0]
    assert "Days of support" in text_of(pdf).split("\f")[0]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        with opened.open_metadata() as metadata:
            assert (metadata["pdfuaid:part"], metadata["dc:title"]) == ("1", "Change plan")
        assert [alt.split(":")[0] for name, alt in tags(opened) if name == "/Figure"] == ["Cheshire West and Chester"]


def test_files_are_named_after_whose_plan_it_is_and_how_far_it_is(world):
    make_plan(world, PlanState.LIVE)
    called = [fetched(world, rest).headers["Content-Disposition"] for rest in FILES[2:]]
    start = 'attachment; filename="cheshire-west-and-chester-change-plan-version-1'
    assert called == [f'{start}.xlsx"', f'{start}.csv"']


def test_a_draft_says_so_in_its_name_and_its_rows(world):
    make_plan(world)
    assert "draft-not-approved.csv" in fetched(world, FILES[3]).headers["Content-Disposition"]
    assert {row["Goal status"] for row in rows_of(world)} == {"Not approved"}
    assert "not approved yet" in page(fetched(world, "/plan/files")).text


def test_a_change_of_scope_is_in_the_workbook_and_not_in_the_plan(world):
    made = make_plan(world, PlanState.LIVE, change=ChangeState.DRAFT)
    with world.app.app_context():
        goal = db.session.scalar(db.select(Goal).filter_by(ref=made.goals[0]))
        plan_factories.milestone(goal, what="A new duty is met.", position=9)
        db.session.commit()
    assert "A new duty is met." not in [row["What"] for row in rows_of(world)]
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(world, FILES[2]).data))["Milestones"]
    assert "A new duty is met." in [cell.value for row in sheet.iter_rows() for cell in row]


def test_no_cell_of_a_file_is_a_formula(world):
    made = make_plan(world)
    with world.app.app_context():
        db.session.scalar(db.select(Milestone).filter_by(ref=made.milestones[0])).what = "=HYPERLINK(1)"
        db.session.commit()
    assert rows_of(world)[0]["What"] == "'=HYPERLINK(1)"
    book = openpyxl.load_workbook(io.BytesIO(fetched(world, FILES[2]).data))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("rest", ["/plan/files", *FILES])
def test_without_a_plan_there_is_no_file_and_strangers_never_see_one(world, rest):
    assert world.client("lead_officer").get(world.url(rest)).status_code == 404
    make_plan(world)
    assert world.client("stranger_lead_officer").get(world.url(rest)).status_code == 404
    assert world.client("trainer").get(world.url(rest)).status_code == 403


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.LIVE])
@pytest.mark.parametrize(("rest", "most"), [("/plan/files", 3), (FILES[2], 5), (FILES[3], 5)])
def test_a_file_takes_few_queries(world, state, rest, most):
    make_plan(world, state)
    client = world.client("lead_officer")
    client.get(world.url(rest))
    client.get(world.url(rest))
    assert len(client.queries) <= most, client.queries


def test_only_who_builds_the_plan_is_offered_the_way_back_in(world):
    make_plan(world)
    way = f'a[href="{world.url("/plan/excel")}"]'
    assert page(fetched(world, "/plan/files", "lead_officer")).select_one(way)
    assert not page(fetched(world, "/plan/files")).select_one(way)
