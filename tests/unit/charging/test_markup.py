"""Lines of a month that are made without a template: every text is escaped, and each group has its own actions."""

import datetime as dt
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from app.charging.markup import LineRows
from app.charging.models import EntryState
from app.charging.month_lines import MonthLines
from app.charging.queries.entries import EntryRow
from app.engagements.models import SupportKind

BAD = "<script>alert('1')</script>"
MAY = {"query": True, "logs": True}
PAGES = {
    name: f"/{name}/{{}}".format for name in ("entry", "query", "answer", "edit_entry", "remove_entry", "took_place")
}


def line(state: EntryState, **given) -> EntryRow:
    usual = {
        "id": 1, "ref": "a", "person_id": 1, "person_ref": "p", "person_name": BAD, "on": dt.date(2026, 11, 2),
        "quarters": 2, "kind": next(iter(SupportKind)), "goal_ref": "g", "milestone_ref": "", "note": BAD,
        "day_rate": Decimal(500), "state": state, "reason": BAD, "approved_name": "", "approved_at": None,
        "statement_id": None, "reverses_ref": None, "reverses_on": None, "replaces_ref": None, "is_reversed": False,
        "version": 1, "logged_by_id": 1,
    }  # fmt: skip
    return EntryRow(**usual | given)


def shown(row: EntryRow, may=MAY, due=()) -> BeautifulSoup:
    rows = LineRows({"g": BAD}, {}, may, due, PAGES)
    group = next(iter(MonthLines((row,)).groups(("waiting", "queried", "drafts", "booked", "approved"))))
    made = rows.table(group, lambda _: "", lambda href, of: f"<b>{href}: {len(of)}</b>")
    assert "<script" not in made
    return BeautifulSoup(made, "html.parser")


def test_a_line_says_whom_it_served_and_how_it_corrects_another():
    cells = shown(line(EntryState.ANSWERED, replaces_ref="b")).tbody.find_all("tr")[0].find_all(["th", "td"])
    kind = next(iter(SupportKind)).words
    said = f"{kind} Replaces a reversed day AnsweredServes: {BAD}{BAD}Entered because: {BAD}"
    assert [cell.get_text() for cell in cells[:6]] == [f"Mon 2 November, {BAD}", BAD, said, "0.5 days", "£500", "£250"]


@pytest.mark.parametrize(
    ("row", "may", "due", "hrefs"),
    [
        (line(EntryState.SUBMITTED), MAY, (), ["/query/a"]),
        (line(EntryState.SUBMITTED), {"query": False, "logs": True}, (), []),
        (line(EntryState.QUERIED), MAY, (), ["/answer/a", "/edit_entry/a"]),
        (line(EntryState.QUERIED, reverses_ref="b"), MAY, (), ["/answer/a"]),
        (line(EntryState.BOOKED), MAY, {"a"}, ["/remove_entry/a"]),
        (line(EntryState.DRAFT), MAY, (), ["/edit_entry/a", "/remove_entry/a"]),
        (line(EntryState.APPROVED), MAY, (), []),
    ],
)
def test_what_can_be_done_with_a_line(row, may, due, hrefs):
    made = shown(row, may, due)
    assert [link["href"] for link in made.find_all("a")] == ["/entry/a", *hrefs]
    assert [each.get_text()[:13] for each in made.find_all("b")] == (["/took_place/a"] if due else [])
