"""What changed between two versions of a programme, for an administrator's preview. Pure; nothing is published here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from app.learning.content import Case, Programme, Question, Session
from app.publishing.difference import PartChange, changed, in_words


class Kind(StrEnum):
    """How a session or a case relates to the older version."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ThingChange:
    """One session or case in both versions, with the parts of it that changed."""

    kind: Kind
    key: str
    title: str
    parts: tuple[PartChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes: things of the new version in its order, then those removed."""

    sessions: tuple[ThingChange, ...]
    cases: tuple[ThingChange, ...]
    details: tuple[PartChange, ...]

    @property
    def in_words(self) -> str:
        """The changes in one line, such as "2 sessions changed, 1 case new, other details changed"."""
        parts = [*_counted(self.sessions, "session", "sessions"), *_counted(self.cases, "case", "cases")]
        return in_words(parts, self.details)

    @property
    def changed(self) -> tuple[ThingChange, ...]:
        """Sessions and cases that are not the same in both versions."""
        return tuple(change for change in self.sessions + self.cases if change.kind is not Kind.SAME)


class _Thing(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def title(self) -> str: ...


T = TypeVar("T", bound=_Thing)


def compare(old: Programme, new: Programme) -> Difference:
    """Give what changed from `old` to `new`; keys decide what is the same thing."""
    return Difference(
        tuple(_things(old.sessions, new.sessions, _session_texts)),
        tuple(_things(old.cases, new.cases, _case_texts)),
        tuple(changed(_details(old), _details(new))),
    )


def _counted(changes: Iterable[ThingChange], one: str, many: str) -> Iterator[str]:
    kinds = [change.kind for change in changes]
    for kind in (Kind.CHANGED, Kind.NEW, Kind.REMOVED):
        if number := kinds.count(kind):
            yield f"{number} {one if number == 1 else many} {kind}"


def _things(old: Iterable[T], new: Iterable[T], texts: Callable[[T], dict[str, str]]) -> Iterator[ThingChange]:
    before, after = {each.key: each for each in old}, {each.key: each for each in new}
    for key, each in after.items():
        if key not in before:
            yield ThingChange(Kind.NEW, key, each.title)
            continue
        parts = tuple(changed(texts(before[key]), texts(each)))
        yield ThingChange(Kind.CHANGED if parts else Kind.SAME, key, each.title, parts)
    for key, each in before.items():
        if key not in after:
            yield ThingChange(Kind.REMOVED, key, each.title)


def _session_texts(session: Session) -> dict[str, str]:
    steps = (f"{step.minutes} minutes, {step.form}: {step.what}. {step.do}" for step in session.timetable)
    return {
        "title": session.title,
        "day": str(session.day),
        "minutes": str(session.minutes),
        "aim": session.aim,
        "outcomes": "\n".join(session.outcomes),
        "topics": ", ".join(session.topics),
        "attributes": ", ".join(session.attributes),
        "standards": ", ".join(session.standards),
        "pre-reading": "\n".join(f"{each.title}, {each.minutes} minutes. {each.what}" for each in session.pre_reading),
        "materials": "\n".join(session.materials),
        "timetable": "\n".join(steps),
        "activity": session.activity,
        "facilitator’s notes": session.notes,
        "handout": session.handout,
        "law checked in": session.law_as_of,
        **{f"question {question.id}": _question_text(question) for question in session.questions},
    }


def _question_text(question: Question) -> str:
    options = (f"{number}. {text}" for number, text in enumerate(question.options, 1))
    return "\n".join((question.text, *options, f"Answer: {question.answer}", question.explanation))


def _case_texts(case: Case) -> dict[str, str]:
    return {
        "title": case.title,
        "kind": case.kind,
        "sessions": ", ".join(case.sessions),
        "text": case.text,
        "trainer’s key": case.trainers_key,
        "law checked in": case.law_as_of,
    }


def _details(programme: Programme) -> dict[str, str]:
    parts = (f"{part.start} to {part.end}, {part.minutes} minutes, {part.half_day}" for part in programme.parts)
    days = (f"{day.number}. {day.title}: {', '.join(day.sessions)}" for day in programme.days)
    tasks = (f"{each.title}, {each.minutes} minutes. {each.what} Bring: {each.bring}" for each in programme.tasks)
    return {
        "title": programme.title,
        "version": programme.label,
        "law checked in": programme.law_as_of,
        "places": str(programme.places),
        "words on the certificate": programme.certificate_wording,
        "how the days lie": programme.pattern.summary,
        "weeks between the halves": str(programme.pattern.gap_weeks),
        "parts of the day": "\n".join(parts),
        "days": "\n".join(days),
        "tasks between the halves": "\n".join(tasks),
        "topics": "\n".join(each.title for each in programme.topics),
        "attributes": "\n".join(each.title for each in programme.attributes),
        "about": programme.about,
    }
