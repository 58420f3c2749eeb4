"""The stories of cohorts: who enrolled, what was rated, registered, checked, pledged and certified. Content: YAML."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from sqlalchemy import select

from app.accounts.services import Invitee
from app.db import db
from app.demo.playing.stage import Stage
from app.demo.playing.timeline import Story
from app.demo.playing.trainer_days import BOOKED_ON, charge
from app.demo.training_content import CohortPlayed, DelegatePlayed, FollowedPlayed
from app.demo.training_content import cohorts as cohorts_played
from app.learning.access import CohortScope, cohort_scope
from app.learning.content import HalfDay, Programme
from app.learning.follow_up import LINES, WITH_EXAMPLE, line_key
from app.learning.models import Cohort, Enrolment, Mark, Moment, Witness
from app.learning.opening import Opening, opening
from app.learning.queries.cohorts import dates_of
from app.learning.queries.programmes import newest_published, programme
from app.learning.services import (
    checking,
    cohorts,
    enrolling,
    following,
    inviting,
    pledging,
    rating,
    register,
    replying,
)
from app.learning.services.certifying import issue_to_all
from app.security import Identity, Role

LEAD = "HAL"
PROGRAMME = "four-day-programme"
FOLLOWED_UP = 66  # working days after the last day: three months
OFTEN = ("not-yet", "once", "often", "once", "no-chance")
QUESTIONS = ("useful", "clear", "part", "practical")
Act = Callable[[dt.datetime], None]
Step = tuple[int, int, int, Act]  # working day, hour, minute, what is done


def stories(stage: Stage) -> list[Story]:
    """Give a story for every cohort that is not there yet."""
    known = set(db.session.scalars(select(Cohort.title).where(Cohort.illustrative)))
    return [CohortPlay(played, stage).story() for played in cohorts_played() if played.title not in known]


class CohortPlay:
    """A cohort that is being played; its first step makes it."""

    def __init__(self, played: CohortPlayed, stage: Stage) -> None:
        self.played, self.stage = played, stage
        self.cohort: Cohort | None = None

    def story(self) -> Story:
        """Do every step that lies in the past, in order."""
        for day, hour, minute, act in sorted(self._steps(), key=lambda step: step[:3]):
            if day <= 0:
                now = yield self.stage.calendar.at(day, hour, minute)
                act(now)

    def _steps(self) -> Iterator[Step]:
        played = self.played
        yield played.made, 9, 30, self._make
        yield played.made, 10, 0, self._open
        for place, delegate in enumerate(played.delegates):
            yield from self._of_delegate(delegate, place)
        for day, number in enumerate(played.dates, 1):
            for half, hour in (("morning", 12), ("afternoon", 16)):
                yield number, hour, 40, self._register(day, half)
        yield played.dates[-1] + 1, 10, 0, self._certify
        for day, number in enumerate(played.dates, 1):
            if played.charged:
                logged = (number, 17) if number <= 0 else (BOOKED_ON, 9)
                yield *logged, day, partial(charge, played.charged, day, self)
        if played.followed:
            asked = played.dates[-1] + FOLLOWED_UP
            yield asked, 9, 0, _ask
            for place, delegate in enumerate(played.delegates):
                if not delegate.silent:
                    yield asked + 2, 13, place, self._answer(delegate, place, played.followed)

    def _of_delegate(self, delegate: DelegatePlayed, place: int) -> Iterator[Step]:
        first, *_, last = self.played.dates
        yield delegate.asked, 11, 3 * place, lambda now: self._enrol(delegate, now)
        if delegate.gave_up is not None:
            yield delegate.gave_up, 15, place, lambda now: self._give_up(delegate, now)
            return
        yield first, 9, 32 + place, lambda now: self._rate(delegate, Moment.BEFORE, delegate.before, now)
        yield first, 9, 50 + place, lambda now: self._check(delegate, delegate.check[0], now)
        yield last, 15, 40 + place, lambda now: self._rate(delegate, Moment.AFTER, delegate.after, now)
        yield last, 15, 41 + place, lambda now: self._rate(delegate, Moment.LOOKING_BACK, delegate.looking_back, now)
        yield last, 16, 0 + place, lambda now: self._check(delegate, delegate.check[1], now)
        yield last, 16, 20 + place, lambda now: self._pledge(delegate, now)
        for day, number in enumerate(self.played.dates, 1):
            yield number, 16, 45 + place, self._remark(delegate, place, day)

    def _make(self, now: dt.datetime) -> None:
        played, day = self.played, self.stage.calendar.day
        version = newest_published(PROGRAMME)
        if version is None:
            raise LookupError("The four-day programme is not published.")
        plan = cohorts.Plan(
            title=played.title,
            seats=played.seats,
            dates={number: day(on) for number, on in enumerate(played.dates, 1)},
            venue=played.venue,
            link=played.link,
            joining=played.joining,
            trainers=tuple(self.stage.person(email, now=now).id for email in played.trainers),
        )
        self.cohort = cohorts.make(
            plan,
            version,
            authority_id=self.stage.authorities[LEAD].id,
            actor=self._trainer(now),
            now=now,
            illustrative=True,
        )

    def _open(self, now: dt.datetime) -> None:
        cohorts.open_enrolment(self._made.id, actor=self._trainer(now), now=now)

    def _enrol(self, delegate: DelegatePlayed, now: dt.datetime) -> None:
        """The trainer enters who was named to them; who has no account accepts the invitation at once."""
        invitee = Invitee(delegate.email, self.stage.names[delegate.email])
        authority = self.stage.authorities[delegate.authority]
        inviting.add(self._made.id, [invitee], authority_id=authority.id, actor=self._trainer(now), now=now)
        self.stage.accept(delegate.email, Role.DELEGATE, None, now=now)
        if delegate.needs:
            place = self._place(delegate, now)
            actor = self._actor(delegate, now)
            enrolling.change_needs(self._made.id, place.id, delegate.needs, actor=actor, now=now)

    def _give_up(self, delegate: DelegatePlayed, now: dt.datetime) -> None:
        place = self._place(delegate, now)
        enrolling.give_up(self._made.id, place.id, "", actor=self._actor(delegate, now), now=now)

    def _rate(self, delegate: DelegatePlayed, moment: Moment, levels: str, now: dt.datetime) -> None:
        if levels:
            keys = [each.key for each in self._programme.aspects]
            said = {key: int(level) for key, level in zip(keys, levels, strict=True)}
            scope, actor = self.scope(delegate, now), self._actor(delegate, now)
            rating.rate(moment, said, scope, self._opening, seen_version=0, actor=actor, now=now)

    def _check(self, delegate: DelegatePlayed, right: int, now: dt.datetime) -> None:
        """The delegate has the first `right` questions right, and the next option of the others wrong."""
        if right < 0:
            return
        scope, actor = self.scope(delegate, now), self._actor(delegate, now)
        attempt = checking.begin(self._programme, scope, self._opening, actor=actor, now=now)
        asked = checking.asked_in(attempt, self._programme)
        chosen = {
            each.id: each.answer if place < right else each.answer % len(each.options) + 1
            for place, each in enumerate(asked)
        }
        sheet = checking.Sheet(chosen, hand_in=True)
        checking.answer(attempt, sheet, self._programme, scope, self._opening, actor=actor, now=now)

    def _register(self, day: int, half: str) -> Act:
        def act(now: dt.datetime) -> None:
            booked = self._programme.half_day(day, half)
            if booked is not None:
                entries = list(self._exceptions(booked, now))
                trainer = self._trainer(now)
                register.take(self.scope(trainer, now), booked, entries, others_present=True, actor=trainer, now=now)

        return act

    def _exceptions(self, booked: HalfDay, now: dt.datetime) -> Iterator[register.Entry]:
        name = f"{booked.day} {booked.half}"
        for delegate in self.played.delegates:
            said = register.Said(Mark.ABSENT, 0) if name in delegate.absent else None
            if name in delegate.minutes:
                said = register.Said(Mark.LATE, delegate.minutes[name])
            if said:
                yield register.Entry(self._place(delegate, now).ref, None, said)

    def _remark(self, delegate: DelegatePlayed, place: int, day: int) -> Act:
        def act(now: dt.datetime) -> None:
            remark = self.played.remarks[(place + 5 * day) % len(self.played.remarks)]
            ratings = dict(zip(QUESTIONS, map(int, remark.agrees), strict=True))
            said = replying.Feedback(ratings, remark.helped, remark.change)
            scope, actor = self.scope(delegate, now), self._actor(delegate, now)
            replying.say(day, said, scope, self._opening, seen_version=0, actor=actor, now=now)

        return act

    def _pledge(self, delegate: DelegatePlayed, now: dt.datetime) -> None:
        if not delegate.pledges:
            return
        last, day = self.played.dates[-1], self.stage.calendar.day
        actions = {
            position: pledging.Action(each.action, each.measure, day(last + each.by), each.standard)
            for position, each in enumerate(delegate.pledges, 1)
        }
        promise = pledging.Promise(actions, *delegate.line_manager)
        seen = pledging.version_of(self._place(delegate, now), [])
        scope, actor = self.scope(delegate, now), self._actor(delegate, now)
        pledging.promise(promise, scope, self._opening, seen_version=seen, actor=actor, now=now)

    def _answer(self, delegate: DelegatePlayed, place: int, followed: FollowedPlayed) -> Act:
        """The delegate and, where one is named, the manager answer by the forms' own keys."""

        def act(now: dt.datetime) -> None:
            enrolment = self._place(delegate, now)
            states: dict[str, object] = {
                f"state{position}": followed.states[(place + position) % len(followed.states)]
                for position in range(1, len(delegate.pledges) + 1)
            }
            self._keep(self._lines(place, followed.examples) | states, Witness.DELEGATE, enrolment, now)
            if enrolment.line_manager_email:
                changed = followed.changed[place % len(followed.changed)]
                said = {"talked": "once", "changed": changed, "hindered": ["time"], "help": followed.help}
                self._keep(self._lines(place, followed.seen, apart=3) | states | said, Witness.MANAGER, enrolment, now)

        return act

    @staticmethod
    def _lines(place: int, examples: tuple[str, ...], apart: int = 0) -> dict[str, object]:
        """Each line of the form with how often, and an example where one is asked for; each `apart`th differs."""
        lines: dict[str, object] = {}
        for line in range(1, len(LINES) + 1):
            often = OFTEN[(line + place + bool(apart and line % apart == 0)) % len(OFTEN)]
            example = examples[line - 1] if often in WITH_EXAMPLE else ""
            lines |= {line_key(line): often, f"example{line}": example}
        return lines

    def _keep(self, answers: dict[str, object], witness: Witness, of: Enrolment, now: dt.datetime) -> None:
        actor_id = of.person_id if witness is Witness.DELEGATE else None
        ref = self._made.ref
        following.answer(answers, witness, enrolment_id=of.id, cohort_ref=ref, actor_id=actor_id, now=now)

    def _certify(self, now: dt.datetime) -> None:
        trainer = self._trainer(now)
        issue_to_all(self.scope(trainer, now), self._programme, actor=trainer, now=now)

    @property
    def _made(self) -> Cohort:
        if self.cohort is None:
            raise RuntimeError(f"{self.played.title}: something happens before it is made")
        return self.cohort

    @property
    def _programme(self) -> Programme:
        return programme(self.scope(self._trainer(self._made.created_at), self._made.created_at).digest)

    @property
    def _opening(self) -> Opening:
        found = opening(self._programme, dates_of(cohort_id=self._made.id))
        if found is None:
            raise RuntimeError(f"{self.played.title}: a day has no date")
        return found

    def acting(self, email: str, now: dt.datetime) -> Identity:
        """Somebody as a trainer of the lead authority."""
        authority = self.stage.authorities[LEAD]
        actor = self.stage.actor(email, now=now)
        return replace(actor, authority_id=authority.id, authority_roles=((authority.id, Role.TRAINER),))

    def _trainer(self, now: dt.datetime) -> Identity:
        return self.acting(self.played.trainer, now)

    def _actor(self, delegate: DelegatePlayed, now: dt.datetime) -> Identity:
        return self.stage.actor(delegate.email, now=now)

    def _place(self, delegate: DelegatePlayed, now: dt.datetime) -> Enrolment:
        person = self.stage.person(delegate.email, now=now)
        wanted = select(Enrolment).where(Enrolment.cohort_id == self._made.id, Enrolment.person_id == person.id)
        return db.session.scalars(wanted).one()

    def scope(self, who: DelegatePlayed | Identity, now: dt.datetime) -> CohortScope:
        """The cohort as the services know it for a delegate or the trainer."""
        actor = who if isinstance(who, Identity) else self._actor(who, now)
        found = cohort_scope(self._made.ref, actor)
        if found is None:
            raise RuntimeError(f"{actor.email} is nothing in {self.played.title}")
        return found


def _ask(now: dt.datetime) -> None:
    """The worker asks everybody whose programme ended three months ago."""
    following.follow_up_due(now=now)
