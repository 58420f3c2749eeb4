"""The thread of a standard: from score over goal, days and training to the next score. All of them: standards."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.instruments.queries import instrument
from app.learning.queries.programmes import programme
from app.plans.picture import PlanPicture, picture
from app.plans.queries.live import live_plan
from app.progress import thread_words
from app.progress.markup import standards_table, steps
from app.progress.queries.frozen import frozen_of
from app.progress.queries.seats import dated_of
from app.progress.queries.tools import tools_of
from app.progress.room import room
from app.progress.thread import Ground, thread_of, threads
from app.progress.thread_steps import told
from app.security import Permission, require_identity, require_scope

STANDARDS = "/engagements/<ref:engagement_ref>/standards"


@room.get(STANDARDS, permission=Permission.PLAN_VIEW)
def standards(engagement_ref: str) -> ResponseReturnValue:
    """Show every standard with its score, target, goal, days and sessions, and what comes next."""
    return render_template(
        "progress/standards.html",
        scope=require_scope(),
        threads=threads(_ground(words=False)),
        standards_table=standards_table,
        sees_days=require_identity().may(Permission.DAYS_VIEW),
        sees_training=require_identity().may(Permission.TRAINING_VIEW),
    )


@room.get(f"{STANDARDS}/<key:standard_key>", permission=Permission.PLAN_VIEW)
def thread(engagement_ref: str, standard_key: str) -> ResponseReturnValue:
    """Show all that was done for one standard, in order of time."""
    me = require_identity()
    found = thread_of(standard_key, _ground(words=True)) or abort(404)
    return render_template(
        "progress/thread.html",
        scope=require_scope(),
        thread=found,
        told=told(found, sees_training=me.may(Permission.TRAINING_VIEW)),
        words=thread_words,
        steps=steps,
        sees_days=me.may(Permission.DAYS_VIEW),
        sees_training=me.may(Permission.TRAINING_VIEW),
    )


def _ground(*, words: bool) -> Ground:
    """Read what threads are made of; reviews and tools only with `words`, days and reviews only for who may see."""
    scope, me = require_scope(), require_identity()
    reviews = words and me.may(Permission.REVIEW_VIEW)
    frozen = frozen_of(engagement_id=scope.id, rounds=True, reviews=reviews, words=words)
    dated = dated_of(engagement_id=scope.id, entries=me.may(Permission.DAYS_VIEW))
    digests = dict.fromkeys(each.digest for each in dated.seats)
    return Ground(
        rounds=frozen.rounds,
        text_of=instrument,
        plan=_plan(),
        dated=dated,
        programmes=[(digest, programme(digest)) for digest in digests],
        reviews=frozen.reviews,
        today=today(),
        tools=tools_of(scope, me) if words else (),
    )


def _plan() -> PlanPicture | None:
    _, content, standings = live_plan(engagement_id=require_scope().id) or (None, None, {})
    return picture(content, standings, today=today()) if content else None
