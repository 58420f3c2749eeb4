"""Weights, minimums and criteria of the service's own, before anybody answers."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.appraising.queries.answers import own_of
from app.appraising.queries.seats import seats_of
from app.appraising.room import APPRAISAL, room
from app.appraising.services.criteria import set_criteria
from app.appraising.services.moves import demand_criteria_open
from app.appraising.set_forms import CriteriaForm, criteria_form
from app.appraising.views.loading import led_back, load_head, may_have_own, page, take, to
from app.db.clock import now
from app.engagements.forms.taking import Saved, sent
from app.security import Permission, require_identity, require_scope
from app.tools.queries import tool as tool_with


@room.form(f"{APPRAISAL}/criteria", permission=Permission.CASE_KEEP)
def own_criteria(engagement_ref: str, appraisal_ref: str) -> ResponseReturnValue:
    """Set them all at once."""
    found, scope = load_head(appraisal_ref).appraisal, require_scope()
    here, tool = to("appraisal", appraisal_ref=found.ref), tool_with(found.tool_digest)
    seats = seats_of(appraisal_id=found.id)
    if gone := led_back(lambda: demand_criteria_open(found, seats, scope), here):
        return gone
    if not may_have_own(tool):
        flash("The criteria of this tool are fixed, and none has a weight.", "important")
        return redirect(here, 303)
    rows = own_of(appraisal_id=found.id)
    form = criteria_form(tool, rows, sent(), version=found.version)

    def save() -> str:
        seen = form.seen_version
        me = require_identity()
        set_criteria(form.own(), form.weights(), found, scope, seen_version=seen, actor=me, now=now())
        flash("The criteria are set", "success")
        return here

    def current() -> tuple[Saved, Saved, int]:
        kept = criteria_form(tool, rows, None, version=found.version)
        return _in_words(form), _in_words(kept), found.version

    def show(*, errors: object = (), conflict: object = None) -> str:
        return page("criteria.html", form=form, tool=tool, appraisal=found, errors=errors, conflict=conflict)

    return take(form, save, show, current=current, refused_to=here)


def _in_words(form: CriteriaForm) -> Saved:
    """Give each criterion's fields as one text, by the name of its field."""
    return {name: _line(form[name].data) for name, _ in (*form.made, *form.slots)}


def _line(data: Saved) -> str:
    least = "" if data["minimum"] is None else f", minimum {data['minimum']}"
    title = f"{data['title']}: " if data.get("title") else ""
    return f"{title}weight {data['weight']}{least}" if title or "title" not in data else ""
