"""A sheet as a page, for those who answer together and those who score alone. What is saved: its users."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flask import request
from markupsafe import Markup

from app.appraising.answering import lacking
from app.appraising.content import NOTHING, Said, SubjectText
from app.appraising.rows import TypedRow
from app.appraising.sheet_markup import sheet_row
from app.appraising.views.loading import Record, page, to
from app.db.clock import now
from app.db.keeping import kept_while
from app.engagements.forms.versions import Difference
from app.tools.tool import Criterion
from app.web.filters import clock

MOST = 32  # sheets of which a worker keeps the rows as they are printed, some 40 KB each with what they are made of
CLOSED = "this is not answered any more. Load the page again to see where it stands"


class Seen(NamedTuple):
    """All that the rows of a sheet are made of, beside its tool: while none of it changes, neither do they."""

    criteria: tuple[Criterion, ...]
    said: tuple[Said, ...]
    rows: Mapping[str, TypedRow]
    lacks: Mapping[str, str]


def sheet_page(
    record: Record,
    subject: SubjectText,
    rows: Mapping[str, TypedRow],
    *,
    errors: Iterable[tuple[str, str]] = (),
    conflict: list[Difference] | None = None,
    is_alone: bool = False,
) -> str:
    """Render the sheet of a subject; `is_alone`: the reader's own answers, unseen by others."""
    content, ref = record.content, record.appraisal.ref
    lacks = {} if is_alone else {each.key: each.lack.value for each in lacking(content, subject)}
    endpoint = "alone_sheet" if is_alone else "sheet"
    here = to(endpoint, appraisal_ref=ref, subject_ref=subject.ref)
    seen = Seen(content.criteria, subject.said, rows, lacks)
    key = f"{here} {record.appraisal.tool_digest}"
    return page(
        "sheet.html",
        record=record,
        tool=record.tool,
        subject=subject,
        rows=kept_while("rows of a sheet", key, seen, lambda: _rows(record, subject.ref, seen, is_alone), most=MOST),
        here=here,
        back=to("alone" if is_alone else "appraisal", appraisal_ref=ref),
        others=[each for each in content.subjects if each.ref != subject.ref],
        endpoint=endpoint,
        is_alone=is_alone,
        errors=list(errors),
        conflict=conflict,
    )


def _rows(record: Record, subject_ref: str, seen: Seen, is_alone: bool) -> Markup:
    """Print them."""
    address, said = to("appraisal", appraisal_ref=record.appraisal.ref), {each.key: each for each in seen.said}
    return Markup().join(
        sheet_row(
            each,
            seen.rows[each.key],
            said.get(each.key, NOTHING),
            record.tool,
            lack=seen.lacks.get(each.key, ""),
            address=f"{address}/{subject_ref}/{each.key}",
            is_alone=is_alone,
        )
        for each in seen.criteria
    )


def is_live() -> bool:
    """Say whether the page itself sent what was typed, and waits for one line only."""
    return "HX-Request" in request.headers


def live_refusal(words: str) -> str:
    """Say in the one line that is waited for why it is not saved; a whole page has no place in it."""
    return page("saved.html", text=f"Not saved: {words}", saved=())


def live_answer(saved: Iterable[TypedRow]) -> str:
    """Say that it is saved, and let the page know what is saved now."""
    return page("saved.html", text=f"Saved at {clock(now())}", saved=list(saved))
