"""The result of a round as one frozen value: what pages, charts, documents and exports all print. No query here."""

from app.assessments.result.content import result_content, result_from
from app.assessments.result.rows import HEAD, result_rows
from app.assessments.result.value import (
    FEWEST_IN_EXPORTS,
    AreaResult,
    DissentLine,
    EvidenceLine,
    Result,
    StandardResult,
)

__all__ = [
    "FEWEST_IN_EXPORTS",
    "HEAD",
    "AreaResult",
    "DissentLine",
    "EvidenceLine",
    "Result",
    "StandardResult",
    "result_content",
    "result_from",
    "result_rows",
]
