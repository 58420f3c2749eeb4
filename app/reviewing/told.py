"""What the facts of a review are in words and tables: page and minutes print these and nothing of their own. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from app.charging.ledger import Days
from app.documents.model import TableBlock
from app.engagements.models import SupportKind
from app.plans.schedule import days_text, done_text
from app.reviewing.content import ReviewContent
from app.reviewing.facts import (
    ActionFact,
    MilestoneFact,
    MoneyFacts,
    PlanFacts,
    ReviewFacts,
    StatementFact,
)
from app.reviewing.told_support import Section, mentoring, said, scores, training, variations
from app.web.filters import MONTHS, day, london, person_days, plural, pounds

MOST = 12  # rows of a table in the first review


def month_words(month: dt.date) -> str:
    """Name a month: "October 2026"."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def period_words(facts: ReviewFacts) -> str:
    """Say which time the facts cover."""
    if facts.since is None:
        return f"From the beginning of the engagement to {london(facts.cut_off)}"
    return f"From {london(facts.since)} to {london(facts.cut_off)}"


def sections(facts: ReviewFacts) -> tuple[Section, ...]:
    """Give all facts in the order of the minutes. The first review can look back on a year: its long tables are cut."""
    lately = "since the last review" if facts.since else "so far"
    found = _sections(facts, lately)
    return found if facts.since else tuple(replace(each, tables=tuple(map(_cut, each.tables))) for each in found)


def _cut(table: TableBlock) -> TableBlock:
    """Keep the last rows, which are the newest; the caption says so, and the page that they come from has all."""
    if len(table.rows) <= MOST:
        return table
    return replace(table, caption=f"{table.caption}: the last {MOST} of {len(table.rows)}", rows=table.rows[-MOST:])


def _sections(facts: ReviewFacts, lately: str) -> tuple[Section, ...]:
    return (
        _actions(facts.actions),
        _plan(facts.plan, lately),
        _money(facts.money, lately),
        _statements(facts.statements, lately),
        scores(facts.signed, lately),
        training(facts.training, lately),
        mentoring(facts.mentoring, lately),
        variations(facts.variations, lately),
    )


def _actions(found: tuple[ActionFact, ...]) -> Section:
    if not found:
        return Section("actions", "Actions of earlier reviews", ("None was open.",))
    still = [each for each in found if each.done_on is None]
    late = sum(each.late for each in still)
    text = f"{plural(len(still), 'action')} open, {late or 'none'} late; {len(found) - len(still)} done since."
    rows = tuple((each.what, each.owner, day(each.due_on), _how_it_goes(each)) for each in found)
    head = ("Action", "Owner", "By", "How it stands")
    return Section("actions", "Actions of earlier reviews", (text,), (TableBlock("Actions", head, rows),))


def _how_it_goes(each: ActionFact) -> str:
    if each.done_on:
        return f"Done on {day(each.done_on)}" + (f": {each.note}" if each.note else "")
    return "Late" if each.late else "Open"


def _plan(found: PlanFacts | None, lately: str) -> Section:
    if found is None:
        return Section("plan", "Milestones", ("No change plan is approved yet.",))
    counts = (
        f"{plural(len(found.due), 'milestone')} due by the baseline {lately}, {len(found.met)} met, "
        f"{len(found.late)} late now, {len(found.moved)} moved. "
        f"{found.done} of {found.of} milestones of the plan are done."
    )
    tables = [
        _milestones(f"Due {lately}, by the baseline", found.due),
        _milestones(f"Met {lately}", found.met),
        _milestones("Late now", found.late),
        *([_moves(found, lately)] if found.moved else []),
        _milestones("Due in the next 30 days, by the forecast", found.coming),
    ]
    return Section("plan", "Milestones", (counts,), tuple(table for table in tables if table.rows))


def _milestones(caption: str, found: Iterable[MilestoneFact]) -> TableBlock:
    rows = tuple(
        (f"{each.goal}: {each.what}", each.owner or "Nobody", day(each.baseline), day(each.forecast), _beside(each))
        for each in found
    )
    return TableBlock(
        caption, ("Milestone", "Owner", "Baseline", "Forecast", "How it stands"), rows, (36, 16, 15, 15, 18)
    )


def _beside(each: MilestoneFact) -> str:
    if each.done_on:
        words = done_text(each.behind)
        return f"{words[:1].upper()}{words[1:]}, {day(each.done_on)}"
    return f"{'Late, ' if each.late else 'Open, '}{days_text(each.behind)}"


def _moves(found: PlanFacts, lately: str) -> TableBlock:
    rows = tuple((each.what, day(each.was), day(each.now), "\n".join(each.reasons)) for each in found.moved)
    return TableBlock(f"Moved {lately}", ("Milestone", "Was", "Is", "Reason"), rows, (34, 16, 16, 34))


def _money(found: MoneyFacts | None, lately: str) -> Section:
    if found is None:
        return Section("money", "Days and cost", ("No agreement is signed yet, so no days can be charged.",))
    band = f"an estimate of {said(found.estimate)} and a cap of {said(found.cap)}"
    texts = [
        f"{said(found.since)} used {lately}; {said(found.used)} used in all.",
        f"The forecast to the end is {said(found.at_end)}, against {band}.",
    ]
    if found.over != Days():
        texts.append(f"The forecast is beyond the cap by {said(found.over)}. More needs a signed variation.")
    rows = [
        (f"Used {lately}", found.since),
        ("Used in all", found.used),
        ("Of these approved", found.approved),
        ("Of these waiting for approval", found.waiting),
        ("Booked", found.booked),
        ("Planned, not booked yet", found.planned),
        ("Forecast to the end", found.at_end),
        ("Estimate", found.estimate),
        ("Cap", found.cap),
        ("Left under the cap now", found.left),
    ]
    cells = tuple((what, person_days(days.quarters), pounds(days.value)) for what, days in rows)
    balance = TableBlock("Balance", ("What", "Days", "Pounds before VAT"), cells, (50, 25, 25), (1, 2))
    kinds = tuple(
        (SupportKind(row.kind).words, *(person_days(each) for each in (row.agreed, row.used, row.booked, row.left)))
        for row in found.kinds
    )
    head = ("Support", "Agreed", "Used", "Booked", "Left of what is agreed")
    by_kind = TableBlock("By kind of support", head, kinds, (40, 15, 15, 15, 15), (1, 2, 3, 4))
    return Section("money", "Days and cost", tuple(texts), (balance, *([by_kind] if kinds else [])))


def _statements(found: tuple[StatementFact, ...], lately: str) -> Section:
    if not found:
        return Section("statements", "Statements", (f"None was issued, disputed or paid {lately}.",))
    rows = tuple(
        (
            f"No. {each.number}, {month_words(each.month)}",
            person_days(each.days.quarters),
            pounds(each.days.value),
            pounds(each.payable),
            "\n".join((_state(each), *each.happened)),
        )
        for each in found
    )
    head = ("Statement", "Days", "Before VAT", "With VAT", "How it stands")
    table = TableBlock("Statements", head, rows, (24, 12, 16, 16, 32), (1, 2, 3))
    unpaid = sum(each.state != "paid" for each in found)
    text = f"{plural(len(found), 'statement')}: {unpaid or 'none'} not paid yet."
    return Section("statements", "Statements", (text,), (table,))


def _state(each: StatementFact) -> str:
    if each.paid_on:
        return f"Paid on {day(each.paid_on)}"
    return "Disputed, not paid" if each.state == "disputed" else "Not paid yet"


def impact_of(impact: str) -> str:
    """Name the effect on the lead authority's own work (a value of Impact, or empty)."""
    return {"none": "None", "some": "Some", "serious": "Serious"}.get(impact, "Not rated yet")


def impact_words(content: ReviewContent) -> tuple[tuple[str, str], ...]:
    """Give the effect on the lead authority's own work, what it is, and the decision that a serious one forces."""
    words = content.words
    found = (
        (f"Effect on the work of {content.lead}", impact_of(words.impact)),
        ("What it is", words.impact_comment),
        ("Decision on rescheduling", words.rescheduling),
    )
    return tuple((label, text) for label, text in found if text)
