"""Where the days and pounds of an engagement stand, as one value that the balance's page prints and its chart draws."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.agreements.content import AgreementContent
from app.agreements.limits import Limits, limits_of
from app.charging.forecast import Forecast, Need, forecast, is_near, lacking, under
from app.charging.ledger import Balance, Days, balance, days_of, month_of, months_between
from app.charging.months import Month, months
from app.charging.queries.balance import Events, Part, Terms
from app.charts.burnup import Amount, BurnMonth, BurnUp
from app.engagements.models import SupportKind
from app.web.filters import person_days, pounds

_TITLE = "Days and pounds month by month"
VARY = "More needs a signed variation"


@dataclass(frozen=True, slots=True)
class Alert:
    """What a reader should know now; `needs_variation`: the agreement is where it is dealt with."""

    words: str
    needs_variation: bool = False


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of support, in quarters: agreed, used, booked, and left of what is agreed."""

    kind: SupportKind
    agreed: int
    used: int
    booked: int
    left: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The balance of one day. `day_rate`: what planned days are charged at."""

    agreement: AgreementContent
    agreement_number: int
    balance: Balance
    forecast: Forecast
    estimate: Days
    cap: Days
    left: Days  # under the cap, of what is used today
    day_rate: Decimal
    months: tuple[Month, ...]
    kinds: tuple[KindRow, ...]
    chart: BurnUp

    @property
    def left_of_estimate(self) -> Days:
        """What the lower end of the band leaves of today's use; nought once it is passed."""
        return under(self.estimate, self.balance.used)[0]

    @property
    def left_of_estimate_at_end(self) -> Days:
        """What the forecast leaves of the lower end of the band; nought once it is passed."""
        return under(self.estimate, self.forecast.at_end)[0]

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """The most pressing first."""
        found = [self._cap(), self._forecast(), self._estimate()]
        return tuple(each for each in found if each is not None)

    def _cap(self) -> Alert | None:
        used = self.balance.used
        if used.quarters >= self.cap.quarters or used.value >= self.cap.value:
            return Alert(f"The cap is reached: {said(used)} are used of {said(self.cap)}. {VARY}.", True)
        if is_near(self.cap, used):
            return Alert(f"80% of the cap or more is used: {said(used)} of {said(self.cap)}.")
        return None

    def _forecast(self) -> Alert | None:
        if not self.forecast.beyond_cap:
            return None
        over = self.forecast.over
        by = " and ".join(
            [*([person_days(over.quarters)] if over.quarters else []), *([pounds(over.value)] if over.value else [])]
        )
        words = f"The forecast to the end is {said(self.forecast.at_end)}, which is {by} beyond the cap. {VARY}."
        return Alert(words, True)

    def _estimate(self) -> Alert | None:
        used = self.balance.used
        if used.quarters <= self.estimate.quarters and used.value <= self.estimate.value:
            return None
        return Alert(f"More is used than the estimate of {said(self.estimate)}: {said(used)}.")


def said(days: Days) -> str:
    """Write days with their pounds: "12.5 days (£6,250)"."""
    return f"{person_days(days.quarters)} ({pounds(days.value)})"


def overview(
    parts: Sequence[Part],
    terms: Terms,
    events: Events,
    *,
    day_rate: Decimal,
    today: dt.date,
    partner: str,
    is_running: bool,
) -> Overview:
    """Make it of what was found. ValueError without an agreement in force.

    Once the engagement runs no more, nothing is to come.
    """
    agreement = _in_force(terms)
    limit = limits_of(agreement, terms.agreement_number)
    stands = balance((part.state.value, part.kind.value, part.quarters, part.day_rate) for part in parts)
    needs = needs_of(terms, events) if is_running else ()
    served = served_by(parts)
    cap = Days(limit.cap_quarters, limit.cap_value)
    estimate = Days(agreement.estimate_quarters, agreement.estimate_value)
    laid_out = _laid_out(parts, terms, events)
    missing = [*lacking(needs, served)]
    return Overview(
        agreement=agreement,
        agreement_number=terms.agreement_number,
        balance=stands,
        forecast=forecast(stands, sum(quarters for _, quarters in missing), day_rate, cap),
        estimate=estimate,
        cap=cap,
        left=under(cap, stands.used)[0],
        day_rate=day_rate,
        months=laid_out,
        kinds=_kinds(parts, limit, stands),
        chart=BurnUp(
            _TITLE, partner, today, _burn(laid_out, missing, day_rate, today), _amount(estimate), _amount(cap)
        ),
    )


def burn_up(
    parts: Sequence[Part],
    terms: Terms,
    events: Events,
    *,
    day_rate: Decimal,
    today: dt.date,
    partner: str,
    is_running: bool,
) -> BurnUp:
    """Make the overview's chart alone, for pages that print nothing else of it. ValueError as there."""
    agreement = _in_force(terms)
    limit = limits_of(agreement, terms.agreement_number)
    missing = [*lacking(needs_of(terms, events), served_by(parts))] if is_running else []
    return BurnUp(
        _TITLE,
        partner,
        today,
        _burn(_laid_out(parts, terms, events), missing, day_rate, today),
        Amount(agreement.estimate_quarters, agreement.estimate_value),
        Amount(limit.cap_quarters, limit.cap_value),
    )


def _in_force(terms: Terms) -> AgreementContent:
    if terms.agreement is None:
        raise ValueError("there is no agreement in force")
    return terms.agreement


def _laid_out(parts: Sequence[Part], terms: Terms, events: Events) -> tuple[Month, ...]:
    return months(
        months_between(terms.starts_on, terms.ends_on),
        [(part.state.value, part.on, days_of(part.quarters, part.day_rate)) for part in parts],
        {month: (each.number, each.ref) for month, each in events.statements.items()},
    )


def needs_of(terms: Terms, events: Events) -> tuple[Need, ...]:
    """Give what each milestone of the approved plan needs, in the plan's order; nothing without a plan."""
    if terms.plan is None:
        return ()
    return tuple(
        Need(goal.ref, each.ref, each.quarters, each.ref in events.done, events.forecast_on.get(each.ref, each.due_on))
        for goal in terms.plan.goals
        for each in goal.milestones
    )


def served_by(parts: Sequence[Part]) -> dict[tuple[str, str], int]:
    """Give the quarters logged or booked by goal and milestone."""
    found: dict[tuple[str, str], int] = {}
    for part in parts:
        if part.goal_ref:
            key = (part.goal_ref, part.milestone_ref)
            found[key] = found.get(key, 0) + part.quarters
    return found


def _kinds(parts: Sequence[Part], limit: Limits, stands: Balance) -> tuple[KindRow, ...]:
    booked = {kind: sum(p.quarters for p in parts if p.state == "booked" and p.kind is kind) for kind in SupportKind}
    rows = [
        KindRow(
            kind,
            limit.quarters.get(kind.value, 0),
            stands.by_kind.get(kind.value, 0),
            booked[kind],
            limit.left(kind.value, stands.by_kind),
        )
        for kind in SupportKind
    ]
    return tuple(row for row in rows if row.agreed or row.used or row.booked)


def _burn(
    laid_out: Sequence[Month], missing: Sequence[tuple[Need, int]], day_rate: Decimal, today: dt.date
) -> tuple[BurnMonth, ...]:
    """Lay use, bookings and planned days out by month; what should have been by now comes in this month at the first.

    A day outside the months counts in the nearest.
    """
    firsts = [month.first for month in laid_out]

    def place(on: dt.date | None) -> dt.date:
        first = max(month_of(on or firsts[-1]), month_of(today))
        return min(max(first, firsts[0]), firsts[-1])

    booked, wanted = dict.fromkeys(firsts, Days()), dict.fromkeys(firsts, Days())
    for month in laid_out:
        booked[place(month.first)] += month.booked
    for need, quarters in missing:
        wanted[place(need.due_on)] += days_of(quarters, day_rate)
    return tuple(
        BurnMonth(month.first, _amount(month.used), _amount(booked[month.first]), _amount(wanted[month.first]))
        for month in laid_out
    )


def _amount(days: Days) -> Amount:
    return Amount(days.quarters, days.value)
