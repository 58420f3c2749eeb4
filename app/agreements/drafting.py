"""What a version of the agreement is suggested to say, and how its days stand beside what the plan needs. Pure.

Days are whole quarters of a person-day. Kinds of support, payers and VAT treatments are the values that content.py has.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.agreements.content import LineText
from app.engagements.estimate import value_of
from app.engagements.models import SupportKind
from app.plans.content import PlanContent

INITIAL_QUARTERS: Mapping[SupportKind, int] = {SupportKind.SCOPING: 12, SupportKind.SELF_ASSESSMENT: 16}
BEFORE_THE_PLAN = frozenset(INITIAL_QUARTERS)  # seed 004, section 3.4: the detailed plan of support follows scoping
REVIEW_QUARTERS = 12  # a quarter of a day for each of twelve monthly reviews
TRAINING = frozenset({SupportKind.BESPOKE_TRAINING, SupportKind.TRAINING_PACKAGES})

INITIAL_WHAT: Mapping[SupportKind, str] = {
    SupportKind.SCOPING: "A scoping exercise on current practice and services",
    SupportKind.SELF_ASSESSMENT: "The self-assessment: scoring alone, a facilitated workshop and the report",
}
REVIEW_WHAT = "Twelve monthly reviews, a quarter of a day each"

PURPOSES = {
    "initial": (
        "To begin the commissioning support with a scoping exercise and a facilitated self-assessment. Support beyond "
        "these days follows from the change plan and needs the next version of this agreement."
    ),
    "plan": "To give the support that the approved change plan needs over its twelve months.",
}
COSTS = (
    "The day rate includes preparation and travel. The partner provides rooms and pays for its own people's time. "
    "Other expenses are paid only if both authorities agree to them in writing beforehand, at cost, with receipts."
)
LEGAL_POWER = (
    "Section 1 of the Local Authorities (Goods and Services) Act 1970: supply of administrative, professional or "
    "technical services to another public body (to be confirmed by legal)."
)
EQUALITY = (
    "The equality impact assessments that the lead authority has developed for commissioned services are shared with "
    "the partner. The partner assesses the impact of each decision that follows from the plan."
)


@dataclass(frozen=True, slots=True)
class Need:
    """What the plan needs of one kind of support: days, and the goals that they serve."""

    kind: str
    quarters: int
    goals: tuple[str, ...]  # "5 Needs, data and targeting", in the plan's order


@dataclass(frozen=True, slots=True)
class Recommended:
    """A kind of support that the scoping recommended, with its days and note."""

    kind: str
    quarters: int
    note: str


@dataclass(frozen=True, slots=True)
class Beside:
    """One kind of support: what the plan needs beside what is agreed."""

    kind: str
    needed: int
    agreed: int

    @property
    def short(self) -> int:
        """Quarters that the plan needs and nobody has agreed."""
        return max(self.needed - self.agreed, 0)

    @property
    def words(self) -> str:
        """Name the kind as pages do."""
        return SupportKind(self.kind).words


@dataclass(frozen=True, slots=True)
class Total:
    """What lines come to beside band and cap. `charged` are the quarters that the partner pays for."""

    charged: int
    quarters: int  # of all lines, whoever pays
    day_rate: Decimal
    estimate_quarters: int
    cap_quarters: int

    @property
    def value(self) -> Decimal:
        """Pounds before VAT that the partner pays."""
        return value_of(self.charged, self.day_rate)

    @property
    def cap_value(self) -> Decimal:
        """Pounds before VAT of the cap."""
        return value_of(self.cap_quarters, self.day_rate)

    @property
    def estimate_value(self) -> Decimal:
        """Pounds before VAT of the lower end of the band."""
        return value_of(self.estimate_quarters, self.day_rate)

    @property
    def above_cap(self) -> bool:
        """Say whether the partner would pay for more than the cap."""
        return self.charged > self.cap_quarters

    @property
    def below_estimate(self) -> bool:
        """Say whether the partner would pay for less than the lower end of the band."""
        return self.charged < self.estimate_quarters


def total(lines: Iterable[LineText], day_rate: Decimal, estimate_quarters: int, cap_quarters: int) -> Total:
    """Sum lines, at a rate, beside a band and its cap."""
    every = list(lines)
    charged = sum(each.quarters for each in every if each.payer == "partner")
    return Total(charged, sum(each.quarters for each in every), day_rate, estimate_quarters, cap_quarters)


def default_vat(kind: str) -> str:
    """Advice is standard-rated; whether training is exempt is for finance to confirm (domain.md, section 5)."""
    return "to_confirm" if kind in TRAINING else "standard"


def line(kind: str, quarters: int, what: str = "") -> LineText:
    """Suggest a line that the partner pays for."""
    return LineText(kind, what, quarters, "partner", default_vat(kind))


def initial_lines(quarters: Mapping[SupportKind, int] = INITIAL_QUARTERS) -> tuple[LineText, ...]:
    """Suggest the lines of an initial agreement; a kind without days has no line."""
    return tuple(line(kind, days, INITIAL_WHAT[kind]) for kind, days in quarters.items() if days)


def needs_of(plan: PlanContent) -> dict[str, Need]:
    """Sum the milestones' days by kind of support, with the goals that they serve, in the order of the kinds."""
    found: dict[str, Need] = {}
    for goal in plan.goals:
        name = f"{goal.standard_number} {goal.standard_title}"
        for milestone in goal.milestones:
            if milestone.support and milestone.quarters:
                need = found.get(milestone.support, Need(milestone.support, 0, ()))
                goals = need.goals if name in need.goals else (*need.goals, name)
                found[milestone.support] = Need(need.kind, need.quarters + milestone.quarters, goals)
    return {kind.value: found[kind.value] for kind in SupportKind if kind.value in found}


def plan_lines(
    plan: PlanContent, agreed: Iterable[LineText], recommended: Iterable[Recommended] = ()
) -> tuple[LineText, ...]:
    """Build the lines of the version that follows from the plan, in the order of the kinds.

    What is agreed already stays, then come the plan's needs, the monthly reviews, and what the scoping recommended
    that neither has.
    """
    lines = [*agreed]
    lines += [
        line(need.kind, need.quarters, f"For the goals on: {'; '.join(need.goals)}") for need in needs_of(plan).values()
    ]
    if not any(each.kind == SupportKind.REVIEW for each in lines):
        lines.append(line(SupportKind.REVIEW.value, REVIEW_QUARTERS, REVIEW_WHAT))
    there = {each.kind for each in lines}
    for each in recommended:
        if each.quarters and each.kind not in there:
            note = f": {each.note}" if each.note else ""
            lines.append(line(each.kind, each.quarters, f"Recommended by the scoping{note}"))
    order = [kind.value for kind in SupportKind]
    return tuple(sorted(lines, key=lambda each: order.index(each.kind)))


def beside(plan: PlanContent, lines: Iterable[LineText]) -> tuple[Beside, ...]:
    """Put what the plan needs beside what is agreed, for each kind that either has, whoever pays."""
    needed, agreed = needs_of(plan), quarters_by_kind(lines)
    return tuple(
        Beside(kind, needed[kind].quarters if kind in needed else 0, agreed.get(kind, 0))
        for kind in (each.value for each in SupportKind)
        if kind in needed or agreed.get(kind)
    )


def quarters_by_kind(lines: Iterable[LineText]) -> dict[str, int]:
    """Sum lines by kind of support."""
    found: dict[str, int] = {}
    for each in lines:
        found[each.kind] = found.get(each.kind, 0) + each.quarters
    return found


def needs_a_plan(kind: str, *, rests_on_plan: bool) -> bool:
    """Say whether a line of this kind would come before its time: it needs an approved plan, and there is none."""
    return not rests_on_plan and kind not in BEFORE_THE_PLAN
