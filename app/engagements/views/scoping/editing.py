"""The forms of the scoping: practice, services, package. Whatever goes wrong, what was typed stays on the page."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.engagements.forms.scoping import PackageForm, PracticeForm, ServiceForm
from app.engagements.forms.versions import differences
from app.engagements.models import ScopedService
from app.engagements.queries import scoped_service
from app.engagements.room import room
from app.engagements.services import (
    ChangedMeanwhileError,
    NotOpenError,
    ScopingClosedError,
    add_service,
    remove_service,
    save_package,
    save_practice,
    save_service,
)
from app.engagements.views.places import detail_here, here, show
from app.engagements.views.scoping.record import NOT_OPEN, SCOPING, may_edit, record_here, total_of
from app.security import Permission, require_identity, require_scope
from app.web.filters import person_days

CLOSED = (
    "The scoping was closed while you were writing, so this was not saved. Copy your text before you leave this page"
)
Saved = Mapping[str, Any]


def _sent() -> Any:
    return request.form if request.method == "POST" else None


def _by_whom() -> dict[str, Any]:
    return {"scope": require_scope(), "actor_id": require_identity().person_id, "now": now()}


def _take(
    form: Any, save: Callable[[], object], *, template: str, current: Callable[[], tuple[Saved, int]], **more: Any
) -> ResponseReturnValue:
    """Save a valid form and return to the record; else show it again. `current` gives what is saved and its version."""
    conflict, errors, status = None, form.error_list, 422 if form.errors else 200
    if request.method == "POST" and not form.errors:
        try:
            save()
        except ChangedMeanwhileError:
            saved, version = current()
            conflict, status = differences(form, form.data, saved, _shown, getattr(form, "called", dict)()), 409
            form.see(version)
        except (NotOpenError, ScopingClosedError) as error:
            errors, status = [(NOT_OPEN if isinstance(error, NotOpenError) else CLOSED, "")], 409
        else:
            flash("Saved", "success")
            return redirect(here("scoping"), 303)
    return show(
        template,
        detail_here(),
        form=form,
        errors=errors,
        conflicting=conflict is not None,
        conflict=conflict or [],
        **more,
    ), status


def _shown(name: str, value: Any) -> str:
    if name.endswith("_days"):
        return person_days(value or 0)
    return str(value or "") or "Empty"


def _checked(form: Any) -> Any:
    if request.method == "POST":
        form.validate()
    return form


@room.form(f"{SCOPING}/practice", permission=Permission.SCOPING_EDIT)
def practice(engagement_ref: str) -> ResponseReturnValue:
    """Record current practice."""
    record = record_here()
    if request.method == "GET" and not may_edit(record):
        return redirect(here("scoping"), 303)

    def current() -> tuple[Saved, int]:
        found = record_here()
        names = ("people_met", "current_practice", "strengths", "concerns")
        return {name: getattr(found, name) for name in names}, found.practice_version

    form = _checked(PracticeForm(_sent(), obj=record, data={"seen": str(record.practice_version)}))
    return _take(
        form,
        lambda: save_practice(form.practice(), seen_version=form.seen_version, **_by_whom()),
        template="scoping_practice.html",
        current=current,
    )


@room.form(f"{SCOPING}/services/add", permission=Permission.SCOPING_EDIT, endpoint="add_service")
def add(engagement_ref: str) -> ResponseReturnValue:
    """Add a service that was looked at."""
    if request.method == "GET" and not may_edit(record_here()):
        return redirect(here("scoping"), 303)
    form = _checked(ServiceForm(_sent()))
    return _take(
        form,
        lambda: add_service(form.service(), **_by_whom()),
        template="scoping_service.html",
        current=lambda: ({}, 0),
        title="Add a service",
        service=None,
    )


def _service(service_ref: str) -> ScopedService:
    return scoped_service(service_ref, engagement_id=require_scope().id) or abort(404)


@room.form(f"{SCOPING}/services/<ref:service_ref>", permission=Permission.SCOPING_EDIT, endpoint="edit_service")
def edit(engagement_ref: str, service_ref: str) -> ResponseReturnValue:
    """Change a service, or put one back that a colleague removed meanwhile."""
    service = _service(service_ref)
    if request.method == "GET" and (service.removed_at or not may_edit(record_here())):
        return redirect(here("scoping"), 303)

    def current() -> tuple[Saved, int]:
        names = ("name", "how_commissioned", "observation")
        return {name: getattr(service, name) for name in names}, service.version

    form = _checked(ServiceForm(_sent(), obj=service, data={"seen": str(service.version)}))
    return _take(
        form,
        lambda: save_service(service, form.service(), seen_version=form.seen_version, **_by_whom()),
        template="scoping_service.html",
        current=current,
        title="Change a service",
        service=service,
    )


@room.form(
    f"{SCOPING}/services/<ref:service_ref>/remove", permission=Permission.SCOPING_EDIT, endpoint="remove_service"
)
def remove(engagement_ref: str, service_ref: str) -> ResponseReturnValue:
    """Ask once more, then remove a service."""
    service = _service(service_ref)
    if request.method == "POST":
        try:
            remove_service(service, **_by_whom())
        except (NotOpenError, ScopingClosedError):
            flash("Not removed: the scoping is closed", "important")
        else:
            flash(f"{service.name} removed", "success")
    if request.method == "POST" or service.removed_at or not may_edit(record_here()):
        return redirect(here("scoping"), 303)
    return show("scoping_service_remove.html", detail_here(), service=service)


@room.form(f"{SCOPING}/package", permission=Permission.SCOPING_EDIT)
def package(engagement_ref: str) -> ResponseReturnValue:
    """Recommend the support package."""
    record = record_here()
    if request.method == "GET" and not may_edit(record):
        return redirect(here("scoping"), 303)

    def current() -> tuple[Saved, int]:
        found = record_here()
        saved: dict[str, Any] = {"recommendation": found.recommendation}
        for kind, days, note in form.rows():
            line = next((each for each in found.lines if each.kind is kind), None)
            saved[days.name], saved[note.name] = (line.quarters or None, line.note) if line else (None, "")
        return saved, found.package_version

    kept: dict[str, Any] = {f"{line.kind}_days": line.quarters or None for line in record.lines}
    kept |= {f"{line.kind}_note": line.note for line in record.lines}
    form = _checked(PackageForm(_sent(), obj=record, data={**kept, "seen": str(record.package_version)}))
    return _take(
        form,
        lambda: save_package(
            form.lines(), form.recommendation.data or "", seen_version=form.seen_version, **_by_whom()
        ),
        template="scoping_package.html",
        current=current,
        total=total_of(record, detail_here()),
    )
