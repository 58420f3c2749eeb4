"""Rules of a programme that the form of its files cannot say: what refers to what, minutes, clock, questions. Pure.

A stored version is read without them, so that a rule of tomorrow does not lock out the text of yesterday.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from app.learning.content import HALVES, Part, Programme, Question, Session
from app.learning.reading import PROGRAMME_FILE, read
from app.publishing.reading import Mistake, MistakesError

FOREIGN = re.compile(r"https?://|\bwww\.|!\[|\]\(|<[a-zA-Z/!]")
_PATHS = re.compile(r"programme\.md|sessions/[^/]+\.md|cases/[^/]+\.md|questions/[^/]+\.yaml")
_LIKE_THE_KEY = re.compile(r"^\s*(#+|\*\*)\s*trainer.{0,2}s?.{0,2}\s+key", re.IGNORECASE)
_THE_KEY = re.compile(r"^## Trainer’s key")
LONGEST_HALF = 480  # minutes, as the register keeps them
RESERVED = frozenset({"data", "errors", "keys", "levels", "process", "see", "seen", "validate"})
"""Keys that no topic can have, as the form on which it is rated has a use for them."""
Places = Iterator[tuple[str, str, str]]
"""Where something is wrong and what: file, place in it, message."""


def checked(files: Mapping[str, str]) -> Programme:
    """Read the files of one programme. Raises MistakesError with every mistake in form, then in content."""
    strange = [Mistake(path, 1, "", "is no file of a programme") for path in files if not _PATHS.fullmatch(path)]
    strange += [each for path, text in files.items() for each in _signs(path, text)]
    try:
        programme = read(files)
    except MistakesError as error:
        raise MistakesError([*strange, *error.mistakes]) from None
    loose = [Mistake(path, _line(files, path, place), place, message) for path, place, message in _loose(programme)]
    loose += [each for path in files for each in _without_session(path, programme)]
    if strange or loose:
        raise MistakesError([*strange, *loose])
    return programme


def _signs(path: str, text: str) -> Iterator[Mistake]:
    """Links, pictures and HTML in a text, and a heading that means the trainer's key but would not hide it."""
    for line, words in enumerate(text.split("\n"), 1):
        if FOREIGN.search(words):
            yield Mistake(path, line, "", "web links, pictures and HTML are not allowed")
        if path.startswith("cases/") and _LIKE_THE_KEY.match(words) and not _THE_KEY.match(words):
            yield Mistake(path, line, "", "write this heading as “## Trainer’s key”, or delegates see what follows")


def _line(files: Mapping[str, str], path: str, place: str) -> int:
    """The line on which a key of the front matter, or an entry, begins; 1 if it is not found."""
    lines = files.get(path, "").split("\n")
    word = place.split(",", maxsplit=1)[0]
    return next(
        (at for at, text in enumerate(lines, 1) if word and text.startswith((f"{word}:", f'- id: "{word}"'))), 1
    )


def _without_session(path: str, programme: Programme) -> Iterator[Mistake]:
    key = path.removeprefix("questions/").removesuffix(".yaml")
    if path.startswith("questions/") and programme.session(key) is None:
        yield Mistake(path, 1, "", f"there is no session {key}")


def _loose(programme: Programme) -> Places:
    known = Counter(session.key for session in programme.sessions)
    listed = Counter(key for day in programme.days for key in day.sessions)
    if known != listed or max(known.values(), default=0) != 1:
        amiss = ", ".join(sorted(set((known - listed) + (listed - known)) or set(known)))
        yield PROGRAMME_FILE, "days", f"must list each session of the folder sessions once; look at {amiss or 'it'}"
        return
    yield from _of_days(programme)
    yield from _of_parts(programme.parts)
    yield from _of_half_days(programme)
    yield from _of_aspects(programme)
    for session in programme.sessions:
        yield from _of_session(session, programme)
    yield from _of_cases(programme)
    for task in programme.tasks:
        for key in {task.after, task.for_session} - set(known):
            yield PROGRAMME_FILE, "between_halves", f"{task.title}: there is no session {key}"


def _of_days(programme: Programme) -> Places:
    numbers = [day.number for day in programme.days]
    if numbers != list(range(1, len(numbers) + 1)):
        yield PROGRAMME_FILE, "days", "must be numbered 1, 2, 3 and so on, in order"
    if [number for half in programme.pattern.halves for number in half.days] != numbers:
        yield PROGRAMME_FILE, "pattern", "its halves must name each day once, in order"
    for day in programme.days:
        if len(day.sessions) > len(programme.parts):
            yield PROGRAMME_FILE, "day_parts", f"day {day.number} has more sessions than there are parts of the day"
        minutes = sum(session.minutes for session in programme.sessions if session.key in day.sessions)
        if minutes != day.minutes:
            yield (
                PROGRAMME_FILE,
                f"days, day {day.number}",
                f"is {day.minutes}, but its sessions last {minutes} minutes",
            )
    if programme.minutes // 60 != programme.hours:
        whole = f"{programme.minutes // 60} whole hours"
        yield (
            PROGRAMME_FILE,
            "hours",
            f"is {programme.hours}, but the sessions last {programme.minutes} minutes: {whole}",
        )


def _of_parts(parts: Sequence[Part]) -> Places:
    if [part.number for part in parts] != list(range(1, len(parts) + 1)):
        yield PROGRAMME_FILE, "day_parts", "must be numbered 1, 2, 3 and so on, in order"
    if any(before.end > after.start for before, after in pairwise(parts)):
        yield PROGRAMME_FILE, "day_parts", "must follow each other by the clock"
    if [HALVES.index(part.half_day) for part in parts] != sorted(HALVES.index(part.half_day) for part in parts):
        yield PROGRAMME_FILE, "day_parts", "the morning must come before the afternoon"
    for part in parts:
        lasts = _minute(part.end) - _minute(part.start)
        if lasts != part.minutes:
            yield PROGRAMME_FILE, f"day_parts, part {part.number}", f"is {part.minutes}, but lasts {lasts} minutes"


def _minute(clock: str) -> int:
    """The minute of the day of "09:30"."""
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def _of_half_days(programme: Programme) -> Places:
    for half in programme.half_days:
        if half.minutes > LONGEST_HALF:
            lasts = f"the {half.half} of day {half.day} lasts {half.minutes} minutes"
            yield PROGRAMME_FILE, "day_parts", f"{lasts}, but a half-day of the register has {LONGEST_HALF} at most"


def _of_aspects(programme: Programme) -> Places:
    for name, titled in (("topics", programme.topics), ("attributes", programme.attributes)):
        keys = [each.key for each in titled]
        for key in _twice(keys):
            yield PROGRAMME_FILE, name, f"{key} is there more than once"
        for key in sorted(RESERVED.intersection(keys)):
            yield PROGRAMME_FILE, name, f"{key} is a word that the service needs itself: add one to it, as in {key}-use"
        taught = {key for session in programme.sessions for key in getattr(session, name)}
        for key in sorted(set(keys) - taught):
            yield PROGRAMME_FILE, name, f"no session serves {key}: take it out, or name it in a session"
    for key in _twice(each.key for each in programme.aspects):
        yield PROGRAMME_FILE, "attributes", f"{key} is a topic as well"


def _of_session(session: Session, programme: Programme) -> Places:
    path = f"sessions/{session.key}.md"
    lasts = sum(step.minutes for step in session.timetable)
    if lasts != session.minutes:
        yield path, "timetable", f"its steps last {lasts} minutes, but the session lasts {session.minutes}"
    day = next(day for day in programme.days if session.key in day.sessions)
    if day.number != session.day:
        yield path, "day", f"is {session.day}, but {PROGRAMME_FILE} lists the session on day {day.number}"
    place = day.sessions.index(session.key)
    if place < len(programme.parts) and programme.parts[place].minutes != session.minutes:
        lasts = programme.parts[place].minutes
        yield path, "minutes", f"is {session.minutes}, but the part of the day in which it lies lasts {lasts}"
    for name in ("topics", "attributes"):
        unknown = set(getattr(session, name)) - {each.key for each in getattr(programme, name)}
        for key in sorted(unknown):
            yield path, name, f"{key} is not in {PROGRAMME_FILE}"
    yield from _of_questions(session.questions, session.key)


def _of_questions(questions: Sequence[Question], key: str) -> Places:
    path = f"questions/{key}.yaml"
    for twice in _twice(question.id for question in questions):
        yield path, twice, "is there more than once"
    for question in questions:
        if question.answer > len(question.options):
            yield path, question.id, f"answer {question.answer} is none of its {len(question.options)} options"
        if _twice(question.options):
            yield path, question.id, "two of its options are the same"
        if not question.id.startswith(f"{key}-"):
            yield path, question.id, f"must begin with {key}-"


def _of_cases(programme: Programme) -> Places:
    for key in _twice(case.key for case in programme.cases):
        yield f"cases/{key}.md", "key", "is the key of more than one case"
    for case in programme.cases:
        for key in sorted(set(case.sessions)):
            if programme.session(key) is None:
                yield f"cases/{case.key}.md", "sessions", f"there is no session {key}"


def _twice(values: Iterable[Hashable]) -> list[str]:
    return sorted(str(value) for value, count in Counter(values).items() if count > 1)
