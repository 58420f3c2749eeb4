"""One line whole: its facts, its thread and history, what takes it back or stands for it, what its reader can do."""

from dataclasses import dataclass

from flask import abort, render_template

from app.agreements.queries.needs import approved_plan
from app.charging.models import EntryState
from app.charging.queries.entries import EntryRow, family_of
from app.charging.queries.history import history_of
from app.charging.room import DAYS, room
from app.charging.services.approving import UNAPPROVED
from app.charging.services.correcting import FINAL
from app.charging.services.logging import EDITABLE
from app.charging.services.standing import is_of_the_lead
from app.charging.views.loading import to
from app.charging.views.month import names_of, reader
from app.db.clock import today
from app.security import Permission, require_identity, require_scope

ENTRY = f"{DAYS}/entries/<ref:support_ref>"


@dataclass(frozen=True, slots=True)
class Family:
    """An entry among those that correct it, or that it corrects."""

    row: EntryRow
    others: tuple[EntryRow, ...]

    @property
    def reversal(self) -> EntryRow | None:
        """What takes it back."""
        return next((each for each in self.others if each.reverses_ref == self.row.ref), None)

    @property
    def original(self) -> EntryRow | None:
        """What it takes back or stands for."""
        refs = {self.row.reverses_ref, self.row.replaces_ref} - {None}
        return next((each for each in self.others if each.ref in refs), None)

    @property
    def replacements(self) -> tuple[EntryRow, ...]:
        """What stands in its place."""
        return tuple(each for each in self.others if each.replaces_ref == self.row.ref)

    @property
    def may_be_reversed(self) -> bool:
        """Say whether it is approved and stands."""
        return self.row.state in FINAL and not self.row.is_reversal and not self.row.is_reversed

    @property
    def may_be_withdrawn(self) -> bool:
        """Say whether it is a reversal that nothing rests on yet."""
        rested_on = any(each.replaces_ref == self.row.reverses_ref for each in self.others)
        return self.row.is_reversal and self.row.state in UNAPPROVED and not rested_on

    @property
    def is_editable(self) -> bool:
        """Say whether it is changed by editing it; a reversal is withdrawn instead."""
        return self.row.state in EDITABLE and not self.row.is_reversal


def load_family(support_ref: str) -> Family:
    """Give the entry of the address with those around it, or answer 404."""
    found = family_of(support_ref, engagement_id=require_scope().id)
    row = next((each for each in found if each.ref == support_ref), None) or abort(404)
    return Family(row, tuple(each for each in found if each.ref != support_ref))


@room.get(f"{ENTRY}", permission=Permission.DAYS_VIEW)
def entry(engagement_ref: str, support_ref: str) -> str:
    """Show the line."""
    scope, me = require_scope(), require_identity()
    family = load_family(support_ref)
    plan = approved_plan(engagement_id=scope.id) if family.row.goal_ref else None
    goal = plan.content.goal(family.row.goal_ref) if plan else None
    of_the_lead = me.may(Permission.DAYS_QUERY) and is_of_the_lead(me, scope)
    return render_template(
        "charging/entry.html",
        scope=scope,
        to=to,
        family=family,
        row=family.row,
        month=family.row.on.replace(day=1),
        history=history_of(support_ref, engagement_id=scope.id),
        names=names_of(plan.content if plan else None),
        standard_key=goal.standard_key if goal and me.may(Permission.PLAN_VIEW) else "",
        may=reader(me, scope, of_the_lead=of_the_lead),
        is_due=family.row.state is EntryState.BOOKED and family.row.on <= today(),
    )
