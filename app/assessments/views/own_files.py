"""Files that a participant adds beside the own score: a page of their own, so that nothing typed elsewhere is lost."""

from flask import abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.errors import RoundError
from app.assessments.evidence_forms import OwnFileForm
from app.assessments.models import Participation, RoundState
from app.assessments.queries.evidence import evidence_item
from app.assessments.room import ROUND, room
from app.assessments.services import evidence as services
from app.assessments.views.loading import instrument_of, load_own, standard_or_404, to
from app.db import db
from app.db.clock import now
from app.files.forms import sent
from app.files.receiving import takes_a_file
from app.files.services import shelf_of
from app.security import Permission, require_identity, require_scope

UNPROCESSABLE = 422


@room.form(f"{ROUND}/scoring/standards/<key:standard_key>/add-file", permission=Permission.SCORE)
@takes_a_file
def add_file(engagement_ref: str, round_ref: str, standard_key: str) -> ResponseReturnValue:
    """Show the form for a file, or take the file and lead back to the standard."""
    participation = load_own(round_ref, lock=request.method == "POST")
    standard_or_404(instrument_of(participation.round), standard_key)
    if participation.round.state is not RoundState.SCORING:
        return _back(participation, standard_key, services.SCORING_OVER)
    form = OwnFileForm(sent())
    if request.method == "GET" or not form.validate():
        return _form_page(participation, standard_key, form)
    try:
        services.offer_alone(
            form.offer(),
            standard_key,
            participation,
            require_scope(),
            shelf_of(current_app.config["SETTINGS"]),
            actor=require_identity(),
            now=now(),
        )
    except RoundError as error:
        db.session.rollback()
        return _back(participation, standard_key, str(error))
    flash("The file is added.", "success")
    return redirect(to("standard", participation.round, standard_key=standard_key), 303)


def _form_page(participation: Participation, standard_key: str, form: OwnFileForm) -> ResponseReturnValue:
    body = render_template(
        "assessments/evidence_file.html",
        scope=require_scope(),
        round=participation.round,
        standard=instrument_of(participation.round).standard(standard_key),
        form=form,
        errors=form.error_list,
    )
    return body, UNPROCESSABLE if form.errors else 200


@room.post(f"{ROUND}/scoring/files/<ref:evidence_ref>/remove", permission=Permission.SCORE)
def remove_file(engagement_ref: str, round_ref: str, evidence_ref: str) -> ResponseReturnValue:
    """Take back a file of one's own."""
    participation = load_own(round_ref, lock=request.method == "POST")
    item = evidence_item(evidence_ref, round_id=participation.round_id)
    if item is None or item.owner_id != require_identity().person_id or not item.offered_alone:
        abort(404)
    key = item.standard_key
    try:
        services.remove_alone(item, participation, require_scope(), actor=require_identity(), now=now())
    except RoundError as error:
        db.session.rollback()
        return _back(participation, key, str(error))
    flash("The file is removed.", "success")
    return redirect(to("standard", participation.round, standard_key=key), 303)


def _back(participation: Participation, standard_key: str, message: str) -> ResponseReturnValue:
    flash(message, "important")
    return redirect(to("standard", participation.round, standard_key=standard_key), 303)
