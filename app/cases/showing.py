"""Parts of a case's page as markup, made here and not in the template: there are many of them. Words: texts.py."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from app.cases.queries.walk import DecisionRow, EvidenceRow, UsedTool
from app.cases.texts import ENDINGS
from app.web.components import summary_list, table, tag
from app.web.filters import day
from app.web.links import AddressOf

_LINES = Markup('<span class="app-keep-lines">{}</span>')
_LINK = Markup('<a class="govuk-link" href="{}">{}</a>')
_OUTSIDE = Markup('<a class="govuk-link" href="{0}" rel="noreferrer noopener">{0}</a>')
_BY = Markup('<span class="govuk-hint">{}</span>')
_FINISHED, _UNDER_WAY = tag("Finished", "green"), tag("Under way", "light-blue")
To = Callable[..., str]


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
