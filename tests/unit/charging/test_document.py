"""A statement as document, workbook and rows: the same figures in each, corrections marked, credits in words."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from app.charging.document import HEAD, StatementStanding, csv_rows, statement_book, statement_document, title
from app.charging.drafting import Draft, Frame, Waiting, open_months
from app.charging.stated import payable_words
from app.documents.making import make_excel
from app.documents.model import TableBlock, runs
from tests.charging_factories import statement_of

STANDING = StatementStanding("disputed", "HBC-4107", illustrative=True)
FRAME = Frame(dt.date(2026, 10, 16), dt.date(2027, 10, 15), None, "PO-2026-118", 2)


def corrected():
    """A day at the standard rate, half a day exempt, and a day of September that is taken back."""
    content = statement_of((4, "standard"), (2, "exempt"), (-4, "standard"), number=7)
    *rest, last = content.lines
    back = replace(last, on=dt.date(2026, 9, 12), corrects_on=dt.date(2026, 9, 12), corrects_number=6)
    return replace(content, lines=(*rest, back))


def words(document):
    found = []
    for block in document.blocks:
        if isinstance(block, TableBlock):
            found += [" | ".join(row).replace("\u00a0", " ") for row in (block.head, *block.rows)]
        else:
            found.append(getattr(block, "text", "") or "".join(run.text for run in runs(block.words)))
    return "\n".join(found)


def test_the_document_says_every_line_total_and_standing():
    shown = words(statement_document(corrected(), STANDING))
    for text in (
        "This is not a VAT invoice. The VAT invoice is number HBC-4107.",
        "Illustrative: names and figures were made up",
        "1 day | £500 | £500 | Standard rate, 20% | Director, 2 November 2026",
        "0.5 days | £500 | £250 | Exempt",
        "Reversal of 12 September 2026, statement 6: Logged on the wrong date. | −1 day | £500 | −£500",
        "Total |  | 0.5 days |  | £250",
        "Standard rate, 20% | £0 | £0 | £0",
        "Left of the cap | 29.5 days | £14,750",
        "PO-2026-118",
    ):
        assert text in shown
    assert title(corrected()) == "Statement 7 for October 2026"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "A nil statement: no days, nothing to pay."),
        ([(4, "exempt"), (-4, "exempt")], "The lines cancel out: nothing to pay."),
        ([(-1, "standard")], "A credit: Halton owes Cheshire West and Chester £150, VAT included."),
        ([(1, "standard")], "Cheshire West and Chester pays Halton £150, VAT included."),
    ],
)
def test_who_pays_whom_is_one_sentence(lines, said):
    content = statement_of(*lines)
    assert payable_words(content) == said
    assert said in words(statement_document(content, replace(STANDING, state="issued")))


def test_rows_compute_as_the_statement_does_and_equal_statements_give_equal_bytes():
    content = corrected()
    rows = [dict(zip(HEAD, row, strict=True)) for row in csv_rows(content)]
    assert [row["Days"] for row in rows] == [Decimal(1), Decimal("0.5"), Decimal(-1)]
    assert sum(row["Charge before VAT, pounds"] for row in rows) == content.days.value
    assert all(row["Days"] * row["Day rate, pounds"] == row["Charge before VAT, pounds"] for row in rows)
    assert rows[2]["Date"] == "2026-09-12"
    assert make_excel(statement_book(content, STANDING)) == make_excel(statement_book(corrected(), STANDING))


def test_a_frame_opens_a_month_when_it_or_the_engagement_is_over():
    october, last, after = dt.date(2026, 10, 1), dt.date(2027, 10, 1), dt.date(2027, 11, 1)
    assert FRAME.opens_on(october) == dt.date(2026, 11, 1)
    assert FRAME.opens_on(last) == dt.date(2027, 10, 16)
    assert FRAME.opens_on(after) == after
    months = open_months(FRAME, dt.date(2027, 12, 24), ())
    assert (len(months), months[0], months[-1]) == (13, october, last)
    closed = replace(FRAME, closed_through=dt.date(2027, 10, 31))
    assert open_months(closed, dt.date(2027, 12, 24), ()) == ()
    assert open_months(closed, dt.date(2027, 12, 24), (october,)) == (after, dt.date(2027, 12, 1))


def test_the_mark_of_a_draft_is_of_its_content_alone():
    content = statement_of((4, "to_confirm"), number=0)
    waiting = Waiting("entry9", "Consultant", dt.date(2026, 10, 14), 2, "Draft")
    draft = Draft(content, FRAME, (waiting,), ())
    assert draft.digest == replace(draft, content=replace(content, issued_on=dt.date(2026, 12, 1))).digest
    assert draft.digest != replace(draft, content=statement_of((2, "to_confirm"), number=0)).digest
    assert [each.part for each in draft.missing(dt.date(2026, 11, 1))] == ["month", "vat"]
    assert draft.missing(dt.date(2026, 11, 1))[0].words == "1 line of October 2026 is not approved: 0.5 days (draft)"
