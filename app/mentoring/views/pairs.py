"""Pages of pairs: the list, one pair with its log, making, changing and ending one. Recording a meeting: log.py."""

from flask import abort, flash, redirect
from flask.typing import ResponseReturnValue

from app.db.clock import now, today
from app.engagements.forms.taking import sent
from app.mentoring.forms import EndForm, NewPairForm, PairForm, names_of
from app.mentoring.queries import (
    Choice,
    PairRecord,
    goals_of,
    goals_to_choose,
    log_of,
    pairs_of,
    sees_all,
    who_can_pair,
)
from app.mentoring.room import MENTORING, room
from app.mentoring.services import pairs as services
from app.mentoring.views.loading import Saved, load_pair, page, take, to
from app.mentoring.words import time_text
from app.security import Permission, require_identity, require_scope

PAIR = f"{MENTORING}/<ref:pair_ref>"


@room.get(MENTORING, permission=Permission.MENTORING_VIEW)
def pairs(engagement_ref: str) -> ResponseReturnValue:
    """List the pairs that the reader may see."""
    identity, scope = require_identity(), require_scope()
    return page(
        "pairs.html",
        pairs=pairs_of(engagement_id=scope.id, viewer=identity, today=today()),
        may_make=_may_keep(),
        sees_all=sees_all(identity),
        time_text=time_text,
    )


@room.get(PAIR, permission=Permission.MENTORING_VIEW)
def pair(engagement_ref: str, pair_ref: str) -> ResponseReturnValue:
    """Show a pair: what it works on, open actions, meetings the newest first."""
    record, identity, day = load_pair(pair_ref), require_identity(), today()
    own = record.has(identity.person_id)
    running = record.pair.ended_on is None and require_scope().state in services.RUNNING
    return page(
        "pair.html",
        record=record,
        log=log_of(record.pair, own=own),
        goals=goals_of(record.pair),
        own=own,
        writes=own and running,
        keeps=_may_keep() and running,
        today=day,
        time_text=time_text,
    )


def _may_keep() -> bool:
    return require_identity().may(Permission.MENTORING_KEEP) and require_scope().state in services.RUNNING


@room.form(f"{MENTORING}/new", permission=Permission.MENTORING_KEEP)
def new_pair(engagement_ref: str) -> ResponseReturnValue:
    """Make a pair."""
    scope = require_scope()
    mentors, mentees = who_can_pair(scope)
    goals = goals_to_choose(engagement_id=scope.id)
    form = NewPairForm(sent(), data={"started_on": today()})
    form.offer(goals)
    form.offer_people(mentors, mentees)

    def save() -> str:
        made = services.pair_up(
            _chosen(mentors, form.mentor.data),
            _chosen(mentees, form.mentee.data),
            form.plan(goals),
            scope,
            actor=require_identity(),
            now=now(),
        )
        return made.ref

    return take(form, save, "pair_form.html", said="The pair is made. Both have been told by email.", mentees=mentees)


def _chosen(people: list[Choice], ref: str | None) -> Choice:
    return next((each for each in people if each.ref == ref), None) or abort(422)


@room.form(f"{PAIR}/edit", permission=Permission.MENTORING_KEEP)
def edit_pair(engagement_ref: str, pair_ref: str) -> ResponseReturnValue:
    """Change what a pair works on."""
    record, scope = load_pair(pair_ref), require_scope()
    goals, chosen = goals_to_choose(engagement_id=scope.id), [goal.ref for goal in goals_of(record.pair)]
    kept = {"focus": record.pair.focus, "started_on": record.pair.started_on, "goals": chosen}
    form = PairForm(sent(), data={**kept, "seen": str(record.pair.version)})
    form.offer(goals)

    def current() -> tuple[Saved, Saved, int]:
        typed = {**form.data, "goals": names_of(form.goals.data or (), goals)}
        saved = {"focus": record.pair.focus, "started_on": record.pair.started_on, "goals": names_of(chosen, goals)}
        return typed, saved, record.pair.version

    def save() -> None:
        seen = form.seen_version
        services.change(record.pair, form.plan(goals), scope, seen_version=seen, actor=require_identity(), now=now())

    return take(form, save, "pair_form.html", record=record, said="Saved.", current=current)


@room.form(f"{PAIR}/end", permission=Permission.MENTORING_KEEP)
def end_pair(engagement_ref: str, pair_ref: str) -> ResponseReturnValue:
    """End a pair with a note."""
    record = load_pair(pair_ref)
    form = EndForm(sent(), data={"ended_on": today()}).on(today())
    if record.pair.ended_on is not None and sent() is None:
        return _ended_already(record)

    def save() -> None:
        services.end(record.pair, form.ending(), require_scope(), actor=require_identity(), now=now())

    return take(
        form,
        save,
        "end.html",
        record=record,
        said="The mentoring has ended. Its log can still be read.",
        left_open=log_of(record.pair, own=False).open_actions,
    )


def _ended_already(record: PairRecord) -> ResponseReturnValue:
    flash("This mentoring has ended already.", "important")
    return redirect(to("pair", pair_ref=record.pair.ref), 303)
