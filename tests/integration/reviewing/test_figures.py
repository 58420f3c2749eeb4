"""Every figure of a review is the figure of the page it comes from; the minutes say the same as the page."""

import io
import re

import pikepdf
import pytest
from docx import Document as WordFile

from app.reviewing.facts import facts_content, facts_from
from app.web.filters import person_days, pounds
from tests.integration.reviewing.reviews import confirmed, kept, started, text, written
from tests.integration.reviewing.rich import make_rich
from tests.world import build_world


@pytest.fixture
def world(app):
    made = build_world(app, participants=3)
    make_rich(made)
    return made


def test_every_figure_equals_that_of_the_page_it_comes_from(world):
    review = started(world)
    facts = facts_from(kept(world)[0].facts)
    assert facts_from(facts_content(facts)) == facts
    client = world.client("manager")
    shown = text(client.get(world.url(review)))

    balance = text(client.get(world.url("/days")))
    for days in (facts.money.used, facts.money.at_end, facts.money.cap, facts.money.estimate, facts.money.waiting):
        assert person_days(days.quarters) in balance
        assert pounds(days.value) in balance
        assert pounds(days.value) in shown
    assert facts.money.since == facts.money.used

    plan = text(client.get(world.url("/plan")))
    assert f"{facts.plan.done} of {facts.plan.of}" in plan
    assert [each.what for each in facts.plan.met] == [each.what for each in facts.plan.met if each.what in plan]
    assert (len(facts.plan.met), len(facts.plan.late), len(facts.plan.moved)) == (1, 1, 1)
    assert facts.plan.moved[0].reasons == ("The board meets later.",)
    assert facts.plan.late[0].ref == facts.plan.moved[0].ref

    [statement] = facts.statements
    assert pounds(statement.payable) in text(client.get(world.url("/days/statements")))
    assert statement.happened[-1].endswith("Half a day was agreed.")

    training = text(world.client("trainer").get(world.url("/training")))
    assert re.search(rf"{facts.training.minutes:,} of {facts.training.booked:,}", training)
    assert [(each.on.day, each.half, each.attended) for each in facts.training.half_days] == [
        (3, "morning", 1),
        (3, "afternoon", 1),
        (4, "morning", 1),
        (4, "afternoon", 1),
    ]
    [pair] = facts.mentoring
    assert (pair.meetings, pair.minutes, pair.open_actions, pair.late_actions) == (1, 90, 2, 1)
    assert [(each.round, each.version) for each in facts.signed] == [("Baseline", 1)]
    assert [each.number for each in facts.variations] == [1, 2]


def test_the_next_review_speaks_of_what_happened_since(world, clock):
    review = started(world)
    written(world, review)
    confirmed(world, review, "manager", "director")
    clock.advance(days=14)
    started(world, month="2026-11-01")
    facts = facts_from(kept(world)[1].facts)
    assert facts.money.since.quarters == 0
    assert facts.money.used == facts_from(kept(world)[0].facts).money.used
    assert facts.plan.met == facts.plan.moved == facts.signed == facts.variations == ()
    assert len(facts.plan.late) == 1
    assert [each.on.day for each in facts.training.half_days] == [24, 24, 25, 25]
    assert [each.happened for each in facts.statements] == [()]  # not paid yet


def test_the_minutes_say_what_the_page_says_in_pdf_and_word(world):
    review = started(world)
    written(world, review)
    client = world.client("consultant")
    pdf = client.get(world.url(f"{review}/minutes.pdf"))
    with pikepdf.open(io.BytesIO(pdf.data)) as opened:
        assert opened.Root.Lang == "en-GB"
        assert "/StructTreeRoot" in opened.Root
    word = WordFile(io.BytesIO(client.get(world.url(f"{review}/minutes.docx")).data))
    said = " ".join(paragraph.text for paragraph in word.paragraphs)
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    for words in ("Two days of the contracts team were lost.", "Meet at Halton next time.", "Draft"):
        assert words in said + word.sections[0].header.paragraphs[0].text + " ".join(cells)
    assert "Forecast to the end" in cells
    assert "monthly-review-2026-10" in pdf.headers["Content-Disposition"]
    confirmed(world, review, "manager", "director")
    frozen = WordFile(io.BytesIO(client.get(world.url(f"{review}/minutes.docx")).data))
    assert any("Confirmed by both sides" in paragraph.text for paragraph in _every(frozen))


def _every(word):
    yield from word.paragraphs
    for table in word.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs
