"""Reads a programme's files into content.Programme, and names each mistake by file and line. Knows no database.

The form of the files is in training/README.md and training/schema.json; what the form cannot say: checking.py.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema.protocols import Validator
from pydantic import TypeAdapter

from app.learning.content import Case, Programme, Question, Session
from app.publishing.reading import Mistake, MistakesError, read_source, text_at
from app.publishing.schema import check_shape, validator_of

FOLDER = Path(__file__).resolve().parents[2] / "training"
SCHEMA_FILE = FOLDER / "schema.json"
PROGRAMME_FILE = "programme.md"
SECTIONS = ("Activity", "Facilitator’s notes", "Handout")
KEY_HEADING = "## Trainer’s key"
MISSING = "is missing"
HEADINGS = "must have the headings “## Activity”, “## Facilitator’s notes” and “## Handout”, in this order and no other"
_FRONT = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
_KEY = re.compile(rf"^{KEY_HEADING}", re.MULTILINE)
_SESSION = TypeAdapter(Session)
_CASE = TypeAdapter(Case)
_QUESTIONS = TypeAdapter(tuple[Question, ...])
_PROGRAMME = TypeAdapter(Programme)


@dataclass(slots=True)
class _Read:
    """What has been read so far, and what is wrong with it."""

    sessions: list[Session] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def own_folders() -> list[Path]:
    """Give the folders of the programmes that come with the product, by name."""
    return sorted(path.parent for path in FOLDER.glob(f"*/{PROGRAMME_FILE}"))


def files_of(folder: Path) -> dict[str, str]:
    """Give the text of each file of a programme's folder by its path in it. Raises MistakesError."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".md", ".yaml"})
    names = [path.relative_to(folder).as_posix() for path in paths]
    return {name: text_at(path, name) for name, path in zip(names, paths, strict=True)}


def digest_of(files: Mapping[str, str]) -> str:
    """Give the sha256 of the files, whatever their order."""
    return hashlib.sha256(json.dumps(dict(sorted(files.items()))).encode()).hexdigest()


def read(files: Mapping[str, str]) -> Programme:
    """Read the files of one programme. Raises MistakesError with every mistake in their form."""
    found = _Read()
    facts, about = _front(PROGRAMME_FILE, files.get(PROGRAMME_FILE, ""), "programme", found.mistakes)
    for path, text in _within(files, "sessions"):
        _session(path, text, files, found)
    for path, text in _within(files, "cases"):
        _case(path, text, found)
    if found.mistakes:
        raise MistakesError(found.mistakes)
    return _programme(facts, about, found)


def front_matter(path: str, text: str, kind: str) -> dict[str, Any]:
    """Give the front matter of one file, of a kind that the schema names. Raises MistakesError with its mistakes."""
    mistakes: list[Mistake] = []
    facts, _ = _front(path, text, kind, mistakes)
    if mistakes:
        raise MistakesError(mistakes)
    return facts


def _within(files: Mapping[str, str], folder: str) -> list[tuple[str, str]]:
    return sorted(each for each in files.items() if each[0].startswith(f"{folder}/") and each[0].endswith(".md"))


def _front(path: str, text: str, kind: str, mistakes: list[Mistake]) -> tuple[dict[str, Any], str]:
    """Give the front matter, checked by the schema, and the Markdown below it; nothing if there is a mistake."""
    found = _FRONT.fullmatch(text)
    if found is None:
        message = "must begin with front matter between two lines of ---" if text else MISSING
        mistakes.append(Mistake(path, 1, "", message))
        return {}, ""
    facts = _yaml(path, f"\n{found[1]}", kind, mistakes)  # the line of --- is counted
    if facts and "key" in facts and kind != "programme" and facts["key"] != Path(path).stem:
        mistakes.append(Mistake(path, 2, "key", f"is “{facts['key']}”, but the file is named {Path(path).stem}"))
    return facts or {}, found[2].strip()


def _yaml(path: str, text: str, kind: str, mistakes: list[Mistake]) -> Any:
    """Give the value of YAML text, checked by the schema; None if there is a mistake."""
    try:
        source = read_source(text, name=path)
    except MistakesError as error:
        mistakes += error.mistakes
        return None
    check_shape(source, _validator(kind))
    mistakes += source.mistakes
    return None if source.mistakes else source.content


@cache
def _validator(kind: str) -> Validator:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return validator_of(schema | {"$ref": f"#/$defs/{kind}"})


def _session(path: str, text: str, files: Mapping[str, str], found: _Read) -> None:
    facts, body = _front(path, text, "session", found.mistakes)
    parts = re.split(r"^## (.+)$", body, flags=re.MULTILINE)
    heads, texts = tuple(part.strip() for part in parts[1::2]), [part.strip() for part in parts[2::2]]
    if body and (heads != SECTIONS or parts[0].strip()):
        line = text[: len(text) - len(body)].count("\n") + 1
        found.mistakes.append(Mistake(path, line, "", HEADINGS))
        return
    beside = f"questions/{Path(path).stem}.yaml"
    questions = _yaml(beside, files[beside], "questions", found.mistakes) if beside in files else []
    if facts and body:
        named = dict(zip(("activity", "notes", "handout"), texts, strict=True))
        asked = _QUESTIONS.validate_python(questions or ())
        found.sessions.append(_SESSION.validate_python(facts | named | {"questions": asked}))
    elif facts:
        found.mistakes.append(Mistake(path, 1, "", "has nothing below its front matter"))


def _case(path: str, text: str, found: _Read) -> None:
    """Read a case; what stands from the heading of the key on is for trainers."""
    facts, body = _front(path, text, "case", found.mistakes)
    key = _KEY.search(body)
    shown, hidden = (body[: key.start()], body[key.start() :]) if key else (body, "")
    if facts:
        found.cases.append(_CASE.validate_python(facts | {"text": shown.strip(), "trainers_key": hidden}))


def _programme(facts: dict[str, Any], about: str, found: _Read) -> Programme:
    renamed = {"label": facts["version"], "parts": facts["day_parts"], "about": about}
    tasks = [task | {"for_session": task["for"]} for task in facts["between_halves"]]
    read_in = {"tasks": tasks, "sessions": tuple(found.sessions), "cases": tuple(found.cases)}
    made: Programme = _PROGRAMME.validate_python(facts | renamed | read_in)
    return made
