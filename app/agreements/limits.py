"""What may be charged now under the signed agreement, and why not more, in words that a form prints. Pure.

Days are whole quarters of a person-day, money is pounds before VAT as Decimal.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.agreements.content import AgreementContent
from app.agreements.drafting import BEFORE_THE_PLAN, quarters_by_kind
from app.engagements.estimate import value_of
from app.engagements.models import SupportKind
from app.web.filters import person_days, pounds

UNSIGNED = "Nothing can be charged before both authorities have signed an agreement"
UNPLANNED = (
    "Days beyond the initial agreement cannot be charged before the change plan is approved and the support agreement "
    "that follows from it is signed"
)
_VARY = "More needs a signed variation"


@dataclass(frozen=True, slots=True)
class Limits:
    """The version in force as a limit. `quarters` are the days that the partner pays for, by kind of support."""

    number: int  # of the version in force
    rests_on_plan: bool
    quarters: Mapping[str, int]
    cap_quarters: int
    day_rate: Decimal
    starts_on: dt.date
    ends_on: dt.date

    @property
    def cap_value(self) -> Decimal:
        """The cap in pounds, at the rate in force."""
        return value_of(self.cap_quarters, self.day_rate)

    def left(self, kind: str, used_by_kind: Mapping[str, int]) -> int:
        """Quarters of a kind that its lines still leave."""
        return max(self.quarters.get(kind, 0) - used_by_kind.get(kind, 0), 0)


@dataclass(frozen=True, slots=True)
class Asked:
    """Days that somebody wants to charge: `day_rate` is the entry's own, `on` its date."""

    kind: str
    quarters: int
    day_rate: Decimal
    on: dt.date


@dataclass(frozen=True, slots=True)
class Used:
    """What is charged already under all versions: quarters by kind of support, and pounds before VAT."""

    by_kind: Mapping[str, int]
    value: Decimal

    @property
    def quarters(self) -> int:
        """Quarters of all kinds."""
        return sum(self.by_kind.values())


NOTHING_USED = Used({}, Decimal(0))


def limits_of(content: AgreementContent, number: int) -> Limits:
    """Read the limits off the frozen content of the version in force."""
    charged = quarters_by_kind(content.charged)
    rests_on_plan = bool(content.plan)
    allowed = {kind: days for kind, days in charged.items() if rests_on_plan or kind in BEFORE_THE_PLAN}
    return Limits(
        number=number,
        rests_on_plan=rests_on_plan,
        quarters=allowed,
        cap_quarters=content.cap_quarters,
        day_rate=content.day_rate,
        starts_on=content.starts_on,
        ends_on=content.ends_on,
    )


def refusal(limits: Limits | None, asked: Asked, used: Used, *, takes_more: bool = True) -> str | None:
    """Say why days cannot be charged, or None if they can. `limits` None: nothing is signed, so nothing can.

    Days and pounds bind, whichever is reached first (rules.md, Money and days). Not `takes_more`: as much is given back
    elsewhere, so the cap, which a variation may have lowered below what is used, is no reason.
    """
    if limits is None:
        return UNSIGNED
    if not limits.starts_on <= asked.on <= limits.ends_on:
        return "The date must be within the dates of the support agreement"
    return _beyond_its_line(limits, asked, used) or (_beyond_the_cap(limits, asked, used) if takes_more else None)


def _beyond_its_line(limits: Limits, asked: Asked, used: Used) -> str | None:
    """The days of a kind are those of its lines that the partner pays for; before the plan only the initial kinds."""
    words = SupportKind(asked.kind).words
    if not limits.rests_on_plan and asked.kind not in BEFORE_THE_PLAN:
        return UNPLANNED
    if not limits.quarters.get(asked.kind):
        return f"The agreement has no days for “{words}” that the partner pays for. {_VARY}"
    left = limits.left(asked.kind, used.by_kind)
    if asked.quarters <= left:
        return None
    more = _VARY if limits.rests_on_plan else UNPLANNED
    return f"The agreement leaves {person_days(left)} for “{words}”. {more}"


def _beyond_the_cap(limits: Limits, asked: Asked, used: Used) -> str | None:
    days_left = limits.cap_quarters - used.quarters
    if asked.quarters > days_left:
        return f"The cap of {person_days(limits.cap_quarters)} leaves {person_days(max(days_left, 0))}. {_VARY}"
    pounds_left = limits.cap_value - used.value
    if value_of(asked.quarters, asked.day_rate) > pounds_left:
        left = pounds(max(pounds_left, Decimal(0)))
        return f"The cap of {pounds(limits.cap_value)} before VAT leaves {left}. {_VARY}"
    return None
