"""Starting a round, and whom to ask again. What runs then: rounds.py."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.errors import RoundError
from app.assessments.forms import RoundForm
from app.assessments.offers import offers
from app.assessments.queries.rounds import asked_before, rounds
from app.assessments.room import ROUND, room
from app.assessments.services import running
from app.assessments.turns import next_kinds, under_way
from app.assessments.views.acting import act
from app.assessments.views.loading import load_round, to
from app.db.clock import now, today
from app.security import Permission, require_identity, require_scope
from app.web.forms import option


@room.form("/engagements/<ref:engagement_ref>/rounds/new", permission=Permission.ROUND_RUN)
def start(engagement_ref: str) -> ResponseReturnValue:
    """Start a round of an instrument."""
    scope, form = require_scope(), RoundForm(request.form)
    held = rounds(engagement_id=scope.id)
    standing = {each.kind: each.state for each in held}
    offered = offers(held[-1] if held else None)
    kinds = next_kinds(standing)
    running_now = next((each for each in held if each.kind is under_way(standing)), None)
    if request.method == "POST" and running_now is not None:
        kind = running_now.kind.label.lower()
        flash(f"The {kind} round is under way. The next one can start once its result is signed.", "important")
        return redirect(to("overview", running_now), 303)
    form.kind.choices = [option(kind.value, kind.label) for kind in kinds]
    form.instrument.choices = [option(each.digest, each.label, hint=each.hint) for each in offered]
    if request.method == "POST" and form.validate():
        if form.deadline.data < today():
            form.deadline.errors = ("The date must be today or in the future",)
        else:
            try:
                started = running.start_round(form.plan(), scope, actor=require_identity(), now=now())
            except RoundError as error:
                form.form_errors.append(str(error))
            else:
                return redirect(to("people", started), 303)
    elif request.method == "GET":
        form.instrument.data = offered[0].digest if len(offered) == 1 else None
        form.kind.data = kinds[0].value if len(kinds) == 1 else None
    body = render_template(
        "assessments/start.html",
        form=form,
        scope=scope,
        offered=offered,
        running=running_now,
        errors=form.error_list,
    )
    return body, 422 if form.error_list else 200


@room.post(f"{ROUND}/participants/same", permission=Permission.ROUND_RUN)
def same_people(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Put the people of the round before on the list of this one."""
    assessment_round, scope = load_round(round_ref, lock=True), require_scope()
    before = asked_before(assessment_round, lead_authority_id=scope.lead_authority_id)
    return act(
        lambda: running.add_participants(before.people, assessment_round, scope, actor=require_identity(), now=now()),
        assessment_round,
        said=f"{len(before.people)} {'person' if len(before.people) == 1 else 'people'} added.",
        endpoint="people",
    )
