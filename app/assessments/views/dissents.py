"""Dissent as the consultant records it: in words, with or without somebody to be asked for a name; taken back."""

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.errors import RoundError, WrongStateError
from app.assessments.models import Round, RoundState
from app.assessments.queries.dissents import submitters
from app.assessments.room import ROUND, room
from app.assessments.services import dissenting
from app.assessments.views.desk import desk_of
from app.assessments.views.loading import instrument_of, load_round, standard_or_404
from app.assessments.views.workshop_standard import STANDARD, UNPROCESSABLE, too_late
from app.assessments.workshop_forms import DissentForm
from app.db import db
from app.db.clock import now
from app.security import Permission, require_identity, require_scope
from app.web.forms import option

WITHOUT = "Nobody: it stays without a name"


@room.form(f"{STANDARD}/dissent", permission=Permission.WORKSHOP_RUN)
def dissent(engagement_ref: str, round_ref: str, standard_key: str) -> ResponseReturnValue:
    """Record a dissent on the standard."""
    assessment_round = load_round(round_ref, lock=request.method == "POST")
    standard_or_404(instrument_of(assessment_round), standard_key)
    if assessment_round.state is not RoundState.WORKSHOP:
        return too_late(assessment_round, WrongStateError(dissenting.IN_THE_WORKSHOP))
    form = DissentForm(request.form if request.method == "POST" else None)
    people = submitters(assessment_round.id, engagement_id=require_scope().id)
    form.ask.choices = [option("", WITHOUT), *(option(each.ref, f"{each.name}, {each.agency}") for each in people)]
    if request.method == "GET" or not form.validate():
        return _page(assessment_round, standard_key, form)
    dissenting.record_dissent(
        form.dissent(), standard_key, assessment_round, require_scope(), actor=require_identity(), now=now()
    )
    flash("The dissent is recorded.", "success")
    return redirect(desk_of(assessment_round).standard_url(standard_key), 303)


def _page(assessment_round: Round, standard_key: str, form: DissentForm) -> ResponseReturnValue:
    body = render_template(
        "assessments/dissent.html",
        desk=desk_of(assessment_round),
        standard=instrument_of(assessment_round).standard(standard_key),
        form=form,
        errors=form.error_list,
    )
    return body, UNPROCESSABLE if form.error_list else 200


@room.post(f"{ROUND}/workshop/dissents/<ref:dissent_ref>/remove", permission=Permission.WORKSHOP_RUN)
def remove_dissent(engagement_ref: str, round_ref: str, dissent_ref: str) -> ResponseReturnValue:
    """Take a dissent back."""
    assessment_round = load_round(round_ref, lock=True)
    desk, actor = desk_of(assessment_round), require_identity()
    try:
        key = dissenting.remove_dissent(dissent_ref, assessment_round, require_scope(), actor=actor, now=now())
    except dissenting.DissentGoneError:
        abort(404)
    except RoundError as error:
        db.session.rollback()
        flash(str(error), "important")
        return redirect(desk.list_url, 303)
    flash("The dissent is removed.", "success")
    return redirect(desk.standard_url(key), 303)
