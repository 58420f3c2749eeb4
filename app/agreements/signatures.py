"""What a draft must hold before it is sent to be signed, what was read, and who has signed. Pure; who may: services."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.agreements.content import AgreementContent
from app.web.filters import person_days


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a draft lacks: `part` is the form that holds it ("terms", "lines"), `field` its control there."""

    words: str
    part: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """The signature of one side as it is shown: `side` is a value of Side, `day` London's."""

    side: str
    authority: str
    name: str
    day: dt.date


TEXTS = (
    ("purpose", "Say what the support is for"),
    ("costs", "Say who pays for what besides days"),
    ("legal_power", "Name the legal power relied on"),
    ("equality", "Say what the equality impact is"),
    ("decision_reference", "Refer to the decision that approved it"),
)


def missing(content: AgreementContent) -> tuple[Missing, ...]:
    """List what the draft lacks before it can be signed, in the order of its forms; nothing for a complete one."""
    return tuple(_missing(content))


def _missing(content: AgreementContent) -> Iterator[Missing]:
    if content.kind == "variation" and not content.reason.strip():
        yield Missing("Say why the agreement is varied", "terms", "reason")
    for field, words in TEXTS:
        if not getattr(content, field).strip():
            yield Missing(words, "terms", field)
    if content.ends_on <= content.starts_on:
        yield Missing("The last day must be after the first", "terms", "ends_on")
    if not content.quarters:
        yield Missing("Give at least one line with days", "lines")
    if content.charged_quarters > content.cap_quarters:
        yield Missing(
            f"The lines that {content.partner} pays for come to {person_days(content.charged_quarters)}, above the cap "
            f"of {person_days(content.cap_quarters)}",
            "lines",
        )


def digest(content: Mapping[str, Any] | None) -> str:
    """Give the mark of a frozen content, by which a signature names exactly what was read."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
