"""What the cohort rated, showed and said, summed up, and held back for small groups. The follow-up: following.py."""

import datetime as dt
from typing import NamedTuple

from flask import abort, current_app
from flask.typing import ResponseReturnValue

from app.charts.cache import charts_kept, picture
from app.charts.moments import MomentMeans
from app.db.clock import now
from app.db.keeping import kept_while
from app.learning import confidence
from app.learning.access import CohortScope
from app.learning.content import Programme
from app.learning.forms.learned import AGREE, FEEDBACK
from app.learning.markup import items
from app.learning.models import Moment
from app.learning.opening import Opening
from app.learning.queries.answered import Answered, Replies, answers_of
from app.learning.room import COHORT, room
from app.learning.showing_results import chart_of, checks_of, day_shown
from app.learning.small_groups import LEAST
from app.learning.views.learned import opening_of
from app.learning.views.loading import cohort_to_see, page, programme_of
from app.security import Permission
from app.web.pictures import svg_answer
from app.web.reprinting import printed_for

MOST_PAGES = 32  # kept in a worker as they are printed, some 50 KB each with what they are made of
TITLE = "Confidence before, after and looking back"


class Seen(NamedTuple):
    """All that the page is made of: while none of it changes, neither does the page."""

    scope: CohortScope
    answered: Answered
    is_closed: bool  # to ratings
    over: frozenset[int]  # days


@room.get(f"{COHORT}/results", permission=Permission.SIGNED_IN)
def results(cohort_ref: str) -> ResponseReturnValue:
    """Show sums of the cohort: confidence and check once they are fixed, feedback in fives."""
    scope, moment = cohort_to_see(cohort_ref), now()
    answered = answers_of(cohort_id=scope.id)
    opening = opening_of(scope, programme_of(scope), dates=answered.dates)
    over = frozenset(day for day, end in opening.day_ends.items() if end <= moment)
    seen = Seen(scope, answered, moment >= opening.rating_until, over)
    ref = printed_for(scope.ref, scope.runs, scope.oversees)
    shown = kept_while("results of a cohort", ref, seen, lambda: _shown(seen, opening, moment), most=MOST_PAGES)
    return page("results.html", scope, shown=shown)


def _shown(seen: Seen, opening: Opening, moment: dt.datetime) -> str:
    """Print it."""
    scope, programme, replies = seen.scope, programme_of(seen.scope), seen.answered.replies(opening)
    fixed, said = replies.are_fixed(opening, moment), seen.answered.said()
    return page(
        "results_shown.html",
        scope,
        opening=opening,
        fixed=fixed,
        places=len(replies.places),
        counts={at: sum(at in given for given in replies.ratings.values()) for at in Moment},
        titles=confidence.TITLES,
        chart=_chart(scope, programme, replies) if fixed else None,
        checks=_checks(replies, opening) if fixed else None,
        words=confidence.mean_words,
        days=[(day, day_shown(said.get(day.number, []), FEEDBACK)) for day in programme.days],
        over=seen.over,
        questions=FEEDBACK,
        agree=tuple(AGREE.values()),
        least=LEAST,
        items=items,
    )


@room.get(f"{COHORT}/results/<digest>.svg", permission=Permission.SIGNED_IN)
def confidence_chart(cohort_ref: str, digest: str) -> ResponseReturnValue:
    """Give the picture of confidence by its content: from the cache, drawn on the first miss."""
    scope = cohort_to_see(cohort_ref)
    cache, key = charts_kept(current_app.extensions), (scope.ref, "confidence", digest)
    kept = cache.get(key)
    if kept is None:
        programme = programme_of(scope)
        answered = answers_of(cohort_id=scope.id)
        opening = opening_of(scope, programme, dates=answered.dates)
        replies = answered.replies(opening)
        chart = _chart(scope, programme, replies) if replies.are_fixed(opening, now()) else None
        if chart is None or chart.digest != digest:
            abort(404)
        kept = picture(chart, cache)
        cache.put(key, kept)
    return svg_answer(kept, digest)


def _chart(scope: CohortScope, programme: Programme, replies: Replies) -> MomentMeans | None:
    summed = confidence.summed(programme.aspects, replies.compared())
    return chart_of(TITLE, scope.title, summed) if summed else None


def _checks(replies: Replies, opening: Opening) -> object:
    pairs = replies.checked_twice(opening)
    return checks_of([((one.correct, one.out_of), (two.correct, two.out_of)) for one, two in pairs])
