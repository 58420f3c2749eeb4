"""The audit trail in words: who, what was, what is. Keys become names here. Which entries are listed: audit."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.audit.queries import EntryRow

UNKNOWN = "Not known"


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One change as the page and the CSV show it; each fact is "name: value"."""

    at: dt.datetime
    who: str
    what: str
    subject: str
    was: tuple[str, ...]
    became: tuple[str, ...]


def people_in(entries: Iterable[EntryRow]) -> set[int]:
    """Keys of the people whose names the entries need."""
    found: set[int] = set()
    for entry in entries:
        if entry.actor_id is not None:
            found.add(entry.actor_id)
        for facts in (entry.was, entry.became):
            found |= {value for name, value in facts.items() if _is_person(name) and isinstance(value, int)}
    return found


def line(entry: EntryRow, *, people: Mapping[int, str], authorities: Mapping[int, str]) -> TrailLine:
    """Put an entry in words; a key without a name is said to be not known."""
    who = people.get(entry.actor_id) or UNKNOWN if entry.actor_id is not None else "The service"
    return TrailLine(
        at=entry.at,
        who=who,
        what=_sentence(entry.action),
        subject=entry.subject,
        was=_facts(entry.was, people, authorities),
        became=_facts(entry.became, people, authorities),
    )


def _facts(facts: Mapping[str, Any], people: Mapping[int, str], authorities: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(f"{_label(name)}: {_value(name, value, people, authorities)}" for name, value in facts.items())


def _value(name: str, value: Any, people: Mapping[int, str], authorities: Mapping[int, str]) -> str:
    if value is None or value == "":
        return "empty"
    if _is_person(name):
        return people.get(value, UNKNOWN)
    if name.endswith("authority_id"):
        return authorities.get(value, UNKNOWN)
    if name.endswith("_quarters") and isinstance(value, int):
        return f"{value / 4:g} days"
    if name in {"role", "state", "kind"}:
        return str(value).replace("_", " ")
    return str(value)


def _is_person(name: str) -> bool:
    return name in {"person", "person_id"} or name.endswith(("_by_id", "_person_id"))


def _label(name: str) -> str:
    return _sentence(name.removesuffix("_quarters").removesuffix("_id").replace("_", " "))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
