"""Parts of the pages of cases as markup, made here and not in the template: there are many of them. Words: texts.py."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape

from app.cases.queries.cases import CaseRow
from app.cases.queries.walk import DecisionRow, EvidenceRow, UsedTool
from app.cases.texts import ENDINGS, KINDS, went
from app.cases.walking import OfferedTool, StageView
from app.tools.tool import Stage
from app.web.components import summary_list, table, tag
from app.web.filters import day
from app.web.links import AddressOf

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
    rows: list[tuple[str, Any]] = [("What", _lines(row.what)), ("Why", _lines(row.reason))]
    if row.considered:
        rows.append(("Also considered", _lines(row.considered)))
    rows.append(("Who and when", f"{row.decided_by}, {day(row.decided_on)}{reference}"))
    if row.leads_to:
        rows.append(("What followed", f"The case {went(row.stage, row.leads_to)}"))
    if row.ends:
        rows.append(("What followed", ENDINGS[row.ends]))
    rows.append(("Recorded", f"{day(row.recorded_at)}, {row.recorded_by}"))
    return summary_list(rows)


def _lines(text: str) -> Markup:
    return Markup(f'<span class="app-keep-lines">{escape(text)}</span>')


def used_tools(rows: tuple[UsedTool, ...], titles: Mapping[str, str], address: AddressOf, stage: str) -> Markup:
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
    return table(f"Tools in use at the stage {stage}", head, cells, size="s", hidden_caption=True)


def evidence_list(stage: StageView, case_ref: str, to: To, token: str, once: Callable[[], str]) -> Markup:
    """Show what was put to a stage, each with a button to remove it if there is a `token` for its form."""
    parts = ['<ul class="govuk-list govuk-list--spaced">\n']
    for number, item in enumerate(stage.evidence, 1):
        parts.append(f"<li>{'<br>'.join(_said(item, case_ref, to))}")
        if token:
            action = escape(to("evidence_remove", case_ref=case_ref, case_evidence_ref=item.ref))
            hidden = escape(f"evidence {number} of the stage {stage.stage.label}")
            parts.append(
                f'\n<form method="post" action="{action}" class="app-no-print" novalidate>'
                f'<input type="hidden" name="csrf_token" value="{escape(token)}">'
                f'<input type="hidden" name="once" value="{escape(once())}">'
                '<button type="submit" class="app-link-button" data-module="govuk-button"'
                f' data-prevent-double-click="true">Remove<span class="govuk-visually-hidden"> {hidden}</span></button>'
                "</form>\n"
            )
        parts.append("</li>\n")
    return Markup("".join([*parts, "</ul>\n"]))


def _said(item: EvidenceRow, case_ref: str, to: To) -> Iterator[str]:
    """Give what is said, where it leads, its file, and who added it."""
    if item.note:
        yield _lines(item.note)
    if item.link:
        yield _OUTSIDE.format(item.link)
    if item.file:
        yield _LINK.format(to("evidence_file", case_ref=case_ref, case_evidence_ref=item.ref), item.file)
    yield f'<span class="govuk-hint">{escape(item.added_by)}, {day(item.added_at)}</span>'


def offered_list(offered: tuple[OfferedTool, ...], address: AddressOf) -> Markup:
    """Show the tools that belong to a stage, each with the address at which it is put to use."""
    items = [
        f'<li><a class="govuk-link" href="{escape(address(each.key))}">{escape(each.title)}</a><br>'
        f"{escape(each.about)}</li>\n"
        for each in offered
    ]
    return Markup(f'<ul class="govuk-list govuk-list--spaced">\n{"".join(items)}</ul>\n')
