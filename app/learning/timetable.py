"""When things happen by the clock: steps of a session, its place in the day, what comes before and after. Pure."""

from dataclasses import dataclass

from app.learning.content import Part, Programme, Session, Step

HOUR = 60


@dataclass(frozen=True, slots=True)
class TimedStep:
    """A step with its times as text, such as "13:45"; both empty when the session has no place in the day."""

    start: str
    end: str
    step: Step


@dataclass(frozen=True, slots=True)
class Placed:
    """A session in its day: `part` is None where the programme's day has fewer parts than sessions."""

    session: Session
    part: Part | None
    before: Session | None
    after: Session | None

    @property
    def steps(self) -> tuple[TimedStep, ...]:
        """The timetable by the clock."""
        return timed(self.session, self.part.start if self.part else "")


def placed(programme: Programme, session_key: str) -> Placed | None:
    """Find a session, its part of the day and its neighbours in the order of the days; None without such a session."""
    found = programme.session(session_key)
    if found is None:
        return None
    order = [key for day in programme.days for key in day.sessions]
    place = order.index(session_key)
    return Placed(
        session=found,
        part=_part(programme, found),
        before=programme.session(order[place - 1]) if place else None,
        after=programme.session(order[place + 1]) if place + 1 < len(order) else None,
    )


def timed(session: Session, start: str) -> tuple[TimedStep, ...]:
    """Give each step its times, one after the other from `start` ("13:45")."""
    if not start:
        return tuple(TimedStep("", "", step) for step in session.timetable)
    at, steps = _minutes(start), []
    for step in session.timetable:
        steps.append(TimedStep(_clock(at), _clock(at + step.minutes), step))
        at += step.minutes
    return tuple(steps)


def _part(programme: Programme, session: Session) -> Part | None:
    return next((part for part, each in programme.of_day(session.day) if each.key == session.key), None)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * HOUR + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // HOUR % 24:02}:{minutes % HOUR:02}"
