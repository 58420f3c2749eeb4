"""The change plan as a document and as rows, composed from its picture and a few facts. Pure: no query, no drawing."""

from app.plans.report.composing import report
from app.plans.report.facts import ConditionLine, Facts
from app.plans.report.rows import HEAD, days_by_kind, plan_rows

__all__ = ["HEAD", "ConditionLine", "Facts", "days_by_kind", "plan_rows", "report"]
