"""One area of a rehearsal: its challenges and its capacity for improvement, in words."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.models import Person
from app.assessments.errors import ConflictError, RoundError
from app.assessments.models import AreaFinding
from app.assessments.rehearsing import steps
from app.assessments.rehearsing.play import Described, Stamp
from app.assessments.room import room
from app.assessments.services import rehearsal as services
from app.assessments.views.loading import area_or_404
from app.assessments.views.rehearsal_desk import (
    REHEARSAL,
    Rehearsed,
    back_to_list,
    banner_of,
    rehearsal_desk,
    rehearsed_or_start,
)
from app.assessments.views.workshop_area import typed_finding
from app.assessments.views.workshop_standard import CONFLICT, UNPROCESSABLE
from app.assessments.workshop_forms import FindingForm
from app.db.clock import now
from app.security import Permission, require_identity, require_scope


@room.form(f"{REHEARSAL}/areas/<key:area_key>", permission=Permission.WORKSHOP_RUN)
def sample_area(engagement_ref: str, area_key: str) -> ResponseReturnValue:
    """Record an area's challenges and its capacity for improvement."""
    playing = rehearsed_or_start()
    area_or_404(playing.instrument, area_key)
    if request.method == "GET":
        return _page(playing, area_key)
    form, stamp = FindingForm(request.form), Stamp(now(), require_identity().name)
    if not playing.editable:
        return back_to_list(steps.why_not(playing.play))
    if not form.validate():
        return _page(playing, area_key, form)
    found = form.finding()
    try:
        services.play_on(
            lambda play, _: steps.describe(play, found, area_key, stamp=stamp),
            require_scope(),
            actor=require_identity(),
            now=stamp.at,
        )
    except ConflictError:
        return _page(playing, area_key, form, conflict=True)
    except RoundError as error:
        return back_to_list(str(error))
    return redirect(rehearsal_desk().list_url, 303)


def _page(
    playing: Rehearsed, area_key: str, form: FindingForm | None = None, *, conflict: bool = False
) -> ResponseReturnValue:
    described = playing.play.area(area_key)
    stored = _loose(described) if described else None
    if form is not None and conflict:
        form.seen_version.data = str(stored.version if stored else 0)
    errors = form.error_list if form is not None else []
    body = render_template(
        "assessments/workshop_area.html",
        desk=rehearsal_desk(),
        area=area_or_404(playing.instrument, area_key),
        form=form or FindingForm(data=typed_finding(stored)),
        stored=stored,
        conflict=conflict,
        editable=playing.editable,
        banner=banner_of(playing.play),
        errors=errors,
    )
    return body, CONFLICT if conflict else UNPROCESSABLE if errors else 200


def _loose(kept: Described) -> AreaFinding:
    """Make of it what the screen reads of a real round; it belongs to no session, so that nothing saves it."""
    return AreaFinding(
        challenges=kept.challenges,
        capacity=kept.capacity,
        version=kept.version,
        recorded_at=kept.stamp.at,
        recorded_by=Person(name=kept.stamp.who),
    )
