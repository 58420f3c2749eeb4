"""Recording a use of an item, for a goal, a milestone or a service case; taking one back."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.library.errors import OverError
from app.library.forms import UseForm
from app.library.models import LibraryItem, LibraryUse
from app.library.places import places_from_above
from app.library.queries.item import newest_version
from app.library.queries.uses import targets_in_plan, use_of
from app.library.room import ITEM, room
from app.library.services import using as services
from app.library.services.moves import demand_in_use
from app.library.services.using import Target
from app.library.views.loading import hindered, load_item, page, pen, take, to
from app.security import Permission, require_scope

NOTHING_YET = "There is no goal and no open service case yet. Record the use once there is one."


@room.form(f"{ITEM}/use", permission=Permission.LIBRARY_KEEP)
def use(engagement_ref: str, item_ref: str) -> ResponseReturnValue:
    """Record that an item was used."""
    item, scope = load_item(item_ref), require_scope()
    back = to("item", item_ref=item.ref)
    if stop := hindered(lambda: demand_in_use(item, scope), back):
        return stop
    targets = {target.value: target for target in _targets()}
    if not targets:
        flash(NOTHING_YET, "important")
        return redirect(back, 303)
    sent = request.form if request.method == "POST" else None
    form = UseForm(sent, data={"used_on": today(), "target": _asked()})
    form.on(today(), [(target.value, target.label) for target in targets.values()])

    def save() -> str:
        recorded = form.use()
        services.record_use(item, newest_version(item).id, recorded, targets[recorded.target], pen())
        return back

    def show(**more: Any) -> str:
        return page("use.html", form=form, item=item, **more)

    return take(form, save, show, said="The use is recorded.", refused_to=back)


@room.form(f"{ITEM}/uses/<ref:library_use_ref>/remove", permission=Permission.LIBRARY_KEEP)
def use_remove(engagement_ref: str, item_ref: str, library_use_ref: str) -> ResponseReturnValue:
    """Ask whether a use was recorded by mistake, or take it back."""
    item, scope, lock = load_item(item_ref), require_scope(), request.method == "POST"
    used = use_of(library_use_ref, item, engagement_id=scope.id, lock=lock) or abort(404)
    back = to("item", item_ref=item.ref)
    if stop := hindered(lambda: _demand_wrong(used, item), back):
        return stop
    if not lock:
        return page("use_remove.html", item=item, used=used)
    services.take_back(used, item, pen())
    flash("The use is taken back.", "success")
    return redirect(back, 303)


def _demand_wrong(used: LibraryUse, item: LibraryItem) -> None:
    """Raise NotYoursError, or OverError also for a case that has ended: what stands in it stays."""
    services.demand_take_back(used, item, pen())
    if used.case_ref and not all(place.is_open for place in places_from_above(require_scope(), used.case_ref)):
        raise OverError("The service case has ended, so what was used for it stays.")


def _targets() -> list[Target]:
    """Give what a use can be recorded for: the plan in its order, then cases that are open."""
    scope = require_scope()
    cases = [
        Target(f"case:{place.ref}", f"Service case: {place.title}", case_ref=place.ref)
        for place in places_from_above(scope)
        if place.is_open
    ]
    return [*targets_in_plan(engagement_id=scope.id), *cases]


def _asked() -> str:
    """Give the target that a link named."""
    for name in ("milestone", "goal", "case"):
        if ref := request.args.get(f"{name}_ref"):
            return f"{name}:{ref}"
    return ""
