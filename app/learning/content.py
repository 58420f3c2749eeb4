"""A programme as one frozen value: days, sessions, cases, questions, minutes. Pure; how files are read: reading.py.

Texts are Markdown of the kind that training/README.md allows; minutes are learning minutes, breaks left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

MORNING, AFTERNOON = "morning", "afternoon"
HALVES = (MORNING, AFTERNOON)


@dataclass(frozen=True, slots=True)
class Titled:
    """A topic or an attribute."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Something to read beforehand: how long it takes, and what to look for."""

    title: str
    minutes: int
    what: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a session's timetable; `do` is for the trainer only."""

    minutes: int
    form: str
    what: str
    do: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the knowledge check; `answer` counts options from 1."""

    id: str
    text: str
    options: tuple[str, ...]
    answer: int
    explanation: str


@dataclass(frozen=True, slots=True)
class Session:
    """One session. `materials`, `notes` and each step's `do` are for trainers only."""

    key: str
    title: str
    day: int
    minutes: int
    topics: tuple[str, ...]
    attributes: tuple[str, ...]
    standards: tuple[str, ...]
    aim: str
    outcomes: tuple[str, ...]
    pre_reading: tuple[Reading, ...]
    materials: tuple[str, ...]
    timetable: tuple[Step, ...]
    activity: str
    notes: str
    handout: str
    law_as_of: str = ""  # the month in which law and policy named in it were last checked, such as 2026-11
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """Material for exercises. `trainers_key` is for trainers only; role cards are handed to one player each."""

    key: str
    title: str
    sessions: tuple[str, ...]
    kind: str
    text: str
    trainers_key: str = ""
    law_as_of: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day by the clock, in which one session lies: the first part holds the day's first session."""

    number: int
    start: str  # "09:30"
    end: str
    minutes: int
    half_day: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its sessions by key, in order."""

    number: int
    title: str
    minutes: int
    sessions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Half:
    """Days that run together, before or after the gap."""

    days: tuple[int, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """How the days lie: halves with a gap of some weeks between them."""

    halves: tuple[Half, ...]
    gap_weeks: int
    summary: str


@dataclass(frozen=True, slots=True)
class Task:
    """Work-based task in the gap: given out after one session and brought to another."""

    title: str
    minutes: int
    after: str
    for_session: str
    what: str
    bring: str


@dataclass(frozen=True, slots=True)
class HalfDay:
    """A half-day as the register books it: the minutes of the sessions that lie in it."""

    day: int
    half: str
    minutes: int
    start: str
    end: str


@dataclass(frozen=True)
class Programme:
    """All of one version of a programme. `label` is its own name of the version.

    Each worker keeps the value, so what follows from it is worked out once.
    """

    key: str
    title: str
    label: str
    law_as_of: str
    hours: int  # whole ones; what is left over is in `minutes`
    places: int
    certificate_wording: str
    pattern: Pattern
    parts: tuple[Part, ...]
    days: tuple[Day, ...]
    topics: tuple[Titled, ...]
    attributes: tuple[Titled, ...]
    tasks: tuple[Task, ...]
    about: str
    sessions: tuple[Session, ...]
    cases: tuple[Case, ...]

    def session(self, key: str) -> Session | None:
        """Give a session by key, or None."""
        return next((each for each in self.sessions if each.key == key), None)

    def case(self, key: str) -> Case | None:
        """Give a case by key, or None."""
        return next((each for each in self.cases if each.key == key), None)

    def cases_of(self, session_key: str) -> tuple[Case, ...]:
        """Give the cases that a session uses."""
        return tuple(each for each in self.cases if session_key in each.sessions)

    def of_day(self, number: int) -> tuple[tuple[Part, Session], ...]:
        """Give the sessions of a day, each with the part of the day in which it lies."""
        return self._by_day[number]

    @cached_property
    def _by_day(self) -> dict[int, tuple[tuple[Part, Session], ...]]:
        found = {each.key: each for each in self.sessions}
        return {
            day.number: tuple((part, found[key]) for part, key in zip(self.parts, day.sessions, strict=False))
            for day in self.days
        }

    @cached_property
    def aspects(self) -> tuple[Titled, ...]:
        """What confidence is rated on: all topics, then all attributes."""
        return self.topics + self.attributes

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, by session."""
        return tuple(question for session in self.sessions for question in session.questions)

    @cached_property
    def minutes(self) -> int:
        """Learning minutes of the whole programme."""
        return sum(session.minutes for session in self.sessions)

    @property
    def lasts(self) -> str:
        """How long the learning lasts, in words: "22 hours", "1 hour 15 minutes"."""
        hours, minutes = divmod(self.minutes, 60)
        parts = [(hours, "hour" if hours == 1 else "hours"), (minutes, "minutes")]
        return " ".join(f"{number} {word}" for number, word in parts if number)

    @cached_property
    def half_days(self) -> tuple[HalfDay, ...]:
        """Every half-day that the register books, in order."""
        return tuple(
            half
            for day in self.days
            for name in HALVES
            if (half := _half_day(day.number, name, self.of_day(day.number)))
        )

    def half_day(self, day: int, half: str) -> HalfDay | None:
        """Give one half-day, or None when nothing lies in it."""
        return next((each for each in self.half_days if (each.day, each.half) == (day, half)), None)


def _half_day(day: int, half: str, placed: Iterable[tuple[Part, Session]]) -> HalfDay | None:
    within = [(part, session) for part, session in placed if part.half_day == half]
    if not within:
        return None
    return HalfDay(day, half, sum(session.minutes for _, session in within), within[0][0].start, within[-1][0].end)
