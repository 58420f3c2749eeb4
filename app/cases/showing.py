"""Parts of the pages of cases as markup, made here and not in the template: there are many of them. Words: texts.py."""

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from app.cases.queries.cases import CaseRow
from app.cases.queries.walk import DecisionRow, EvidenceRow, UsedTool
from app.cases.texts import ENDINGS, KINDS, went
from app.cases.walking import OfferedTool, StageView
from app.tools.tool import Stage
from app.web.components import hint, kept_lines, link, table, tag
from app.web.escaping import escaped
from app.web.filters import LONDON, day
from app.web.links import AddressOf, To
from app.web.reprinting import ONCE, TOKEN

_UNDER_WAY = tag("Under way", "light-blue")
_KEYS = f'<input type="hidden" name="csrf_token" value="{TOKEN}"><input type="hidden" name="once" value="{ONCE}">'
_STAGES = {stage: tag(stage.label, "blue") for stage in Stage}


def case_table(rows: tuple[CaseRow, ...], address: AddressOf) -> Markup:
    """Show the cases of an engagement."""
    cells = [(_case(row, address), KINDS[row.kind], _stands(row), row.owner, day(row.opened_at)) for row in rows]
    head = ("Service", "Kind", "Stage", "Who sees to it", "Opened")
    return table("Service cases, those under way first", head, cells, size="s", hidden_caption=True)


def _case(row: CaseRow, address: AddressOf) -> Markup:
    name = link(address(row.ref), row.service)
    return Markup(f"{name}<br>{hint(row.provider)}") if row.provider else name


def _stands(row: CaseRow) -> str:
    if row.ending and row.ended_at:
        return f"{ENDINGS[row.ending]} on {day(row.ended_at)}"
    return _STAGES[row.stage]


def decisions(rows: tuple[DecisionRow, ...]) -> Markup:
    """Show decisions with their reasons, who took them and what followed."""
    return _list(_decision(row) for row in rows)


def _decision(row: DecisionRow) -> Markup:
    lines = [f"<strong>{kept_lines(row.what)}</strong>", kept_lines(row.reason)]
    if row.considered:
        lines.append(kept_lines(f"Also considered: {row.considered}"))
    who = f"{row.decided_by}, {day(row.decided_on)}{f'; {row.reference}' if row.reference else ''}"
    followed = f". The case {went(row.stage, row.leads_to)}" if row.leads_to else ""
    ended = f". {ENDINGS[row.ends]}" if row.ends else ""
    lines.append(hint(f"{who}{followed}{ended}{_recorded(row)}"))
    return Markup("<br>".join(lines))


def _recorded(row: DecisionRow) -> str:
    """Say who recorded it and when, as far as it is not who decided, or the same day."""
    if row.decided_on != row.recorded_at.astimezone(LONDON).date():
        return f". Recorded on {day(row.recorded_at)} by {row.recorded_by}"
    return "" if row.decided_by == row.recorded_by else f". Recorded by {row.recorded_by}"


def _list(items: Iterable[Markup]) -> Markup:
    said = "".join(f"<li>{item}</li>\n" for item in items)
    return Markup(f'<ul class="govuk-list govuk-list--spaced">\n{said}</ul>\n')


def used_tools(rows: tuple[UsedTool, ...], titles: Mapping[str, str], address: AddressOf) -> Markup:
    """Show the tools in use at a stage, with what each recommends."""
    return _list(_used(row, titles[row.digest], address) for row in rows)


def _used(row: UsedTool, tool: str, address: AddressOf) -> Markup:
    stands = f"Finished {day(row.at)}" if row.is_finished else _UNDER_WAY
    beside = f'<span class="app-beside-text">{escaped(tool)}. {escaped(stands)}</span>'
    then = f"<br>{kept_lines(row.recommendation)}" if row.recommendation else ""
    return Markup(f"{link(address(row.ref), row.title)} {beside}{then}")


def evidence_list(stage: StageView, case_ref: str, to: To, *, keeps: bool) -> Markup:
    """Show what was put to a stage, each with a button to remove it if the reader `keeps` it."""
    parts = ['<ul class="govuk-list govuk-list--spaced">\n']
    for number, item in enumerate(stage.evidence, 1):
        parts.append(f"<li>{'<br>'.join(_said(item, case_ref, to))}")
        if keeps:
            action = escaped(to("evidence_remove", case_ref=case_ref, case_evidence_ref=item.ref))
            hidden = escaped(f"evidence {number} of the stage {stage.stage.label}")
            parts.append(
                f'\n<form method="post" action="{action}" class="app-no-print" novalidate>{_KEYS}'
                '<button type="submit" class="app-link-button" data-module="govuk-button"'
                f' data-prevent-double-click="true">Remove<span class="govuk-visually-hidden"> {hidden}</span></button>'
                "</form>\n"
            )
        parts.append("</li>\n")
    return Markup("".join([*parts, "</ul>\n"]))


def _said(item: EvidenceRow, case_ref: str, to: To) -> Iterator[str]:
    """Give what is said, where it leads, its file, and who added it."""
    if item.note:
        yield kept_lines(item.note)
    if item.link:
        address = escaped(item.link)
        yield f'<a class="govuk-link" href="{address}" rel="noreferrer noopener">{address}</a>'
    if item.file:
        yield link(to("evidence_file", case_ref=case_ref, case_evidence_ref=item.ref), item.file)
    yield f'<span class="govuk-hint">{escaped(item.added_by)}, {day(item.added_at)}</span>'


def offered_list(offered: tuple[OfferedTool, ...], address: AddressOf) -> Markup:
    """Show the tools that belong to a stage, each with the address at which it is put to use and told about."""
    items = [f"<li>{link(address(each.key), each.title)}</li>\n" for each in offered]
    return Markup(f'<ul class="govuk-list">\n{"".join(items)}</ul>\n')
