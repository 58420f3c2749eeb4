"""Parts of the pages of cases as markup, made here and not in the template: there are many of them. Words: texts.py."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from app.cases.queries.cases import CaseRow
from app.cases.queries.walk import DecisionRow, EvidenceRow, UsedTool
from app.cases.texts import ENDINGS, KINDS
from app.tools.tool import Stage
from app.web.components import summary_list, table, tag
from app.web.filters import day
from app.web.links import AddressOf

_LINES = Markup('<span class="app-keep-lines">{}</span>')
_LINK = Markup('<a class="govuk-link" href="{}">{}</a>')
_OUTSIDE = Markup('<a class="govuk-link" href="{0}" rel="noreferrer noopener">{0}</a>')
_BY = Markup('<span class="govuk-hint">{}</span>')
_FINISHED, _UNDER_WAY = tag("Finished", "green"), tag("Under way", "light-blue")
_STAGES = {stage: tag(stage.label, "blue") for stage in Stage}
To = Callable[..., str]


def case_table(rows: tuple[CaseRow, ...], address: AddressOf) -> Markup:
    """Show the cases of an engagement."""
    cells = [(_case(row, address), KINDS[row.kind], _stands(row), row.owner, day(row.opened_at)) for row in rows]
    head = ("Service", "Kind", "Stage", "Who sees to it", "Opened")
    return table("Service cases, those under way first", head, cells, size="s", hidden_caption=True)


def _case(row: CaseRow, address: AddressOf) -> Markup:
    name = _LINK.format(address(row.ref), row.service)
    return name + Markup("<br>") + _BY.format(row.provider) if row.provider else name


def _stands(row: CaseRow) -> str:
    if row.ending and row.ended_at:
        return f"{ENDINGS[row.ending]} on {day(row.ended_at)}"
    return _STAGES[row.stage]


def decision(row: DecisionRow) -> Markup:
    """Show a decision with its reasons and what followed."""
    reference = f"; {row.reference}" if row.reference else ""
    rows: list[tuple[str, Any]] = [("What", _LINES.format(row.what)), ("Why", _LINES.format(row.reason))]
    if row.considered:
        rows.append(("Also considered", _LINES.format(row.considered)))
    rows.append(("Who and when", f"{row.decided_by}, {day(row.decided_on)}{reference}"))
    if row.leads_to:
        rows.append(("What followed", f"The case went on to {row.leads_to.label}"))
    if row.ends:
        rows.append(("What followed", ENDINGS[row.ends]))
    rows.append(("Recorded", f"{day(row.recorded_at)}, {row.recorded_by}"))
    return summary_list(rows)


def used_tools(rows: tuple[UsedTool, ...], titles: Mapping[str, str], address: AddressOf) -> Markup:
    """Show the tools in use at a stage."""
    cells = [
        (
            _LINK.format(address(row.ref), row.title),
            titles[row.digest],
            _FINISHED + f" {day(row.at)}" if row.is_finished else _UNDER_WAY,
            row.recommendation,
        )
        for row in rows
    ]
    head = ("About", "Tool", "How it stands", "Recommendation")
    return table("Tools in use at this stage", head, cells, size="s", hidden_caption=True)


def evidence(item: EvidenceRow, case_ref: str, to: To) -> Markup:
    """Show an item of evidence: what is said, where it leads, its file, and who added it."""
    return Markup("<br>").join(_said(item, case_ref, to))


def _said(item: EvidenceRow, case_ref: str, to: To) -> Iterator[Markup]:
    if item.note:
        yield _LINES.format(item.note)
    if item.link:
        yield _OUTSIDE.format(item.link)
    if item.file:
        yield _LINK.format(to("evidence_file", case_ref=case_ref, case_evidence_ref=item.ref), item.file)
    yield _BY.format(f"{item.added_by}, {day(item.added_at)}")
