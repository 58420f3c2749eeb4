"""Needs of a case and the services that are there already: listed, added, changed, removed."""

from typing import Any

from flask import abort, flash
from flask.typing import ResponseReturnValue

from app.cases.forms import NeedForm, ServiceForm, pounds_of
from app.cases.models import ExistingService, Need, ServiceCase
from app.cases.queries.understanding import needs_of, one_of_case, services_of
from app.cases.room import CASE, room
from app.cases.services import understanding as services_
from app.cases.texts import COVER_COLOURS, COVERS
from app.cases.views.loading import act, by_whom, load_case, may_keep, not_open, page, take, to
from app.engagements.forms.taking import Saved, sent
from app.security import Permission

NEED, SERVICE = f"{CASE}/needs/<ref:need_ref>", f"{CASE}/services/<ref:existing_ref>"


def _listing(template: str, case: ServiceCase, **values: Any) -> str:
    return page(template, case=case, keeps=may_keep(case), covers=COVERS, colours=COVER_COLOURS, **values)


@room.get(f"{CASE}/needs", permission=Permission.TOOLS_VIEW)
def needs(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """List what people need, beside the services that meet it."""
    case = load_case(case_ref)
    found = services_of(case.id)
    return _listing("needs.html", case, needs=needs_of(case.id), names={each.ref: each.name for each in found})


@room.get(f"{CASE}/services", permission=Permission.TOOLS_VIEW)
def services(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """List the services that are there already."""
    case = load_case(case_ref)
    return _listing("services.html", case, services=services_of(case.id))


@room.form(f"{CASE}/needs/new", permission=Permission.CASE_KEEP)
def need_new(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Add a need."""
    return _edit(load_case(case_ref), NeedForm(sent()), None, "need")


@room.form(f"{NEED}/edit", permission=Permission.CASE_KEEP)
def need_edit(engagement_ref: str, case_ref: str, need_ref: str) -> ResponseReturnValue:
    """Change a need."""
    case = load_case(case_ref)
    need = one_of_case(Need, need_ref, case) or abort(404)
    return _edit(case, NeedForm(sent(), data=_kept(need) | {"seen": str(need.version)}), need, "need")


@room.post(f"{NEED}/remove", permission=Permission.CASE_KEEP)
def need_remove(engagement_ref: str, case_ref: str, need_ref: str) -> ResponseReturnValue:
    """Remove a need."""
    case = load_case(case_ref)
    need = one_of_case(Need, need_ref, case) or abort(404)
    return _remove(case, need, said=f"Removed: {need.what}", leads_to=to("needs", case_ref=case.ref))


@room.form(f"{CASE}/services/new", permission=Permission.CASE_KEEP)
def service_new(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Add a service that is there already."""
    return _edit(load_case(case_ref), ServiceForm(sent()), None, "service")


@room.form(f"{SERVICE}/edit", permission=Permission.CASE_KEEP)
def service_edit(engagement_ref: str, case_ref: str, existing_ref: str) -> ResponseReturnValue:
    """Change a service that is there already."""
    case = load_case(case_ref)
    existing = one_of_case(ExistingService, existing_ref, case) or abort(404)
    return _edit(case, ServiceForm(sent(), data=_kept(existing) | {"seen": str(existing.version)}), existing, "service")


@room.post(f"{SERVICE}/remove", permission=Permission.CASE_KEEP)
def service_remove(engagement_ref: str, case_ref: str, existing_ref: str) -> ResponseReturnValue:
    """Remove a service; no need is met by it any more."""
    case = load_case(case_ref)
    existing = one_of_case(ExistingService, existing_ref, case) or abort(404)
    return _remove(case, existing, said=f"Removed: {existing.name}", leads_to=to("services", case_ref=case.ref))


def _remove(case: ServiceCase, record: Need | ExistingService, *, said: str, leads_to: str) -> ResponseReturnValue:
    return act(lambda: services_.remove(record, case, **by_whom()), said=said, leads_to=leads_to)


def _edit(
    case: ServiceCase, form: NeedForm | ServiceForm, record: Need | ExistingService | None, called: str
) -> ResponseReturnValue:
    """Show or take the form of a need or a service; without `record` a new one."""
    if gone := not_open(case):
        return gone
    here = to(f"{called}s", case_ref=case.ref)

    def save() -> str:
        if record is None:
            kind = Need if isinstance(form, NeedForm) else ExistingService
            services_.add(kind, form.text(), case, **by_whom())
        else:
            services_.change(record, form.text(), case, seen_version=form.seen_version, **by_whom())
        flash("Saved", "success")
        return here

    def current() -> tuple[Saved, Saved, int]:
        kept = _kept(record) if record else {}
        return {name: form[name].data for name in kept}, kept, record.version if record else 0

    def show(*, errors: object = (), conflict: object = None) -> str:
        return page(f"{called}.html", form=form, case=case, record=record, errors=errors, conflict=conflict)

    return take(form, save, show, current=current, refused_to=here)


def _kept(record: Need | ExistingService) -> dict[str, Any]:
    if isinstance(record, Need):
        return {name: getattr(record, name) for name in ("what", "who", "evidence", "unheard")}
    words = {name: getattr(record, name) for name in ("name", "provider", "reach", "quality", "funding")}
    return words | {"yearly": pounds_of(record.yearly_pence)}
