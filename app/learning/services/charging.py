"""Trainers' days become support days of the engagement that pays. The rules of charging: app/charging/services."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.audit.services import record
from app.charging.errors import ChargingError, RefusedDatesError
from app.charging.errors import RefusedFieldError as ChargingFieldError
from app.charging.models import SupportEntry
from app.charging.services.logging import NewDays, log
from app.db import db
from app.engagements.models import SupportKind
from app.learning.access import CohortScope
from app.learning.errors import LearningError, RefusedFieldError, WrongStateError
from app.learning.models import Cohort, CohortState, TrainerDay
from app.learning.queries.support_days import Slot, slots_of
from app.security import EngagementScope, Identity

CHARGEABLE = frozenset({CohortState.OPEN, CohortState.CLOSED})


class RefusedDaysError(LearningError):
    """Some days cannot be charged: `refusals` says of each slot why not. Nothing at all was logged."""

    def __init__(self, refusals: Mapping[Slot, str]) -> None:
        super().__init__("These days cannot be charged")
        self.refusals = dict(refusals)


@dataclass(frozen=True, slots=True)
class Served:
    """What the days were for."""

    kind: SupportKind
    goal_ref: str
    milestone_ref: str
    note: str


def charge_days(
    chosen: Sequence[tuple[Slot, int]],
    served: Served,
    payer: EngagementScope,
    cohort: CohortScope,
    *,
    actor: Identity,
    today: dt.date,
    now: dt.datetime,
) -> list[SupportEntry]:
    """Log each chosen day with its quarters for the engagement that pays, all or nothing.

    Raises WrongStateError, RefusedFieldError, RefusedDaysError.
    """
    db.session.execute(select(Cohort.id).where(Cohort.id == cohort.id).with_for_update())
    if cohort.state not in CHARGEABLE:
        raise WrongStateError("Days are charged once the cohort is open. Nothing was changed.")
    charged = {(each.day, each.person_id) for each in slots_of(cohort_id=cohort.id) if each.entry_ref}
    if any((slot.day, slot.person_id) in charged for slot, _ in chosen):
        raise WrongStateError("A colleague has charged some of these days meanwhile. Nothing was changed.")
    made, refused = list[SupportEntry](), dict[Slot, str]()
    for person_id in dict.fromkeys(slot.person_id for slot, _ in chosen):
        of_person = {slot.on: (slot, quarters) for slot, quarters in chosen if slot.person_id == person_id}
        try:
            logged = _log(person_id, of_person, served, payer, actor=actor, today=today, now=now)
        except RefusedDaysError as error:
            refused |= error.refusals
            continue
        for entry in logged:
            _keep(of_person[entry.on_date][0], entry, cohort, actor=actor, now=now)
        made += logged
    if refused:
        raise RefusedDaysError(refused)
    db.session.flush()
    return made


def _log(
    person_id: int,
    of_person: Mapping[dt.date, tuple[Slot, int]],
    served: Served,
    payer: EngagementScope,
    *,
    actor: Identity,
    today: dt.date,
    now: dt.datetime,
) -> list[SupportEntry]:
    """Log one trainer's days; what charging refuses is told of the day or the field that it is about."""
    dates = tuple((on, quarters) for on, (_, quarters) in of_person.items())
    days = NewDays((person_id,), dates, served.kind, served.goal_ref, served.milestone_ref, served.note)
    try:
        return log(days, payer, actor=actor, today=today, now=now)
    except RefusedDatesError as error:
        raise RefusedDaysError({of_person[on][0]: why for on, why in error.refusals}) from error
    except ChargingFieldError as error:
        raise _on_field(error, of_person) from error
    except ChargingError as error:
        raise WrongStateError(str(error)) from error


def _on_field(error: ChargingFieldError, of_person: Mapping[dt.date, tuple[Slot, int]]) -> LearningError:
    if error.field == "people":
        why = "This person is no trainer, manager or consultant of the authority any more"
        return RefusedDaysError({slot: why for slot, _ in of_person.values()})
    return RefusedFieldError(error.field, str(error))


def _keep(slot: Slot, entry: SupportEntry, cohort: CohortScope, *, actor: Identity, now: dt.datetime) -> None:
    """Note which entry pays for the day; one that was removed or reversed is replaced."""
    kept = db.session.get(TrainerDay, (cohort.id, slot.day, slot.person_id))
    if kept is None:
        kept = TrainerDay(cohort_id=cohort.id, day=slot.day, person_id=slot.person_id)
        db.session.add(kept)
    kept.engagement_id, kept.entry_ref = entry.engagement_id, entry.ref
    became = {"day": slot.day, "person_id": slot.person_id, "entry": entry.ref, "quarters": entry.quarters}
    record("trainer day charged", f"cohort {cohort.ref}", actor_id=actor.person_id, now=now, became=became)
