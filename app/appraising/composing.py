"""An appraisal as it stands now, composed into the value that is frozen at its end. Asks for nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.appraising.answers import Answer
from app.appraising.content import AppraisalContent, Said, SubjectText
from app.appraising.queries.answers import OwnRow, SubjectRow
from app.appraising.queries.appraisals import Head
from app.appraising.queries.seats import Alone, Seat
from app.security import EngagementScope
from app.tools.tool import Criterion, Tool


def criteria_of(tool: Tool, own: Sequence[OwnRow]) -> tuple[Criterion, ...]:
    """Give the criteria that hold: with the weights that were set, and in each open slot the service's own."""
    weights = {each.key: each for each in own if not each.ref}
    found: list[Criterion] = []
    for criterion in tool.criteria:
        if criterion.own:
            found += [_own(criterion, each) for each in own if each.ref and each.key == criterion.key]
        else:
            given = weights.get(criterion.key)
            found.append(replace(criterion, weight=given.weight, minimum=given.minimum) if given else criterion)
    return tuple(_numbered(each, number) for number, each in enumerate(found, 1))


def _numbered(criterion: Criterion, number: int) -> Criterion:
    return criterion if criterion.number == number else replace(criterion, number=number)


def composed(
    head: Head,
    tool: Tool,
    own: Sequence[OwnRow],
    subjects: Sequence[SubjectRow],
    scope: EngagementScope,
    *,
    seats: Sequence[Seat] = (),
    alone: Alone | None = None,
) -> AppraisalContent:
    """Compose it; `alone` only of an appraisal that is being agreed."""
    appraisal, criteria = head.appraisal, criteria_of(tool, own)
    return AppraisalContent(
        ref=appraisal.ref,
        title=appraisal.title,
        tool_key=tool.key,
        tool_version=tool.version,
        lead=scope.lead_name,
        partner=scope.partner_name,
        partnership=scope.partnership_name,
        opened_by=head.opened_by,
        opened_at=appraisal.opened_at,
        criteria=criteria,
        subjects=tuple(_subject(each, criteria, alone or {}) for each in subjects),
        scale=tool.scale,
        appraisers=tuple(seat.name for seat in seats if seat.submitted_at is not None),
        recommendation=appraisal.recommendation,
    )


def _own(slot: Criterion, row: OwnRow) -> Criterion:
    written = replace(slot, key=row.ref, title=row.title, text=row.text, guidance=())
    return replace(written, weight=row.weight, minimum=row.minimum)


def _subject(
    row: SubjectRow, criteria: Sequence[Criterion], alone: Mapping[tuple[int, str], tuple[Answer, ...]]
) -> SubjectText:
    said = [_said(row, criterion.key, alone.get((row.id, criterion.key), ())) for criterion in criteria]
    return SubjectText(
        ref=row.ref,
        name=row.name,
        detail=row.detail,
        amount_pence=row.amount_pence,
        option_key=row.option_key,
        said=tuple(each for each in said if each is not None),
        outcome=row.outcome,
        outcome_reason=row.outcome_reason,
        case_ref=row.case_ref,
    )


def _said(row: SubjectRow, key: str, alone: tuple[Answer, ...]) -> Said | None:
    agreed = row.agreed.get(key)
    if agreed is None:
        return Said(key, Answer(), alone=alone) if alone else None
    return Said(key, agreed.answer, agreed.note, agreed.link, agreed.file_name, alone, agreed.version)
