"""Writes tools in use, service cases and a library for every first engagement. Keys: data.py."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sqlalchemy import Connection

from app.appraising.answers import Answer
from app.appraising.content import AppraisalContent, Said, SubjectText, appraisal_content
from app.appraising.models import AgreedAnswer, Appraisal, AppraisalState, Subject
from app.cases.models import (
    CaseDecision,
    CaseEvidence,
    Course,
    ExistingService,
    Measure,
    Measured,
    Need,
    QuarterReport,
    ServiceCase,
)
from app.instruments.document import digest
from app.library.models import LibraryItem, LibraryUse, LibraryVersion, Sharing
from app.publishing.models import VersionState
from app.tools.models import ToolVersion
from app.tools.reading import parse
from app.tools.tool import CaseKind, Stage
from tests.bench.data import TOOLS, Size
from tests.bench.filling import MADE, Row, new_ref, write

CASES, FINISHED, SUBJECTS, ITEMS = 10, 11, 3, 300
NEEDS, MEASURES, QUARTERS = 6, 5, 8
WHAT = "Families of disabled children get a break before they reach a crisis, near where they live."
WHY = "The survey, the contract’s figures and what families say point the same way."
TEXT = (TOOLS / "lancaster-core-criteria.yaml").read_text()
TOOL, DIGEST = parse(TEXT, name="lancaster"), digest(TEXT)
_STAGES = tuple(Stage)
_FIRST = dt.date(2024, 10, 1)


def write_tools(connection: Connection, size: Size) -> None:
    """Write the tools that come with the product, and what every engagement has done with them."""
    pairs = range(size.pairs)
    cases = [_refs(CASES) for _ in pairs]
    items = _refs(ITEMS)
    write(connection, ToolVersion, _versions())
    write(connection, ServiceCase, (row for pair in pairs for row in _cases(size, pair, cases[pair])))
    first = range(1, 1 + size.pairs * CASES, CASES)  # of each engagement; the others hold little
    write(connection, CaseDecision, (row for case in first for row in _decisions(case)))
    write(connection, CaseEvidence, (row for case in first for row in _evidence(case)))
    write(connection, Need, (row for case in first for row in _needs(case)))
    write(connection, ExistingService, (row for case in first for row in _services(case)))
    write(connection, Measure, (row for case in first for row in _measures(case)))
    write(connection, QuarterReport, (row for case in first for row in _quarters(case)))
    write(connection, Measured, (row for place in range(size.pairs) for row in _measured(place)))
    _write_appraisals(connection, size, [each[0] for each in cases])
    write(connection, LibraryItem, (_item(place, ref) for place, ref in enumerate(items)))
    write(connection, LibraryVersion, (_version(place) for place in range(ITEMS)))
    write(connection, LibraryUse, (row for pair in pairs for row in _uses(size, pair, cases[pair])))


def _write_appraisals(connection: Connection, size: Size, cases: Sequence[str]) -> None:
    """One of each engagement runs, FINISHED are finished; those that run have the first keys."""
    pairs = range(size.pairs)
    running = [_refs(SUBJECTS) for _ in pairs]
    finished = [[_refs(SUBJECTS) for _ in range(FINISHED)] for _ in pairs]
    write(connection, Appraisal, (_running(size, pair) for pair in pairs))
    write(connection, Appraisal, (row for pair in pairs for row in _finished(size, pair, finished[pair], cases[pair])))
    every = [*running, *(refs for within in finished for refs in within)]
    write(connection, Subject, (row for key, refs in enumerate(every, 1) for row in _subjects(key, refs)))
    write(connection, AgreedAnswer, (row for pair in pairs for row in _answers(size, pair)))


def _refs(number: int) -> list[str]:
    return [new_ref() for _ in range(number)]


def _versions() -> Iterator[Row]:
    for path in sorted(TOOLS.glob("*.yaml")):
        text = path.read_text()
        tool = parse(text, name=path.name)
        yield {
            "key": tool.key, "label": tool.version, "title": tool.title, "digest": digest(text), "text": text,
            "state": VersionState.PUBLISHED, "uploaded_at": MADE, "published_at": MADE,
        }  # fmt: skip


def _cases(size: Size, pair: int, refs: Sequence[str]) -> Iterator[Row]:
    for place, ref in enumerate(refs):
        yield {
            "ref": ref, "engagement_id": size.engagement(pair, 0), "kind": CaseKind.REVIEW,
            "service": f"Short breaks {place}", "purpose": WHAT, "provider": "Care at Night",
            "yearly_pence": 12_000_000, "owner_id": size.lead_officer(pair), "stage": _STAGES[(place + 3) % 4],
            "goal_ref": "", "subject_ref": "", "opened_by_id": size.lead_officer(pair), "opened_at": MADE, "version": 1,
        }  # fmt: skip


def _decisions(case: int) -> Iterator[Row]:
    for stage, leads_to in pairwise(_STAGES):
        yield {
            "case_id": case, "stage": stage, "what": WHAT, "reason": WHY, "considered": "Leaving it as it is.",
            "decided_by": "Executive Board", "decided_on": dt.date(2026, 7, 1), "reference": "Minute 42",
            "leads_to": leads_to, "recorded_by_id": 1, "recorded_at": MADE,
        }  # fmt: skip


def _evidence(case: int) -> Iterator[Row]:
    for stage in _STAGES * 3:
        yield {"case_id": case, "stage": stage, "note": WHY, "added_by_id": 1, "added_at": MADE}


def _needs(case: int) -> Iterator[Row]:
    for _ in range(NEEDS):
        yield {"case_id": case, "what": WHAT, "who": "140 families", "evidence": WHY, "services": [], "version": 1}


def _services(case: int) -> Iterator[Row]:
    for place in range(NEEDS):
        yield {"case_id": case, "name": f"Overnight stays {place}", "provider": "Care at Night", "version": 1}


def _measures(case: int) -> Iterator[Row]:
    for place in range(MEASURES):
        yield {
            "case_id": case, "outcome": f"Families cope {place}", "measure": "Families in crisis", "target": "Below 10",
            "since": _FIRST, "version": 1,
        }  # fmt: skip


def _quarters(case: int) -> Iterator[Row]:
    for place in range(QUARTERS):
        quarter = dt.date(_FIRST.year + (9 + 3 * place) // 12, (9 + 3 * place) % 12 + 1, 1)
        yield {
            "case_id": case, "quarter": quarter, "summary": WHAT, "feedback": WHY, "action": "Meet again.",
            "recorded_by_id": 1, "recorded_at": MADE, "version": 1,
        }  # fmt: skip


def _measured(place: int) -> Iterator[Row]:
    for quarter in range(QUARTERS):
        for measure in range(MEASURES):
            yield {
                "quarter_id": 1 + place * QUARTERS + quarter, "measure_id": 1 + place * MEASURES + measure,
                "figure": "8", "course": Course.ON_TRACK,
            }  # fmt: skip


def _running(size: Size, pair: int) -> Row:
    return {
        "engagement_id": size.engagement(pair, 0), "tool_digest": DIGEST, "title": "Options",
        "state": AppraisalState.AGREEING, "opened_by_id": size.lead_officer(pair), "opened_at": MADE, "version": 1,
    }  # fmt: skip


def _finished(size: Size, pair: int, refs: Sequence[Sequence[str]], case: str) -> Iterator[Row]:
    """The first three belong to the first case."""
    for place, subjects in enumerate(refs):
        ref = new_ref()
        yield {
            "ref": ref, "engagement_id": size.engagement(pair, 0), "tool_digest": DIGEST, "title": f"Options {place}",
            "stage": _STAGES[place % 4], "case_ref": case if place < 3 else "", "state": AppraisalState.FINISHED,
            "opened_by_id": size.lead_officer(pair), "opened_at": MADE, "recommendation": WHAT,
            "finished_by_id": size.lead_officer(pair), "finished_at": MADE,
            "content": appraisal_content(_content(ref, place, subjects)), "version": 1,
        }  # fmt: skip


def _content(ref: str, place: int, subjects: Sequence[str]) -> AppraisalContent:
    said = tuple(Said(each.key, Answer(value=4, reason=WHY), note="Minutes of the board") for each in TOOL.criteria)
    return AppraisalContent(
        ref=ref, title=f"Options {place}", tool_key=TOOL.key, tool_version=TOOL.version, lead="Authority 1",
        partner="Authority", partnership="Children's Trust", opened_by="Lead officer", opened_at=MADE,
        criteria=TOOL.criteria, scale=TOOL.scale, recommendation=WHAT, finished_by="Lead officer", finished_at=MADE,
        subjects=tuple(
            SubjectText(each, f"Option {number}", WHAT, None, "", said, TOOL.outcomes[0].key, WHY)
            for number, each in enumerate(subjects, 1)
        ),
    )  # fmt: skip


def _subjects(appraisal: int, refs: Sequence[str]) -> Iterator[Row]:
    for number, ref in enumerate(refs, 1):
        yield {
            "ref": ref, "appraisal_id": appraisal, "position": number, "name": f"Option {number}", "detail": WHAT,
            "version": 1,
        }  # fmt: skip


def _answers(size: Size, pair: int) -> Iterator[Row]:
    """All that is agreed on the subjects of the one that runs."""
    for number in range(SUBJECTS):
        for criterion in TOOL.criteria:
            yield {
                "subject_id": 1 + pair * SUBJECTS + number, "appraisal_id": 1 + pair, "criterion_key": criterion.key,
                "value": 4, "reason": WHY, "evidence_note": "Minutes of the board",
                "saved_by_id": size.lead_officer(pair), "saved_at": MADE, "version": 1,
            }  # fmt: skip


def _item(place: int, ref: str) -> Row:
    return {
        "ref": ref, "authority_id": 1, "title": f"Template {place} for a service specification", "about": WHAT,
        "standards": [], "stages": [_STAGES[place % 4].value], "owner_id": 1, "review_on": dt.date(2027, 11, 20),
        "sharing": Sharing.ALL, "added_at": MADE, "version": 1,
    }  # fmt: skip


def _version(place: int) -> Row:
    return {
        "item_id": 1 + place, "number": 1, "link": "https://www.example.gov.uk/specification", "added_by_id": 1,
        "added_at": MADE,
    }  # fmt: skip


def _uses(size: Size, pair: int, cases: Sequence[str]) -> Iterator[Row]:
    for place in range(6):
        yield {
            "item_id": 1 + place % 2, "version_id": 1 + place % 2, "engagement_id": size.engagement(pair, 0),
            "goal_ref": "", "milestone_ref": "", "case_ref": cases[place % 2], "note": WHY,
            "used_on": dt.date(2026, 10, 1), "used_by_id": size.lead_officer(pair), "recorded_at": MADE,
        }  # fmt: skip
