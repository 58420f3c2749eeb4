"""What every change of a case does: demands that it may be, leaves a trace. Verbs: the other modules."""

from typing import Unpack

from app.audit import services
from app.audit.services import Trace
from app.cases.errors import ConflictError, OverError
from app.cases.models import ServiceCase
from app.engagements.models import RUNNING
from app.security import EngagementScope


def demand_running(scope: EngagementScope) -> None:
    """Raise OverError unless the engagement is open or closing."""
    if scope.state not in RUNNING:
        over = "is not open yet" if scope.state == "draft" else "is over"
        raise OverError(f"The engagement {over}, so its service cases cannot be changed. Nothing was changed.")


def demand_open(case: ServiceCase, scope: EngagementScope) -> None:
    """Raise OverError for a case that has ended, or one of an engagement that does not run."""
    demand_running(scope)
    if case.ending is not None:
        raise OverError("This case has ended, so it does not change any more.")


def demand_seen(version: int, seen_version: int) -> None:
    """Raise ConflictError if what is changed was saved since it was seen."""
    if version != seen_version:
        raise ConflictError("A colleague saved a change while you were writing")


def note(action: str, case: ServiceCase, scope: EngagementScope, **trace: Unpack[Trace]) -> None:
    """Record a change in the audit trail, in the same transaction."""
    services.note(action, f"service case {case.ref}", scope, **trace)
