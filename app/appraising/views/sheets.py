"""A sheet as a page, for those who answer together and those who score alone. What is saved: its users."""

from collections.abc import Iterable, Mapping

from flask import request

from app.appraising.answering import lacking
from app.appraising.content import NOTHING, SubjectText
from app.appraising.rows import TypedRow
from app.appraising.sheet_markup import sheet_row
from app.appraising.views.loading import Record, page, to
from app.db.clock import now
from app.engagements.forms.versions import Difference
from app.web.filters import clock

CLOSED = "this is not answered any more. Load the page again to see where it stands"


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
    tool, content, ref = record.tool, record.content, record.appraisal.ref
    lacks = {} if is_alone else {each.key: each.lack.value for each in lacking(content, subject)}
    endpoint = "alone_sheet" if is_alone else "sheet"
    address, said = to("appraisal", appraisal_ref=ref), {each.key: each for each in subject.said}
    return page(
        "sheet.html",
        record=record,
        tool=tool,
        subject=subject,
        rows=[
            sheet_row(
                each,
                rows[each.key],
                said.get(each.key, NOTHING),
                tool,
                lack=lacks.get(each.key, ""),
                address=f"{address}/{subject.ref}/{each.key}",
                is_alone=is_alone,
            )
            for each in content.criteria
        ],
        here=to(endpoint, appraisal_ref=ref, subject_ref=subject.ref),
        back=to("alone" if is_alone else "appraisal", appraisal_ref=ref),
        others=[each for each in content.subjects if each.ref != subject.ref],
        endpoint=endpoint,
        is_alone=is_alone,
        errors=list(errors),
        conflict=conflict,
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
