"""What a certificate asks for, and what it says once it is issued: a frozen value. Pure; keeping it: services."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from pydantic import TypeAdapter

from app.learning.attendance import LIMIT, Attended
from app.learning.content import Programme
from app.web.filters import LONDON, MONTHS, day

CHECK_LIMIT = 75  # per cent of the questions of the check after the programme
GROUP = 4


@dataclass(frozen=True, slots=True)
class Checked:
    """The best check of the kind `after` that was handed in."""

    correct: int
    out_of: int

    @property
    def passed(self) -> bool:
        """Say whether it reaches the limit, in whole questions."""
        return bool(self.out_of) and self.correct * 100 >= CHECK_LIMIT * self.out_of


@dataclass(frozen=True, slots=True)
class Claim:
    """What speaks for a certificate. `check`: None while none was handed in; `over`: the last half-day has ended."""

    attended: Attended
    check: Checked | None
    over: bool
    has_questions: bool = True

    @property
    def qualifies(self) -> bool:
        """Say whether both rules are met, and nothing is still to come."""
        return not self.missing

    @property
    def missing(self) -> tuple[str, ...]:
        """Say what is missing, a sentence each; empty when nothing is."""
        attended, found = self.attended, []
        if not self.has_questions:
            found.append("This programme has no knowledge check, so it gives no certificate.")
        if not self.over:
            found.append("The last half-day is not over yet.")
        elif not attended.last_registered:
            found.append("The trainer has not registered the last half-day yet.")
        if not attended.enough:
            short = attended.needed - attended.minutes
            found.append(f"{short:,} more {'minute' if short == 1 else 'minutes'} of attendance.")
        if self.has_questions and not (self.check and self.check.passed):
            found.append("A passed knowledge check after the programme.")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class CertificateContent:
    """Everything that a certificate says, as it was when it was issued; limits in per cent."""

    name: str
    authority: str
    issuer: str
    title: str
    version: str
    dates: tuple[dt.date, ...]
    minutes: int
    booked: int
    hours: Decimal
    topics: tuple[str, ...]
    attributes: tuple[str, ...]
    correct: int
    out_of: int
    attendance_limit: int
    check_limit: int
    wording: str
    issued_on: dt.date
    illustrative: bool
    replaces_code: str = ""
    replaces_on: dt.date | None = None


_READER = TypeAdapter(CertificateContent)


def certificate_content(content: CertificateContent) -> dict[str, Any]:
    """Give the content as JSON for the frozen copy."""
    frozen: dict[str, Any] = _READER.dump_python(content, mode="json")
    return frozen


def certificate_from(content: Mapping[str, Any]) -> CertificateContent:
    """Read a frozen copy back: the same value as was kept. Raises ValueError if it is none."""
    return _READER.validate_python(content)


def is_over(programme: Programme, last_on: dt.date | None, now: dt.datetime) -> bool:
    """Say whether the last half-day has ended by the clock in London; `last_on` is the date of the last day."""
    if last_on is None or not programme.half_days:
        return False
    end = dt.time.fromisoformat(programme.half_days[-1].end)
    return now >= dt.datetime.combine(last_on, end, tzinfo=LONDON)


def as_kept(typed: str) -> str:
    """Give a typed code as it is kept: in small letters, in groups of four with hyphens."""
    plain = "".join(each for each in typed.lower() if each.isalnum())
    return "-".join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))


def facts(content: CertificateContent) -> list[tuple[str, str]]:
    """Give what a certificate says as (label, text), for page and file alike."""
    return [
        ("Awarded to", content.name),
        ("Of", content.authority),
        ("Programme", f"{content.title}, version {content.version}"),
        ("Dates", dates_in_words(content.dates)),
        ("Attended", f"{content.minutes:,} of {content.booked:,} minutes, which is {content.hours} hours"),
        ("Knowledge check", f"{content.correct} of {content.out_of} questions right"),
        ("Accreditation", content.wording[:1].upper() + content.wording[1:]),
        ("Issued", f"{day(content.issued_on)} by {content.issuer}"),
    ]


def rules_in_words(content: CertificateContent) -> str:
    """State both rules that were met."""
    return (
        f"This certificate needs attendance of at least {content.attendance_limit}% of the minutes of all half-days, "
        f"and at least {content.check_limit}% in the knowledge check after the programme."
    )


def replaces_in_words(content: CertificateContent) -> str:
    """Name the certificate that this one replaces, by its code; empty when there is none."""
    if not content.replaces_on:
        return ""
    return f"Replaces certificate no. {content.replaces_code} of {day(content.replaces_on)}."


def dates_in_words(dates: Sequence[dt.date]) -> str:
    """Give dates by month: "3, 4, 24 and 25 November 2026"."""
    months = groupby(sorted(dates), key=lambda each: (each.year, each.month))
    return "; ".join(
        f"{_listed([str(on.day) for on in of])} {MONTHS[month - 1]} {year}" for (year, month), of in months
    )


def claim(programme: Programme, found: Attended, check: Checked | None, *, over: bool) -> Claim:
    """Put together what speaks for a certificate of this programme."""
    return Claim(found, check, over, bool(programme.questions))


def limits() -> tuple[int, int]:
    """Give the limits of attendance and check that hold today, in per cent."""
    return LIMIT, CHECK_LIMIT


def _listed(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
