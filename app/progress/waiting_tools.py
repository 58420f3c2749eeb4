"""What waits in tools in use, service cases and the library: its sources, and its words. The one query: waiting.py."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from app.appraising.queries import work as appraising
from app.cases.monitoring import TO_REPORT, due_on, last_over, quarter_of
from app.cases.monitoring_words import quarter_words
from app.cases.queries import work as cases
from app.engagements.waiting import WaitingRow
from app.library.queries import work as library
from app.tools.tool import Stage
from app.web.filters import day, plural

STANDS_STILL = dt.timedelta(days=90)  # after as long without a decision somebody asks what comes next

SOURCES = (*appraising.WAITING, *cases.WAITING, *library.WAITING)


def moments(today: dt.date) -> dict[str, Any]:
    """Give the values that the sources ask for beside those of all others."""
    quarter = last_over(today)
    return {
        "last_quarter": quarter,
        "report_due": due_on(quarter),
        "quarter_ago": dt.datetime.combine(today - STANDS_STILL, dt.time(), dt.UTC),
    }


def _service_case(row: WaitingRow) -> tuple[str, str, str, dict[str, Any]]:
    title, endpoint, status = _OF_A_CASE[row.status]
    on = row.due_on or dt.date.min
    quarter = quarter_words(quarter_of(on - TO_REPORT)) if row.status == "report" else ""
    title = title.format(service=row.what, quarter=quarter)
    return title, endpoint, status.format(stage=Stage(row.within).label, on=day(on)), {"case_ref": row.ref}


_OF_A_CASE = {
    "nobody": ("Say who sees to the service case: {service}", "cases.edit", "Nobody does"),
    "end": ("Record the end of the service: {service}", "cases.end", "Notice ran out"),
    "report": ("Report on {quarter}: {service}", "cases.monitoring", "Quarter is over"),
    "notice": ("Service case: {service}", "cases.case", "Notice until {on}"),
    "still": ("Say what comes next in the service case: {service}", "cases.case", "Stands still"),
    "open": ("Service case: {service}", "cases.case", "{stage}"),
}
"""An open case by what comes first in it, for its owner; without an owner, for the lead officers."""


def _appraisal(row: WaitingRow) -> tuple[str, str, str, dict[str, Any]]:
    title, endpoint, status = _OF_AN_APPRAISAL[row.status]
    return title.format(what=row.what), endpoint, status, {"appraisal_ref": row.ref}


_OF_AN_APPRAISAL = {
    "ask": ("Choose who scores alone: {what}", "appraising.appraisers", "Nobody is asked"),
    "wait": ("Scored alone: {what}", "appraising.appraisal", "With the appraisers"),
    "agree": ("Agree what was scored alone: {what}", "appraising.appraisal", "To agree"),
    "conclude": ("Answer and conclude: {what}", "appraising.appraisal", "To conclude"),
}
"""A tool in use by what comes next, for whoever put it to use."""


def _library_review(row: WaitingRow) -> tuple[str, str, str, dict[str, Any]]:
    return f"Look again at what the library holds: {row.what}", "library.item", "Due soon", {"item_ref": row.ref}


def _library_handover(row: WaitingRow) -> tuple[str, str, str, dict[str, Any]]:
    title = f"Choose a new owner for {plural(int(row.what), 'item')} of the library"
    return title, "library.library", "Owner has left", {"owner": "left"}


WORDS: dict[str, Callable[[WaitingRow], tuple[str, str, str, dict[str, Any]]]] = {
    "appraisal_alone": lambda row: (
        f"Score alone: {row.what}",
        "appraising.alone",
        "Waiting for you",
        {"appraisal_ref": row.ref},
    ),
    "appraisal": _appraisal,
    "service_case": _service_case,
    "library_review": _library_review,
    "library_handover": _library_handover,
}
"""Every kind of these rooms."""
