"""The stories of monthly reviews: started from the facts, written, confirmed by both sides, actions done."""

import datetime as dt
from collections.abc import Iterator

from app.charging.ledger import next_month
from app.db import db
from app.db.clock import LONDON
from app.demo.playing.play import Play
from app.demo.playing.timeline import Story, months_back, on_working_day
from app.demo.reviews_content import ReviewActionPlayed, ReviewPlayed
from app.reviewing.content import Words
from app.reviewing.models import MonthlyReview, ReviewAction
from app.reviewing.queries.reviews import actions_of
from app.reviewing.services import actions, confirming, editing, starting
from app.reviewing.standing import content_of
from app.security import Identity, Role

STARTED = 4  # working days after the first one of the next month, once its support days are stated
NEWEST = 1  # month back


def stories(play: Play) -> list[Story]:
    """Give a story for every review of a month that the engagement reaches back to."""
    calendar = play.stage.calendar
    first = calendar.day(play.case.starts).replace(day=1)
    today = calendar.now.astimezone(LONDON).date()
    told = [(months_back(today, played.ago), played) for played in play.case.reviews]
    return [_Telling(played, month, play).story() for month, played in told if month >= first]


class _Telling:
    """A review that is being told."""

    def __init__(self, played: ReviewPlayed, month: dt.date, play: Play) -> None:
        self.played, self.month, self.play = played, month, play

    def story(self) -> Story:
        """Start, write and confirm it; then its actions are done."""
        started = self._started()
        now = yield started
        review = starting.start(self.month, self.play.scope, actor=self._keeper(now), now=now)
        now = yield started + dt.timedelta(minutes=40)
        seen = review.version
        editing.write(review, self._words(now), self.play.scope, seen_version=seen, actor=self._keeper(now), now=now)
        agreed = [(each, self._agree(each, review, now)) for each in self.played.actions]
        now = yield started + dt.timedelta(hours=5)
        self._confirm(review, self.play.acting(self.play.case.manager, Role.MANAGER, now=now), now)
        if self.played.ago == NEWEST:
            return
        now = yield self._later(2, 11)
        self._confirm(review, self._partner(now), now)
        for each, action, done in sorted(self._done(agreed), key=lambda item: item[2]):
            now = yield self._later(done, 16)
            actor = self.play.acting(each.owner, Role.PARTICIPANT, now=now)
            actions.mark_done(review, action, each.note, self.play.scope, actor=actor, now=now)

    def _started(self) -> dt.datetime:
        """The newest one is started by yesterday, however early in the month the demonstration is loaded."""
        due = on_working_day(next_month(self.month), STARTED, 10)
        return min(due, self.play.stage.calendar.at(-1, 10)) if self.played.ago == NEWEST else due

    def _later(self, days: int, hour: int) -> dt.datetime:
        return on_working_day(next_month(self.month), STARTED + days, hour)

    def _done(
        self, agreed: list[tuple[ReviewActionPlayed, ReviewAction]]
    ) -> Iterator[tuple[ReviewActionPlayed, ReviewAction, int]]:
        """Give what is done by now."""
        for each, action in agreed:
            if each.done is not None and self._later(each.done, 16) <= self.play.stage.calendar.now:
                yield each, action, each.done

    def _keeper(self, now: dt.datetime) -> Identity:
        if self.played.kept_by:
            return self.play.acting(self.played.kept_by, Role.LEAD_OFFICER, now=now)
        return self.play.acting(self.play.case.manager, Role.MANAGER, now=now)

    def _partner(self, now: dt.datetime) -> Identity:
        officer = self.play.case.lead_officers[0].email
        return self.play.acting(self.played.confirmed_by or officer, Role.LEAD_OFFICER, now=now)

    def _words(self, now: dt.datetime) -> Words:
        played = self.played
        return Words(
            judgement=played.judgement,
            risks=played.risks,
            impact=played.impact.value,
            impact_comment=played.impact_comment,
            rescheduling=played.rescheduling,
            decisions=played.decisions,
            met_on=now.astimezone(LONDON).date(),
            present="\n".join(played.present.split(", ")),
        )

    def _agree(self, each: ReviewActionPlayed, review: MonthlyReview, now: dt.datetime) -> ReviewAction:
        owner = self.play.stage.person(each.owner, now=now)
        due = on_working_day(now.astimezone(LONDON).date(), each.within, 9).astimezone(LONDON).date()
        agreed = actions.Agreed(each.what, owner.id, due)
        return actions.agree(review, agreed, self.play.scope, actor=self._keeper(now), now=now)

    def _confirm(self, review: MonthlyReview, actor: Identity, now: dt.datetime) -> None:
        db.session.flush()
        seen = content_of(review, actions_of(review), self.play.scope).digest
        confirming.confirm(review, self.play.scope, seen=seen, actor=actor, now=now)
