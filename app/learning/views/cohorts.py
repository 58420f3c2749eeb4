"""A cohort: making it, its page for every seat, its calendar file. Changing it: running.py; places in it: places.py."""

import datetime as dt
from typing import Any

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.db.clock import now, today
from app.documents.calendar import MIME, Event, calendar
from app.engagements.forms.taking import sent
from app.learning.access import CohortScope
from app.learning.cohort_steps import Link, delegate_steps, next_day, overseer_links, trainer_links, trainer_steps
from app.learning.content import Programme
from app.learning.dates import at, begins, clock_times, ends, second_half_begins
from app.learning.forms.cohorts import new_form
from app.learning.models import CohortState, TrainingVersion
from app.learning.opening import opening
from app.learning.queries.cohorts import (
    CohortRecord,
    cohort_record,
    delegates_of,
    offered_versions,
    trainers_of,
    trainers_to_choose,
)
from app.learning.queries.programmes import programme
from app.learning.queries.steps import place_in_line, steps_done
from app.learning.room import COHORT, TRAINING, room
from app.learning.services import cohorts as services
from app.learning.views.loading import cohort_here, cohort_to_read, page, programme_of, to
from app.security import Identity, Permission, Role, require_identity
from app.web.tasks import Task

UNPROCESSABLE = 422


@room.form(f"{TRAINING}/cohorts/new", permission=Permission.TRAINING_RUN)
def new_cohort() -> ResponseReturnValue:
    """Make a cohort of the newest version of a programme; the programme is chosen first where there are several."""
    me, versions = require_identity(), offered_versions()
    chosen = _chosen(versions)
    if chosen is None:
        return render_template("learning/choose_programme.html", versions=versions)
    authority_id, held = acting_for(me), programme(chosen.digest)
    trainers = trainers_to_choose(authority_id=authority_id)
    own = [each.ref for each in trainers if each.id == me.person_id]
    form = new_form(held, sent(), seats=held.places, trainers=own).on(today(), {}, trainers)
    if request.method == "POST" and form.validate():
        demo = bool(current_app.config["DEMO"])
        plan = form.plan(trainers)
        made = services.make(plan, chosen, authority_id=authority_id, actor=me, now=now(), illustrative=demo)
        flash("The cohort is made. Only its trainers and managers see it until you open it.", "success")
        return redirect(url_for("learning.cohort", cohort_ref=made.ref), 303)
    body = render_template(
        "learning/cohort_form.html", form=form, errors=form.error_list, version=chosen, several=len(versions) > 1
    )
    return body, UNPROCESSABLE if form.errors else 200


def acting_for(me: Identity) -> int:
    """Give the authority for which a trainer makes cohorts: the one worked in now, if it is one of them."""
    held = me.authorities_as(Role.TRAINER) or abort(403)
    return me.authority_id if me.authority_id in held else held[0]


def _chosen(versions: list[TrainingVersion]) -> TrainingVersion | None:
    if len(versions) == 1:
        return versions[0]
    return next((each for each in versions if each.ref == request.args.get("programme")), None)


@room.get(COHORT, permission=Permission.SIGNED_IN)
def cohort(cohort_ref: str) -> ResponseReturnValue:
    """Show the cohort to each seat: facts, dates, what comes next; to its trainers and managers who takes part."""
    scope = cohort_here(cohort_ref)
    record, held, moment = cohort_record(cohort_id=scope.id), programme_of(scope), now()
    sees = scope.runs or scope.oversees
    return page(
        "cohort.html",
        scope,
        record=record,
        held=held,
        trainers=trainers_of(cohort_id=scope.id),
        delegates=delegates_of(cohort_id=scope.id) if sees else (),
        own=_own(scope, record, held, moment),
        steps=trainer_steps(scope, record, held, moment, to) if scope.runs else (),
        links=_links(scope, over=moment >= ends(held, record.dates)),
        coming=next_day(record.dates, today()),
        line=place_in_line(enrolment_id=scope.enrolment_id) if scope.waits and scope.enrolment_id else 0,
        clock_times=clock_times,
        over=moment >= ends(held, record.dates),
        begun=moment >= begins(held, record.dates),
        may_add=scope.state is CohortState.OPEN and moment < second_half_begins(held, record.dates),
        halves={min(half.days): half.title for half in held.pattern.halves if len(held.pattern.halves) > 1},
    )


def _own(scope: CohortScope, record: CohortRecord, held: Programme, moment: dt.datetime) -> list[Task]:
    """The steps of somebody with a place; none in a cohort that is cancelled."""
    times = opening(held, record.dates)
    if not scope.takes or scope.enrolment_id is None or times is None or scope.state is CohortState.CANCELLED:
        return []
    return delegate_steps(scope, steps_done(enrolment_id=scope.enrolment_id), held, times, moment, to)


def _links(scope: CohortScope, *, over: bool) -> list[Link]:
    if scope.runs:
        return trainer_links(scope, over, to)
    return overseer_links(scope, to) if scope.oversees else []


@room.get(f"{COHORT}/joining.ics", permission=Permission.SIGNED_IN)
def joining_ics(cohort_ref: str) -> ResponseReturnValue:
    """Give the days as a calendar file, by London's clock."""
    scope = cohort_to_read(cohort_ref)
    if scope.state is CohortState.CANCELLED:
        abort(404)
    record, held = cohort_record(cohort_id=scope.id), programme_of(scope)
    events = [_event(scope, record, held, day.number, day.title) for day in held.days]
    content = calendar(scope.title, held.title, events)
    headers = {"Content-Disposition": 'attachment; filename="training.ics"', "Cache-Control": "private, no-store"}
    return Response(content, content_type=MIME, headers=headers)


def _event(scope: CohortScope, record: CohortRecord, held: Programme, day: int, title: str) -> Event:
    link = current_app.config["BASE_URL"] + to("cohort", scope)
    parts, on = held.of_day(day), record.dates[day]
    lines: list[Any] = [f"{held.title}, day {day}: {title}", record.link, record.joining, link]
    return Event(
        uid=f"cohort-{scope.ref}-{day}@commissioning-support",
        day=on,
        summary=f"{scope.title}, day {day}: {title}",
        description="\n".join(line for line in lines if line),
        link=link,
        changed_at=record.changed_at or record.created_at,
        sequence=record.version,
        starts=at(on, parts[0][0].start),
        ends=at(on, parts[-1][0].end),
        location=record.venue or record.link,
    )
