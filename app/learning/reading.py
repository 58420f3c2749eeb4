"""Reads a programme's files into content.Programme, and names each mistake by file and place. Knows no database.

The form of the files is in training/README.md and training/schema.json.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from app.learning.content import Case, Programme, Question, Session

FOLDER = Path(__file__).resolve().parents[2] / "training"
PROGRAMME_FILE = "programme.md"
SECTIONS = ("Activity", "Facilitator’s notes", "Handout")
KEY_HEADING = "Trainer’s key"
_FRONT = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
_SESSION = TypeAdapter(Session)
_CASE = TypeAdapter(Case)
_QUESTIONS = TypeAdapter(tuple[Question, ...])
_PROGRAMME = TypeAdapter(Programme)


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing wrong: in which file, at which place in it (empty for the whole file), and what."""

    file: str
    place: str
    message: str


class ContentError(ValueError):
    """The files are not a programme; `mistakes` says why."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(mistakes)
        super().__init__("\n".join(f"{each.file}: {each.place}: {each.message}" for each in self.mistakes))


def own_folders() -> list[Path]:
    """Give the folders of the programmes that come with the product, by name."""
    return sorted(path.parent for path in FOLDER.glob(f"*/{PROGRAMME_FILE}"))


def files_of(folder: Path) -> dict[str, str]:
    """Give the text of each file of a programme's folder by its path in it."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".md", ".yaml"})
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def digest_of(files: Mapping[str, str]) -> str:
    """Give the sha256 of the files, whatever their order."""
    return hashlib.sha256(json.dumps(dict(sorted(files.items()))).encode()).hexdigest()


def read(files: Mapping[str, str]) -> Programme:
    """Read the files of one programme. Raises ContentError with every mistake."""
    mistakes: list[Mistake] = []
    facts, about = _front(files.get(PROGRAMME_FILE, ""), PROGRAMME_FILE, "programme", mistakes)
    sessions = [_session(text, path, files, mistakes) for path, text in _within(files, "sessions", ".md")]
    cases = [_case(text, path, mistakes) for path, text in _within(files, "cases", ".md")]
    if mistakes:
        raise ContentError(mistakes)
    programme = _programme(facts, about, sessions, cases)
    mistakes = list(_loose_ends(programme))
    if mistakes:
        raise ContentError(mistakes)
    return programme


def _within(files: Mapping[str, str], folder: str, suffix: str) -> list[tuple[str, str]]:
    return sorted(each for each in files.items() if each[0].startswith(f"{folder}/") and each[0].endswith(suffix))


def _front(text: str, path: str, kind: str, mistakes: list[Mistake]) -> tuple[dict[str, Any], str]:
    """Give the front matter, checked by the schema, and the Markdown below it."""
    found = _FRONT.fullmatch(text)
    if found is None:
        message = "begins with no front matter between two lines of ---" if text else "is missing"
        mistakes.append(Mistake(path, "", message))
        return {}, ""
    facts = _yaml(found[1], path, mistakes)
    mistakes += [Mistake(path, each.json_path, each.message) for each in _validator(kind).iter_errors(facts)]
    return (facts if isinstance(facts, dict) else {}), found[2].strip()


def _yaml(text: str, path: str, mistakes: list[Mistake]) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mistakes.append(Mistake(path, "", f"is not valid YAML: {str(error).splitlines()[0]}"))
        return None


@cache
def _validator(kind: str) -> Draft202012Validator:
    schema = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema | {"$ref": f"#/$defs/{kind}"})


def _session(text: str, path: str, files: Mapping[str, str], mistakes: list[Mistake]) -> Session | None:
    facts, body = _front(text, path, "session", mistakes)
    parts = re.split(r"^## (.+)$", body, flags=re.MULTILINE)
    heads, texts = tuple(part.strip() for part in parts[1::2]), [part.strip() for part in parts[2::2]]
    if facts and heads != SECTIONS:
        mistakes.append(Mistake(path, "", f"its headings are not {', '.join(SECTIONS)}, in this order"))
    beside = f"questions/{Path(path).stem}.yaml"
    questions = _questions(files[beside], beside, mistakes) if beside in files else ()
    if not facts or heads != SECTIONS:
        return None
    named = dict(zip(("activity", "notes", "handout"), texts, strict=True))
    found: Session | None = _value(_SESSION, facts | named | {"questions": questions}, path, mistakes)
    return found


def _case(text: str, path: str, mistakes: list[Mistake]) -> Case | None:
    facts, body = _front(text, path, "case", mistakes)
    shown, heading, hidden = body.partition(f"## {KEY_HEADING}")
    key = f"## {KEY_HEADING}{hidden}" if heading else ""
    named = {"text": shown.strip(), "trainers_key": key}
    found: Case | None = _value(_CASE, facts | named, path, mistakes) if facts else None
    return found


def _questions(text: str, path: str, mistakes: list[Mistake]) -> tuple[Question, ...]:
    found = _yaml(text, path, mistakes)
    faults = [Mistake(path, each.json_path, each.message) for each in _validator("questions").iter_errors(found)]
    mistakes += faults
    return () if faults else _value(_QUESTIONS, found, path, mistakes) or ()


def _value(reader: TypeAdapter[Any], facts: Any, path: str, mistakes: list[Mistake]) -> Any:
    try:
        return reader.validate_python(facts)
    except ValidationError as error:
        mistakes += [Mistake(path, ".".join(map(str, each["loc"])), each["msg"]) for each in error.errors()]
        return None


def _programme(facts: dict[str, Any], about: str, sessions: list[Any], cases: list[Any]) -> Programme:
    renamed = {"label": facts["version"], "parts": facts["day_parts"], "about": about}
    tasks = [task | {"for_session": task["for"]} for task in facts["between_halves"]]
    found: Programme = _PROGRAMME.validate_python(
        facts | renamed | {"tasks": tasks, "sessions": tuple(sessions), "cases": tuple(cases)}
    )
    return found


def _loose_ends(programme: Programme) -> Iterator[Mistake]:
    """What a schema cannot see: references that lead nowhere, and minutes that do not add up."""
    known = [session.key for session in programme.sessions]
    listed = [key for day in programme.days for key in day.sessions]
    if sorted(known) != sorted(listed):
        yield Mistake(PROGRAMME_FILE, "days", "do not list each session once")
        return
    for session in programme.sessions:
        yield from _in_session(session, programme)
    for case in programme.cases:
        for key in sorted(set(case.sessions) - set(known)):
            yield Mistake(f"cases/{case.key}.md", "sessions", f"there is no session {key}")
    for day in programme.days:
        minutes = sum(session.minutes for _, session in programme.of_day(day.number))
        if minutes != day.minutes:
            yield Mistake(PROGRAMME_FILE, f"days, day {day.number}", f"its sessions last {minutes} minutes")
    if programme.minutes != programme.hours * 60:
        yield Mistake(PROGRAMME_FILE, "hours", f"the sessions last {programme.minutes} minutes")


def _in_session(session: Session, programme: Programme) -> Iterator[Mistake]:
    path = f"sessions/{session.key}.md"
    minutes = sum(step.minutes for step in session.timetable)
    if minutes != session.minutes:
        yield Mistake(path, "timetable", f"its steps last {minutes} minutes, not {session.minutes}")
    known = {"topics": programme.topics, "attributes": programme.attributes}
    for name, titled in known.items():
        for key in sorted(set(getattr(session, name)) - {each.key for each in titled}):
            yield Mistake(path, name, f"{key} is not in {PROGRAMME_FILE}")
    for question in session.questions:
        if question.answer > len(question.options):
            yield Mistake(f"questions/{session.key}.yaml", question.id, "its answer is no option")
        if not question.id.startswith(f"{session.key}-"):
            yield Mistake(f"questions/{session.key}.yaml", question.id, "belongs to another session")
