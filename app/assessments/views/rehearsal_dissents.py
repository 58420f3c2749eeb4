"""Dissent in a rehearsal: recorded in words, taken back, and answered for the sample person who was asked."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.rehearsing import steps
from app.assessments.rehearsing.sample import PEOPLE
from app.assessments.rehearsing.seen import standard_of_dissent
from app.assessments.room import room
from app.assessments.views.dissents import WITHOUT
from app.assessments.views.loading import standard_or_404
from app.assessments.views.rehearsal_desk import (
    REHEARSAL,
    back_to_list,
    banner_of,
    rehearsal_desk,
    rehearsed,
    rehearsed_or_start,
    step,
)
from app.assessments.views.rehearsal_standard import STANDARD
from app.assessments.views.workshop_standard import UNPROCESSABLE
from app.assessments.workshop_forms import DissentForm
from app.db import new_ref
from app.security import Permission
from app.web.forms import option


@room.form(f"{STANDARD}/dissent", permission=Permission.WORKSHOP_RUN)
def sample_dissent(engagement_ref: str, standard_key: str) -> ResponseReturnValue:
    """Record a dissent, and choose which sample person is asked for a name."""
    playing = rehearsed_or_start()
    standard = standard_or_404(playing.instrument, standard_key)
    if not playing.editable:
        return back_to_list(steps.why_not(playing.play))
    form = DissentForm(request.form if request.method == "POST" else None)
    form.ask.choices = [option("", WITHOUT), *(option(each.ref, f"{each.name}, {each.agency}") for each in PEOPLE)]
    if request.method == "GET" or not form.validate():
        body = render_template(
            "assessments/dissent.html",
            desk=rehearsal_desk(),
            standard=standard,
            form=form,
            banner=banner_of(playing.play),
            errors=form.error_list,
        )
        return body, UNPROCESSABLE if form.error_list else 200
    what, ref = form.dissent(), new_ref()
    return step(
        lambda play, _: steps.dissent(play, what, standard_key, ref=ref),
        said="The dissent is recorded.",
        address=rehearsal_desk().standard_url(standard_key),
    )


@room.post(f"{REHEARSAL}/dissents/<ref:dissent_ref>/remove", permission=Permission.WORKSHOP_RUN)
def remove_sample_dissent(engagement_ref: str, dissent_ref: str) -> ResponseReturnValue:
    """Take a dissent back."""
    return step(
        lambda play, _: steps.remove_dissent(play, dissent_ref),
        said="The dissent is removed.",
        address=_standard_of(dissent_ref),
    )


@room.post(f"{REHEARSAL}/dissents/<ref:dissent_ref>/answer", permission=Permission.WORKSHOP_RUN)
def answer_sample_dissent(engagement_ref: str, dissent_ref: str) -> ResponseReturnValue:
    """Answer for the sample person who was asked: the name is put to the dissent, or it stays without."""
    confirms = request.form.get("answer") == "confirm"
    return step(
        lambda play, _: steps.answer_dissent(play, dissent_ref, confirms=confirms),
        said="The sample person’s name is put to the dissent." if confirms else "The dissent stays without a name.",
        address=_standard_of(dissent_ref),
    )


def _standard_of(dissent_ref: str) -> str:
    """Give the address of the standard that the dissent is on; of a dissent that is not in one's own rehearsal, 404."""
    playing = rehearsed() or abort(404)
    key = standard_of_dissent(playing.play, dissent_ref) or abort(404)
    return rehearsal_desk().standard_url(key)
