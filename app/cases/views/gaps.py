"""Comparing each need of a case with the services that are there: the gap analysis, on one page."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.cases.gap_form import gap_form
from app.cases.models import Need
from app.cases.queries.understanding import needs_of, services_of
from app.cases.room import CASE, room
from app.cases.services import understanding
from app.cases.services.understanding import Gap
from app.cases.texts import COVERS
from app.cases.views.loading import by_whom, load_case, not_open, page, take, to
from app.engagements.forms.taking import Saved, sent
from app.security import Permission


@room.form(f"{CASE}/gaps", permission=Permission.CASE_KEEP)
def gaps(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Show every need beside the services, or take how far each is met."""
    case = load_case(case_ref)
    if gone := not_open(case):
        return gone
    needs, services = needs_of(case.id), services_of(case.id)
    here, names = to("needs", case_ref=case.ref), {each.ref: each.name for each in services}
    if not needs:
        flash("Write down a need first: it is then compared with the services that are there.", "important")
        return redirect(here, 303)
    form = gap_form(needs, services, sent())

    def save() -> str:
        understanding.compare(needs, form.gaps(), case, **by_whom())
        flash("The comparison is saved.", "success")
        return here

    def current() -> tuple[Saved, Saved, int]:
        typed = {f"cover_{ref}": _words(gap, names) for ref, gap in form.gaps().items()}
        return typed, {f"cover_{need.ref}": _words(_saved(need), names) for need in needs_of(case.id)}, 0

    def show(*, errors: object = (), conflict: object = None) -> str:
        return page("gaps.html", form=form, case=case, needs=needs, names=names, errors=errors, conflict=conflict)

    called = {f"cover_{need.ref}": need.what for need in needs}
    return take(form, save, show, current=current, refused_to=to("case", case_ref=case.ref), called=called)


def _saved(need: Need) -> Gap:
    return Gap(need.cover, tuple(need.services), need.gap, need.priority, need.version)


def _words(gap: Gap, names: dict[str, str]) -> str:
    """Say of one need what is said on the page."""
    met_by = ", ".join(names.get(ref, "a service that was removed") for ref in gap.services)
    cover = COVERS[gap.cover] if gap.cover else "Not compared yet"
    lines = (cover + (f" by {met_by}" if met_by else ""), gap.gap, "A priority" if gap.priority else "")
    return "\n".join(filter(None, lines))
