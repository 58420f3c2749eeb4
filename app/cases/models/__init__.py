"""Tables of service cases."""

from app.cases.models.cases import CaseDecision, CaseEvidence, Ending, ServiceCase
from app.cases.models.monitoring import Course, Measure, Measured, Notice, NoticeException, QuarterReport
from app.cases.models.understanding import Cover, ExistingService, Need

__all__ = [
    "CaseDecision",
    "CaseEvidence",
    "Course",
    "Cover",
    "Ending",
    "ExistingService",
    "Measure",
    "Measured",
    "Need",
    "Notice",
    "NoticeException",
    "QuarterReport",
    "ServiceCase",
]
