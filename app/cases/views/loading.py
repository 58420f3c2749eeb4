"""Finds the case of the address or answers 404; whether it can be changed; addresses of the room. No page."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug import Response

from app.cases.errors import CaseError, ConflictError, RefusedFieldError
from app.cases.models import ServiceCase
from app.cases.queries.cases import case_of
from app.cases.services.moves import demand_open
from app.db.clock import now
from app.engagements.forms import taking
from app.engagements.forms.taking import Refusals, refused
from app.engagements.models import RUNNING
from app.security import Permission, require_identity, require_scope
from app.web.links import engagement_url


def load_case(case_ref: str) -> ServiceCase:
    """Give the case of the address, locked when something is sent."""
    return case_of(case_ref, engagement_id=require_scope().id, lock=request.method == "POST") or abort(404)


def not_open(case: ServiceCase) -> Response | None:
    """Lead back with the reason if the case cannot be changed."""
    try:
        demand_open(case, require_scope())
    except CaseError as error:
        return refused(error, to("case", case_ref=case.ref))
    return None


def may_keep(case: ServiceCase) -> bool:
    """Say whether the reader may change the case as it stands."""
    return case.ending is None and require_scope().state in RUNNING and require_identity().may(Permission.CASE_KEEP)


def by_whom() -> dict[str, Any]:
    """Give what every service is told: the engagement, who acts, and when."""
    return {"scope": require_scope(), "actor": require_identity(), "now": now()}


def to(endpoint: str, **values: Any) -> str:
    """Give the address of a page of the room in this engagement; of references alone, as `engagement_url` keeps it."""
    return _address(require_scope().ref, endpoint, **values)


def _address(ref: str, endpoint: str, **values: Any) -> str:
    if all(name.endswith("_ref") for name in values):
        return engagement_url(f"cases.{endpoint}", ref, **values)
    return url_for(f"cases.{endpoint}", engagement_ref=ref, **values)


def page(template: str, **values: Any) -> str:
    """Render a page of the room; its `to` knows the engagement, as a page has many addresses."""
    scope = require_scope()
    return render_template(f"cases/{template}", scope=scope, to=partial(_address, scope.ref), **values)


take = partial(taking.take, Refusals(ConflictError, CaseError, (RefusedFieldError,)))
"""A form of the room is taken as those of all rooms are."""


def act(action: Callable[[], object], *, said: str, leads_to: str) -> Response:
    """Do `action` and lead on with `said`, or with the reason why it could not be done."""
    try:
        action()
    except CaseError as error:
        return refused(error, leads_to)
    flash(said, "success")
    return redirect(leads_to, 303)
