"""How monitoring is said: the name of a quarter, how its report stands, how outcomes go. No query."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from app.cases.models import Course
from app.cases.monitoring import Quarter, end_of
from app.web.filters import MONTHS, day

COURSES = {
    Course.ON_TRACK: ("On track", "green"),
    Course.AT_RISK: ("At risk", "yellow"),
    Course.OFF_TRACK: ("Off track", "red"),
    Course.NOT_MEASURED: ("Not measured", "grey"),
}


def quarter_words(first: dt.date) -> str:
    """Name a quarter: "January to March 2026"."""
    return f"{MONTHS[first.month - 1]} to {MONTHS[end_of(first).month - 1]} {first.year}"


def report_state(quarter: Quarter[Any]) -> tuple[str, str]:
    """Say how a quarter's report stands, with the colour of its tag."""
    if quarter.report is not None:
        return "Reported", "green"
    if quarter.is_late:
        return "No report", "red"
    return ("Due", "yellow") if quarter.is_over else ("Under way", "grey")


def report_due(quarter: Quarter[Any]) -> str:
    """Say by when a report that is not there is due."""
    was = "was" if quarter.is_late else "is"
    return f"The report {was} due by {day(quarter.due_on)}."


def no_report(quarter: Quarter[Any]) -> str:
    """Say that a quarter has no report, or none yet, and by when it is due."""
    is_not = "There is no report on this quarter." if quarter.is_over else "The quarter is under way."
    return f"{is_not} {report_due(quarter)}"


def courses_words(courses: Iterable[Course]) -> str:
    """Count outcomes by how they go, the worst first: "1 off track, 2 on track"; empty for none."""
    counted = Counter(courses)
    worst_first = (Course.OFF_TRACK, Course.AT_RISK, Course.ON_TRACK, Course.NOT_MEASURED)
    return ", ".join(f"{counted[each]} {COURSES[each][0].lower()}" for each in worst_first if counted[each])
