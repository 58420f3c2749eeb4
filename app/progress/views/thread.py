"""The thread of a standard: from score over goal, days and training to the next score. All of them: standards."""

import datetime as dt
from typing import NamedTuple

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.db.keeping import kept_while
from app.instruments.queries import instrument
from app.learning.queries.programmes import programme
from app.plans.content import PlanContent
from app.plans.picture import Standing, picture
from app.plans.queries.live import live_plan
from app.progress import thread_words
from app.progress.markup import standards_table, steps
from app.progress.queries.frozen import Frozen, frozen_of
from app.progress.queries.seats import Dated, dated_of
from app.progress.queries.tools import ToolRow, tools_of
from app.progress.room import room
from app.progress.thread import Ground, thread_of, threads
from app.progress.thread_steps import told
from app.security import EngagementScope, Permission, require_identity, require_scope
from app.web.reprinting import printed_for

STANDARDS = "/engagements/<ref:engagement_ref>/standards"
MOST_TABLES, MOST_THREADS = 32, 96  # kept in a worker as they are printed, some 10 KB each


class Seen(NamedTuple):
    """All that both pages are made of: while none of it changes, neither do they."""

    scope: EngagementScope
    today: dt.date
    frozen: Frozen
    dated: Dated
    content: PlanContent | None
    standings: dict[str, Standing]
    tools: tuple[ToolRow, ...]
    sees_days: bool
    sees_training: bool


class Printed(NamedTuple):
    """A thread as it was printed, and what the head of its page says."""

    number: int
    title: str
    area: str
    shown: str


@room.get(STANDARDS, permission=Permission.PLAN_VIEW)
def standards(engagement_ref: str) -> ResponseReturnValue:
    """Show every standard with its score, target, goal, days and sessions, and what comes next."""
    seen = _seen(words=False)
    ref = printed_for(seen.scope.ref, seen.sees_days, seen.sees_training)
    rows = kept_while("standards of an engagement", ref, seen, lambda: _rows(seen), most=MOST_TABLES)
    return render_template("progress/standards.html", scope=seen.scope, rows=rows, sees_days=seen.sees_days)


def _rows(seen: Seen) -> str:
    """Give the table of all standards; nothing before a result is signed."""
    found = threads(_ground(seen))
    if not found:
        return ""
    return standards_table(found, seen.scope, sees_days=seen.sees_days, sees_training=seen.sees_training)


@room.get(f"{STANDARDS}/<key:standard_key>", permission=Permission.PLAN_VIEW)
def thread(engagement_ref: str, standard_key: str) -> ResponseReturnValue:
    """Show all that was done for one standard, in order of time."""
    seen = _seen(words=True)
    ref = printed_for(seen.scope.ref, standard_key, sorted(require_identity().scope_roles))
    made = kept_while("thread of a standard", ref, seen, lambda: _printed(standard_key, seen), most=MOST_THREADS)
    return render_template("progress/thread.html", scope=seen.scope, thread=made)


def _printed(standard_key: str, seen: Seen) -> Printed:
    """Print it; 404 where no signed text has the standard."""
    found = thread_of(standard_key, _ground(seen)) or abort(404)
    shown = render_template(
        "progress/thread_shown.html",
        scope=seen.scope,
        thread=found,
        told=told(found, sees_training=seen.sees_training),
        words=thread_words,
        steps=steps,
        sees_days=seen.sees_days,
        sees_training=seen.sees_training,
    )
    return Printed(found.number, found.title, found.area, shown)


def _seen(*, words: bool) -> Seen:
    """Read what threads are made of; reviews and tools only with `words`, days and reviews only for who may see."""
    scope, me = require_scope(), require_identity()
    sees_days, reviews = me.may(Permission.DAYS_VIEW), words and me.may(Permission.REVIEW_VIEW)
    _, content, standings = live_plan(engagement_id=scope.id) or (None, None, {})
    return Seen(
        scope=scope,
        today=today(),
        frozen=frozen_of(engagement_id=scope.id, rounds=True, reviews=reviews, words=words),
        dated=dated_of(engagement_id=scope.id, entries=sees_days),
        content=content,
        standings=standings,
        tools=tools_of(scope, me) if words else (),
        sees_days=sees_days,
        sees_training=me.may(Permission.TRAINING_VIEW),
    )


def _ground(seen: Seen) -> Ground:
    digests = dict.fromkeys(each.digest for each in seen.dated.seats)
    return Ground(
        rounds=seen.frozen.rounds,
        text_of=instrument,
        plan=picture(seen.content, seen.standings, today=seen.today) if seen.content else None,
        dated=seen.dated,
        programmes=[(digest, programme(digest)) for digest in digests],
        reviews=seen.frozen.reviews,
        today=seen.today,
        tools=seen.tools,
    )
