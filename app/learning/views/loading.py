"""Finds the cohort in the address for who may see it, or answers 404 or 403; and addresses within it. No page."""

from typing import Any

from flask import abort, current_app, render_template, request, url_for

from app.learning.access import CohortScope, cohort_scope
from app.learning.content import Programme
from app.learning.queries.programmes import programme
from app.security import require_identity
from app.web.links import AddressOf, address_of

FORBIDDEN = 403


def cohort_here(cohort_ref: str) -> CohortScope:
    """Give the cohort to anybody who is something in it: trainer, manager, delegate, waiting or withdrawn. 404 else."""
    return cohort_scope(cohort_ref, require_identity()) or abort(404)


def cohort_to_run(cohort_ref: str) -> CohortScope:
    """Give the cohort to a trainer of its authority; 403 to its managers and delegates."""
    scope = cohort_here(cohort_ref)
    if not scope.runs:
        abort(FORBIDDEN)
    return scope


def cohort_to_see(cohort_ref: str) -> CohortScope:
    """Give the cohort to its authority's trainers and managers; 403 to its delegates."""
    scope = cohort_here(cohort_ref)
    if not (scope.runs or scope.oversees):
        abort(FORBIDDEN)
    return scope


def cohort_to_take(cohort_ref: str) -> CohortScope:
    """Give the cohort to a delegate with a place in it; 403 to everybody else who is something in it."""
    scope = cohort_here(cohort_ref)
    if not scope.takes:
        abort(FORBIDDEN)
    return scope


def cohort_to_read(cohort_ref: str) -> CohortScope:
    """Give the cohort to those who may read its sessions: delegates with a place, trainers, managers."""
    scope = cohort_here(cohort_ref)
    if not (scope.takes or scope.runs or scope.oversees):
        abort(FORBIDDEN)
    return scope


def programme_of(scope: CohortScope) -> Programme:
    """Give the programme that the cohort runs on; no query once this process has read it."""
    return programme(scope.digest)


def to(endpoint: str, scope: CohortScope, **values: Any) -> str:
    """Give the address of a page of the cohort; of one without further parts it is built once for all cohorts."""
    if values:
        return url_for(f"learning.{endpoint}", cohort_ref=scope.ref, **values)
    known: dict[tuple[str, str], AddressOf] = current_app.extensions.setdefault("cohort_urls", {})
    key = (request.script_root, endpoint)
    if key not in known:
        known[key] = address_of(f"learning.{endpoint}", "cohort_ref")
    return known[key](scope.ref)


def page(template: str, scope: CohortScope, **values: Any) -> str:
    """Render a page of the cohort: it gets `scope` (the cohort), `to` and who is asking."""
    return render_template(f"learning/{template}", scope=scope, to=to, me=require_identity(), **values)
