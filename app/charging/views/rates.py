"""Day rates: what holds and held, what is proposed; proposing, agreeing, withdrawing. What a day costs: tariff.py."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.charging.errors import ChargingError, RefusedFieldError
from app.charging.models import AgreedRate
from app.charging.queries.people import suppliers
from app.charging.queries.rates import proposed_rates, rate_of
from app.charging.queries.tariff import rates as dated_rates
from app.charging.rate_forms import EVERYBODY, ProposeRateForm
from app.charging.room import DAYS, room
from app.charging.services import rating
from app.charging.services.standing import is_of_the_lead
from app.charging.tariff import Rate, rate_on
from app.charging.views.acting import INVALID, act, refused
from app.charging.views.loading import to
from app.db import db
from app.db.clock import now, today
from app.engagements.models import RUNNING
from app.security import EngagementScope, Permission, require_identity, require_scope

NOBODY = 0  # no person's key: what holds for everybody without an own rate


@dataclass(frozen=True, slots=True)
class TariffRow:
    """One dated rate as the page shows it: `stands` is "now", "later" or "before"."""

    rate: Rate
    whom: str
    stands: str


@room.get(f"{DAYS}/rates", permission=Permission.DAYS_VIEW)
def rates(engagement_ref: str) -> str:
    """The rate in force, every rate that holds, held or will hold, and the proposals."""
    scope, me = require_scope(), require_identity()
    proposed = proposed_rates(engagement_id=scope.id)
    waiting = [each for each in proposed if each.waits]
    tariff = dated_rates(engagement_id=scope.id)
    runs = scope.state in RUNNING
    agrees = runs and me.may(Permission.RATE_AGREE)
    return render_template(
        "charging/rates.html",
        scope=scope,
        to=to,
        now=rate_on(tariff, today(), NOBODY),
        tariff=_rows(tariff, {each.person_id or NOBODY: each.whom for each in proposed}),
        waiting=waiting,
        settled=[each for each in proposed if not each.waits],
        proposes=runs and bool(tariff) and me.may(Permission.RATE_PROPOSE),
        withdraws=me.may(Permission.RATE_PROPOSE),
        agrees=agrees,
        of_the_lead=bool(agrees and waiting) and is_of_the_lead(me, scope),
    )


def _rows(tariff: tuple[Rate, ...], names: dict[int, str]) -> list[TariffRow]:
    """Give the latest first; of those from one date, the one that holds first."""
    rows = [TariffRow(each, names.get(each.person_id or NOBODY, "Everybody"), _stands(each, tariff)) for each in tariff]
    return sorted(rows, key=lambda row: row.rate.from_on)[::-1]


def _stands(rate: Rate, tariff: tuple[Rate, ...]) -> str:
    if rate.from_on > today():
        return "later"
    return "now" if rate_on(tariff, today(), rate.person_id or NOBODY) is rate else "before"


@room.form(f"{DAYS}/rates/propose", permission=Permission.RATE_PROPOSE)
def propose_rate(engagement_ref: str) -> ResponseReturnValue:
    """Ask for the rate and its reason, or propose it to the director."""
    scope = require_scope()
    try:
        rating.demand_rates_may_change(scope)
    except ChargingError as error:
        return refused(error, to("rates"))
    form = ProposeRateForm(request.form if request.method == "POST" else None, data={"whom": EVERYBODY})
    form.offer(_people(scope))
    if request.method == "POST" and form.validate():
        try:
            rating.propose_rate(form.proposal(), scope, today=today(), actor=require_identity(), now=now())
        except RefusedFieldError as error:
            db.session.rollback()
            form[error.field].errors = [str(error)]
        except ChargingError as error:
            return refused(error, to("rates"))
        else:
            flash("The rate is proposed. The director has been told by email.", "success")
            return redirect(to("rates"), 303)
    holds = rate_on(dated_rates(engagement_id=scope.id), today(), NOBODY)
    page = render_template(
        "charging/propose_rate.html", scope=scope, to=to, form=form, holds=holds, errors=form.error_list
    )
    return page, INVALID if form.errors else 200


def _people(scope: EngagementScope) -> list[tuple[str, int, str]]:
    found = suppliers(engagement_id=scope.id, lead_authority_id=scope.lead_authority_id)
    return [(each.ref, each.person_id, each.name) for each in found]


@room.post(f"{DAYS}/rates/<ref:rate_ref>/agree", permission=Permission.RATE_AGREE)
def agree_rate(engagement_ref: str, rate_ref: str) -> ResponseReturnValue:
    """Agree a proposed rate for the buyer."""
    rate = _locked(rate_ref)
    return act(
        lambda: rating.agree_rate(rate, require_scope(), actor=require_identity(), now=now()),
        said="You have agreed to the rate. Days that are already logged keep theirs.",
        leads_to=to("rates"),
    )


@room.post(f"{DAYS}/rates/<ref:rate_ref>/withdraw", permission=Permission.RATE_PROPOSE)
def withdraw_rate(engagement_ref: str, rate_ref: str) -> ResponseReturnValue:
    """Withdraw a proposal that waits."""
    rate = _locked(rate_ref)
    return act(
        lambda: rating.withdraw_rate(rate, require_scope(), actor=require_identity(), now=now()),
        said="The proposed rate is withdrawn. The director has been told by email.",
        leads_to=to("rates"),
    )


def _locked(rate_ref: str) -> AgreedRate:
    return rate_of(rate_ref, engagement_id=require_scope().id, lock=True) or abort(404)
