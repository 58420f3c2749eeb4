"""What pages about an engagement's twelve months rest on: each part is read when it is first asked for, and once."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from app.assessments.over_time import Earlier, over_time
from app.assessments.result import Result
from app.charging.overview import burn_up
from app.charging.queries.balance import Events, Part, Terms, parts_of, terms_of
from app.charging.queries.tariff import rates
from app.charging.services.moves import RUNNING
from app.charging.tariff import Rate, rate_on
from app.charts.burnup import BurnUp
from app.charts.half_days import HalfDaysTaken
from app.charts.milestone_sums import MilestoneSums
from app.charts.over_time import ThenNowTarget
from app.charts.review_months import ReviewMonths
from app.instruments.queries import instrument
from app.learning.content import Programme
from app.learning.queries.programmes import programme
from app.learning.queries.seated import Seats
from app.plans.content import PlanContent
from app.plans.picture import PlanPicture, Standing, picture
from app.plans.queries.live import live_plan
from app.progress.queries.frozen import Frozen, SignedRound, frozen_of
from app.progress.queries.seats import dated_of
from app.progress.year import half_days, milestone_sums, review_months
from app.security import EngagementScope

NOBODY = 0  # no person has this key: the rate for everybody


@dataclass
class Loaded:
    """The parts of one engagement on one day. `rounds` and `reviews`: whether its reader may see them."""

    scope: EngagementScope
    today: dt.date
    rounds: bool = True
    reviews: bool = True

    @property
    def partner(self) -> str:
        """Whose figures they are, as charts say it: they travel without their page."""
        name = self.scope.partner_name
        return f"{name}: illustrative" if self.scope.illustrative else name

    @cached_property
    def frozen(self) -> Frozen:
        """Signed rounds and reviews; one query."""
        return frozen_of(engagement_id=self.scope.id, rounds=self.rounds, reviews=self.reviews)

    @cached_property
    def terms(self) -> Terms:
        """Dates, agreement and plan as money sees them; one query."""
        return terms_of(engagement_id=self.scope.id)

    @cached_property
    def entries(self) -> tuple[Part, ...]:
        """Entries of support days, alike ones of a date added up; one query."""
        return parts_of(engagement_id=self.scope.id)

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        """The day rates with their dates; one query."""
        return rates(engagement_id=self.scope.id)

    @cached_property
    def plan(self) -> tuple[PlanContent | None, dict[str, Standing]] | None:
        """The scope that was approved (None: none yet) and how goals and milestones stand; one query. None: no plan."""
        found = live_plan(engagement_id=self.scope.id)
        return found and found[1:]

    @cached_property
    def picture(self) -> PlanPicture | None:
        """The approved plan as it stands. None before one is approved."""
        content, standings = self.plan or (None, {})
        return picture(content, standings, today=self.today) if content else None

    @cached_property
    def seats(self) -> tuple[Seats, ...]:
        """Who of the partner sat where; one query."""
        return dated_of(engagement_id=self.scope.id, entries=False).seats

    @property
    def programmes(self) -> Mapping[str, Programme]:
        """The programmes of these seats; each worker reads a version once."""
        return {digest: programme(digest) for digest in {each.digest for each in self.seats}}

    def scores_chart(self) -> ThenNowTarget | None:
        """Agreed scores and targets over the signed rounds; None before one is signed."""
        if not self.frozen.rounds:
            return None
        *before, last = self.frozen.rounds
        earlier = [Earlier(each.kind.label, each.result, instrument(each.digest)) for each in before]
        return over_time(
            "Agreed scores and targets", last.kind.label, self._named(last), instrument(last.digest), earlier
        )

    def _named(self, signed: SignedRound) -> Result:
        return replace(signed.result, partner=self.partner)

    def milestones_chart(self) -> MilestoneSums | None:
        """Milestones planned against done; None without an approved plan that has some."""
        found = self.picture
        return milestone_sums(found, partner=self.partner) if found and found.milestones else None

    def days_chart(self) -> BurnUp | None:
        """Days and pounds against the estimate, equal to that of the balance's page; None without an agreement."""
        terms = self.terms
        if terms.agreement is None:
            return None
        holds = rate_on(self.rates, self.today, NOBODY)
        return burn_up(
            self.entries,
            terms,
            self._events(),
            day_rate=holds.day_rate if holds else terms.agreement.day_rate,
            today=self.today,
            partner=self.scope.partner_name,
            is_running=self.scope.state in RUNNING,
        )

    def _events(self) -> Events:
        """Which milestones are done and forecast; the picture shows no statement."""
        steps = self.picture.milestones if self.picture else ()
        return Events(
            {},
            frozenset(each.text.ref for each in steps if each.standing.done_on),
            {each.text.ref: each.standing.forecast_on for each in steps if each.standing.forecast_on},
        )

    def training_chart(self) -> HalfDaysTaken | None:
        """Half-days attended; None while nobody of the partner has a place."""
        if not self.seats:
            return None
        return half_days(self.seats, self.programmes, partner=self.partner, today=self.today)

    def reviews_chart(self) -> ReviewMonths:
        """The months with and without a review."""
        terms, reviews = self.terms, self.frozen.reviews
        return review_months(reviews, terms.starts_on, terms.ends_on, partner=self.partner, today=self.today)
