"""Finds the case of the address or answers 404; whether it can be changed; addresses of the room. No page."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, flash, redirect, render_template, request
from werkzeug import Response

from app.appraising.queries.appraisals import under_way_for_case
from app.cases.errors import CaseError, ConflictError, RefusedFieldError
from app.cases.forms import EndsToolsMixin
from app.cases.models import ServiceCase
from app.cases.queries.cases import CaseGlance, case_of
from app.cases.services.moves import demand_open
from app.db.clock import now
from app.engagements.forms import taking
from app.engagements.forms.taking import Refusals, refused
from app.engagements.models import RUNNING
from app.security import Permission, require_identity, require_scope
from app.web.links import address_of, room_urls


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


def may_keep(case: ServiceCase | CaseGlance) -> bool:
    """Say whether the reader may change the case as it stands."""
    return case.ending is None and require_scope().state in RUNNING and require_identity().may(Permission.CASE_KEEP)


def tools_that_end(case: ServiceCase, form: EndsToolsMixin) -> list[tuple[str, str]]:
    """Give what is under way for the case and would be withdrawn with its end, as (title, address); the form has it."""
    scope = require_scope()
    found = under_way_for_case(case.ref, engagement_id=scope.id)
    form.tell_tools(each.ref for each in found)
    address = address_of("appraising.appraisal", "appraisal_ref", engagement_ref=scope.ref)
    return [(each.title, address(each.ref)) for each in found]


def by_whom() -> dict[str, Any]:
    """Give what every service is told: the engagement, who acts, and when."""
    return {"scope": require_scope(), "actor": require_identity(), "now": now()}


def to(endpoint: str, **values: Any) -> str:
    """Give the address of a page of the room in this engagement."""
    return room_urls("cases", require_scope().ref)(endpoint, **values)


def page(template: str, **values: Any) -> str:
    """Render a page of the room; its `to` knows the engagement, as a page has many addresses."""
    scope = require_scope()
    return render_template(f"cases/{template}", scope=scope, to=room_urls("cases", scope.ref), **values)


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
