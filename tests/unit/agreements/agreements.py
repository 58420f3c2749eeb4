"""Agreements of the tests: one complete value, changed by keyword."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.agreements.content import AgreementContent, LineText

SCOPING = LineText("scoping", "Two days with commissioners", 14, "partner", "standard")  # 3.5 days
TRAINING = LineText("bespoke_training", "Market position", 8, "partner", "to_confirm")
MENTORING = LineText("mentoring", "", 6, "partner", "exempt")
REVIEW = LineText("review", "", 5, "lead", "outside")

AGREED = AgreementContent(
    kind="plan",
    lead="Halton",
    partner="Cheshire West and Chester",
    partnership="Children's Trust",
    reason="",
    purpose="To raise three standards.",
    starts_on=dt.date(2026, 12, 1),
    ends_on=dt.date(2027, 11, 30),
    day_rate=Decimal(500),
    estimate_quarters=80,
    cap_quarters=120,
    lines=(SCOPING, TRAINING, MENTORING, REVIEW),
    costs="Cheshire West and Chester provides rooms.",
    legal_power="Section 1 of the Local Authorities (Goods and Services) Act 1970.",
    equality="No adverse impact was found.",
    decision_reference="Executive Board, 15 December 2011, minute 88",
    plan="Change plan, version 1",
)


def agreed(**values: Any) -> AgreementContent:
    """The complete value with other `values`."""
    return replace(AGREED, **values)
