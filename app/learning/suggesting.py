"""Which sessions the weakest standards of a result suggest, and who was in them. Pure; records: queries/thread.py."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.assessments.result import Result, StandardResult
from app.learning.content import Programme, Session
from app.plans.needs import needs

MOST = 4  # standards; more would be a list, not a suggestion


@dataclass(frozen=True, slots=True)
class Serving:
    """A session that serves a standard, in its programme."""

    programme: Programme
    session: Session

    @property
    def half(self) -> str:
        """The half-day in which it lies."""
        placed = self.programme.of_day(self.session.day)
        return next(part.half_day for part, session in placed if session.key == self.session.key)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A weak standard with the sessions that serve it, in the order in which they are held."""

    standard: StandardResult
    sessions: tuple[Serving, ...]


@dataclass(frozen=True, slots=True)
class Seated:
    """How many delegates of a partner had a place in a day, or were in a half of it (`half` not empty).

    Cohorts may stand together where all are over or all ahead; `on` is the first date.
    """

    digest: str
    day: int
    on: dt.date
    delegates: int
    half: str = ""


@dataclass(frozen=True, slots=True)
class Turnout:
    """How a session was taken by a partner's delegates: there, of those with a place; and who is still to come."""

    serving: Serving
    attended: int
    of: int
    coming: int
    coming_on: dt.date | None


def weakest(result: Result, most: int = MOST) -> tuple[StandardResult, ...]:
    """Give the assessed standards that need a goal: the lowest level first, then priorities, then the widest gap."""
    assessed = [each for each in needs(result) if each.level is not None]
    return tuple(sorted(assessed, key=_weakness)[:most])


def _weakness(standard: StandardResult) -> tuple[int, bool, int, int]:
    level, target = standard.level or 0, standard.target or 0
    return level, not standard.priority, level - target, standard.number


def serving(standard_key: str, programmes: Iterable[Programme]) -> tuple[Serving, ...]:
    """Give the sessions that serve a standard, programme by programme."""
    return tuple(
        Serving(programme, session)
        for programme in programmes
        for session in programme.sessions
        if standard_key in session.standards
    )


def suggestions(result: Result, programmes: Sequence[Programme]) -> tuple[Suggestion, ...]:
    """Give the weakest standards of a result, each with what serves it; none where no standard needs anything."""
    return tuple(Suggestion(each, serving(each.key, programmes)) for each in weakest(result))


def turnouts(
    standard_key: str, programmes: Iterable[tuple[str, Programme]], seated: Sequence[Seated], *, today: dt.date
) -> tuple[Turnout, ...]:
    """Say how each session that serves a standard was taken; `programmes` with their digests, the newest first.

    Versions of one programme count together, session by session, under the newest that has it.
    """
    found: dict[tuple[str, str], Turnout] = {}
    for digest, programme in programmes:
        of_it = [each for each in seated if each.digest == digest]
        for each in serving(standard_key, (programme,)):
            key = (programme.key, each.session.key)
            found[key] = _more(found.get(key) or Turnout(each, 0, 0, 0, None), each, of_it, today)
    return tuple(found.values())


def _more(so_far: Turnout, each: Serving, seated: Sequence[Seated], today: dt.date) -> Turnout:
    of_day = [one for one in seated if one.day == each.session.day]
    places = [one for one in of_day if not one.half]
    ahead = [one for one in places if one.on > today]
    dates = [one.on for one in ahead] + ([so_far.coming_on] if so_far.coming_on else [])
    return Turnout(
        so_far.serving,
        so_far.attended + sum(one.delegates for one in of_day if one.half == each.half and one.on <= today),
        so_far.of + sum(one.delegates for one in places if one.on <= today),
        so_far.coming + sum(one.delegates for one in ahead),
        min(dates, default=None),
    )
