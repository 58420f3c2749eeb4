"""The scoping to read and to print, and closing it for good. Its forms: editing.py."""

from dataclasses import dataclass
from decimal import Decimal

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.queries import names_of
from app.db.clock import now
from app.engagements.estimate import value_of
from app.engagements.models import EngagementState, Scoping
from app.engagements.queries import EngagementDetail, scoping_of
from app.engagements.room import room
from app.engagements.services import NotOpenError, ScopingIncompleteError, close_scoping, missing_for_closing
from app.engagements.views.places import detail_here, here, show
from app.security import Permission, require_identity, require_scope

SCOPING = "/engagements/<ref:engagement_ref>/scoping"
NOT_OPEN = "Scoping is recorded while the engagement is open, and this one is not"


@dataclass(frozen=True, slots=True)
class PackageTotal:
    """What the recommended package comes to, and how it stands to the estimate."""

    quarters: int
    value: Decimal
    below_estimate: bool
    above_cap: bool


def record_here() -> Scoping:
    """The scoping of the engagement; an empty one, which is not stored, before anything was written."""
    return scoping_of(engagement_id=require_scope().id) or Scoping(
        people_met="", current_practice="", strengths="", concerns="", recommendation="",
        practice_version=1, package_version=1, services=[], lines=[],
    )  # fmt: skip


def may_edit(record: Scoping) -> bool:
    """Say whether the person may still write to the scoping."""
    is_open = require_scope().state == EngagementState.OPEN
    return is_open and record.closed_at is None and require_identity().may(Permission.SCOPING_EDIT)


def total_of(record: Scoping, detail: EngagementDetail) -> PackageTotal:
    """Add the package up."""
    quarters = sum(line.quarters for line in record.lines)
    terms = detail.terms
    return PackageTotal(
        quarters=quarters,
        value=value_of(quarters, terms.day_rate),
        below_estimate=0 < quarters < terms.estimate_quarters,
        above_cap=quarters > terms.cap_quarters,
    )


@room.get(SCOPING, permission=Permission.SCOPING_VIEW)
def scoping(engagement_ref: str) -> str:
    """The whole record; consultants find their forms from here."""
    record, detail = record_here(), detail_here()
    closed_by = names_of([record.closed_by_id])[record.closed_by_id] if record.closed_by_id else ""
    return show(
        "scoping.html",
        detail,
        record=record,
        total=total_of(record, detail),
        may_edit=may_edit(record),
        closed_by=closed_by,
    )


@room.form(f"{SCOPING}/close", permission=Permission.SCOPING_EDIT)
def close(engagement_ref: str) -> ResponseReturnValue:
    """Ask once more, then close the scoping, or say what is missing."""
    record, detail, errors = record_here(), detail_here(), []
    if record.closed_at:
        return redirect(here("scoping"), 303)
    if request.method == "POST":
        try:
            close_scoping(scope=require_scope(), actor_id=require_identity().person_id, now=now())
        except NotOpenError:
            errors = [(NOT_OPEN, "")]
        except ScopingIncompleteError as error:
            errors = [(words, "") for words in error.missing]
        else:
            flash("The scoping is closed. Both authorities can read it", "success")
            return redirect(here("scoping"), 303)
    page = show(
        "scoping_close.html",
        detail,
        record=record,
        total=total_of(record, detail),
        missing=missing_for_closing(record),
        errors=errors,
    )
    return page, 422 if errors else 200
