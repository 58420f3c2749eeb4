"""The report for a board, composed from the frozen result and a few facts. Pure: no query, no clock, no drawing."""

from app.assessments.report.composing import report
from app.assessments.report.facts import Facts, Meeting, Pictures

__all__ = ["Facts", "Meeting", "Pictures", "report"]
