"""Trainers' days of a cohort that an engagement pays, charged as a trainer does it. The other days: charging.py."""

import datetime as dt
from typing import Protocol

from sqlalchemy import select

from app.accounts.models import Authority
from app.db import db
from app.db.clock import LONDON
from app.demo.training_content import ChargedPlayed
from app.engagements.estimate import QUARTERS
from app.engagements.models import Engagement, SupportKind
from app.learning.access import CohortScope
from app.learning.queries.support_days import payer, slots_of
from app.learning.services.charging import Served, charge_days
from app.security import Identity

BOOKED_ON = -2  # working days from today: what lies ahead is booked then


class Cohort(Protocol):
    """What is needed of a cohort that is being played."""

    def acting(self, email: str, now: dt.datetime) -> Identity:
        """Somebody as a trainer."""

    def scope(self, who: Identity, now: dt.datetime) -> CohortScope:
        """The cohort as the services know it."""


def charge(played: ChargedPlayed, day: int, cohort: Cohort, now: dt.datetime) -> None:
    """Charge one day of the trainer to the engagement; where its agreement has no training, or is over, none."""
    actor = cohort.acting(played.who, now)
    scope = cohort.scope(actor, now)
    paying = payer(_engagement_of(played, scope), authority_id=scope.authority_id)
    if paying is None or paying.plan is None or not paying.kinds:
        return
    goal = next(each.ref for each in paying.plan.content.goals if each.standard_key == played.goal)
    slot = next(each for each in slots_of(cohort_id=scope.id) if (each.day, each.person_id) == (day, actor.person_id))
    served = Served(SupportKind.BESPOKE_TRAINING, goal, "", f"{scope.title}: programme, day {day}.")
    today = now.astimezone(LONDON).date()
    charge_days([(slot, QUARTERS)], served, paying.scope, scope, actor=actor, today=today, now=now)


def _engagement_of(played: ChargedPlayed, scope: CohortScope) -> str:
    wanted = (
        select(Engagement.ref)
        .join(Authority, Authority.id == Engagement.partner_authority_id)
        .where(Engagement.lead_authority_id == scope.authority_id, Authority.code == played.partner)
        .order_by(Engagement.id.desc())
        .limit(1)
    )
    return db.session.scalar(wanted) or ""
