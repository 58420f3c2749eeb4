"""The plan's document: what stands on its first page, goal by goal, and that figures equal those of the other files."""

import datetime as dt

import pytest

from app.charts.drawing import draw
from app.documents.model import Block, Callout, Document, Figure, Heading, PageBreak, Paragraph, TableBlock, runs
from app.plans.picture import Standing, picture
from app.plans.report import HEAD, ConditionLine, Facts, days_by_kind, plan_rows, report
from app.plans.timeline import timeline_of
from tests.unit.plans.contents import content, goal, plain
from tests.unit.plans.test_workbook import TODAY

STANDINGS = {
    "m1": Standing("done", done_on=dt.date(2027, 2, 1)),
    "m2": Standing("at_risk", "Few people.", dt.date(2027, 4, 12), "The board met late."),
    "m3": Standing("on_track", forecast_on=dt.date(2027, 2, 5)),
}
CONDITION = ConditionLine("Name a deputy for each goal.", "", dt.date(2027, 1, 15), "Late")
APPROVED = Facts(
    lead="Halton",
    illustrative=True,
    day=TODAY,
    state="Live",
    version=2,
    decision="Approved with conditions",
    approved_name="Mary Manager",
    approved_at=dt.datetime(2026, 12, 3, 23, 30, tzinfo=dt.UTC),
    conditions=(CONDITION,),
)
DRAFT = Facts(lead="Halton", illustrative=False, day=TODAY, state="Returned")


def shown(standings=STANDINGS, of=None):
    return picture(of or plain(), standings, today=TODAY)


def said(block: Block) -> str:
    if isinstance(block, Heading):
        return block.text
    if isinstance(block, TableBlock):
        return "\n".join([block.caption, *(" | ".join(row) for row in (block.head, *block.rows))])
    return "".join(run.text for run in runs(block.words)) if isinstance(block, Paragraph | Callout) else ""


def text(document: Document) -> str:
    return "\n".join(map(said, document.blocks))


def table(document: Document, caption: str) -> TableBlock:
    return next(each for each in document.blocks if isinstance(each, TableBlock) and each.caption == caption)


def test_the_first_page_says_whose_plan_it_is_who_approved_it_and_how_it_stands():
    made = report(shown(), APPROVED)
    first = text(Document("t", "s", "o", TODAY, made.blocks[: made.blocks.index(PageBreak())]))
    for words in (
        "Version 2, approved on 3 December 2026 by Mary Manager.",
        "illustrative",
        "Partnership | Children’s Trust",
        "Grown from | Baseline, version 1",
        "Approved with conditions | on 3 December 2026 by Mary Manager",
        "Milestones done | 1 of 4 (25%)",
        "Late | 1 milestone of 4",
        "Goal 1: Clear purpose | At risk | 1 of 2 (50%) | 31 March 2027 | 12 April 2027 | 3 days",
        "Mentoring | 4.5 days",
    ):
        assert words in first, first
    assert made.mark == "Version 2, approved 3 December 2026. Illustrative"


def test_a_goals_table_has_baseline_and_forecast_with_their_words():
    made = report(shown(), APPROVED)
    late, done, risk = (
        "Data is shared. | Raj Patel | 26 February 2027 | 5 February 2027 | Late",
        "1.1 A framework is drafted.\nUses: The toolkit | Raj Patel | 29 January 2027 | done 1 February 2027 | Done\n",
        "31 March 2027 | 12 April 2027\nThe board met late. | At risk\n12 days behind the baseline\nFew people.",
    )
    assert done in said(table(made, "Milestones of goal 1"))
    assert risk in said(table(made, "Milestones of goal 1"))
    assert late in said(table(made, "Milestones of goal 2"))
    assert "The board decides.\nUses: The toolkit | nobody yet" in text(made)


def test_reasons_and_open_conditions_are_told():
    made = report(shown(), APPROVED)
    assert "3. Data | After the inspection." in text(made)
    assert "Name a deputy for each goal. | the whole plan | 15 January 2027 | Late" in text(made)


def test_a_draft_says_so_on_every_page_and_tells_no_progress():
    made = report(shown({}), DRAFT)
    assert made.mark == "Draft, not approved"
    assert "Draft, not approved." in said(made.blocks[0])
    words = text(made)
    assert "Planned for" in words
    for none in ("Baseline end", "Not started", "Late", "Open conditions", "illustrative"):
        assert none not in words


@pytest.mark.parametrize("of", [content(omissions=()), content(goal("g1"))])
def test_a_plan_with_nothing_in_it_yet_has_a_document(of):
    assert report(picture(of, {}, today=TODAY), DRAFT).blocks


def test_the_timeline_stands_as_a_picture_with_words_and_as_a_table():
    chart = timeline_of(shown(), approved=True)
    made = report(
        shown(),
        Facts(
            **{name: getattr(APPROVED, name) for name in ("lead", "illustrative", "day", "state")},
            timeline=chart,
            drawn=draw,
        ),
    )
    (figure,) = (each for each in made.blocks if isinstance(each, Figure))
    assert figure.alt == chart.alt
    assert table(made, chart.table.caption).rows == chart.table.rows


def test_rows_and_document_tell_the_figures_of_the_picture():
    plan = shown()
    rows = [dict(zip(HEAD, row, strict=True)) for row in plan_rows(plan, approved=True)]
    assert [(row["Status"], row["Days behind baseline"], row["Forecast"]) for row in rows] == [
        (each.word, each.step.behind, each.step.forecast.isoformat()) for each in plan.milestones
    ]
    by_kind = sum(quarters for _, quarters in days_by_kind(plan.content))
    assert sum(row["Days"] for row in rows) * 4 == plan.content.quarters == by_kind
    at_a_glance = table(report(plan, APPROVED), "Goals as they stand")
    assert [row[1] for row in at_a_glance.rows] == [each.word for each in plan.goals] == ["At risk", "Late"]


def test_rows_of_a_draft_have_no_status_and_a_goal_without_milestones_has_one_row():
    rows = [dict(zip(HEAD, row, strict=True)) for row in plan_rows(shown({}, content(goal("g1"))), approved=False)]
    assert [(row["Goal status"], row["Milestone"]) for row in rows] == [("Not approved", "")]
