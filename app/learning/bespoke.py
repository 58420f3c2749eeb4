"""A programme made of one session, written for one authority. Pure; the session is checked like any other."""

import json
import re
from collections.abc import Collection, Mapping
from itertools import count
from typing import Any

from app.learning.reading import PROGRAMME_FILE, front_matter

SESSION_FILE = "sessions/1.1.md"
STARTS = 9 * 60 + 30  # by the clock; a cohort's joining instructions say when it really begins
PLACES = 24


def programme_file(session: Mapping[str, Any], label: str, month: str, titles: Mapping[str, str]) -> str:
    """Write the file of a programme that has this session alone. `titles` are known topics and attributes by key."""
    minutes = session["minutes"]
    ends = f"{(STARTS + minutes) // 60:02}:{(STARTS + minutes) % 60:02}"
    facts = {
        "key": key_of(session["title"]),
        "title": session["title"],
        "version": label,
        "law_as_of": session.get("law_as_of", month),
        "hours": minutes // 60,
        "places": PLACES,
        "certificate_wording": "not accredited",
        "pattern": {
            "halves": [{"days": [1], "title": "The session"}],
            "gap_weeks": 0,
            "summary": f"One session of {minutes} minutes.",
        },
        "day_parts": [{"number": 1, "start": "09:30", "end": ends, "minutes": minutes, "half_day": "morning"}],
        "days": [{"number": 1, "title": session["title"], "minutes": minutes, "sessions": ["1.1"]}],
        "topics": _titled(session["topics"], titles),
        "attributes": _titled(session["attributes"], titles),
        "between_halves": [],
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items()]  # YAML reads JSON
    return "\n".join(["---", *lines, "---", "## What it is for", "", session["aim"], ""])


def package(text: str, *, month: str, taken: Collection[str], titles: Mapping[str, str]) -> dict[str, str]:
    """Make the files of a programme from one session's text. `taken` are names of versions that are stored.

    Raises MistakesError if the session's front matter has a mistake.
    """
    session = front_matter(SESSION_FILE, text, "session")
    return {PROGRAMME_FILE: programme_file(session, free_label(month, taken), month, titles), SESSION_FILE: text}


def key_of(title: str) -> str:
    """Give the programme's key from its title: "Planning a safe exit" → "planning-a-safe-exit"."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].strip("-") or "session"


def free_label(month: str, taken: Collection[str]) -> str:
    """Give the first free name of a version in this month: "2026-11", "2026-11.2", "2026-11.3"."""
    names = (month if number == 1 else f"{month}.{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def _titled(keys: list[str], titles: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "title": titles.get(key, key.replace("-", " ").capitalize())} for key in keys]
