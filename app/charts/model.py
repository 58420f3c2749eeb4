"""What every chart gives: an address, words and a table. No drawing, no matplotlib, no room's data.

A chart is a frozen dataclass of plain figures. Levels are whole numbers 1 to 5; the picture, the words and the table
are all made from the same fields, so they cannot disagree.
"""

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

DRAWING_VERSION = 2  # raise it when a picture changes for the same figures: old copies in caches then lapse
LEVELS = range(1, 6)
_NAMES: dict[type, tuple[str, ...] | None] = {}  # fields by kind: thousands of values are of a few kinds
NAMED = 2  # how many names a sentence spells out before it counts the rest


@dataclass(frozen=True, slots=True)
class Table:
    """The chart's figures as text, for the page and for people who do not see the picture."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Chart(Protocol):
    """What a page needs of a chart besides its picture."""

    @property
    def title(self) -> str:
        """Head the picture and the table."""

    @property
    def digest(self) -> str:
        """Address the picture by its content: equal figures, equal digest, equal bytes. 64 hexadecimal characters."""

    @property
    def alt(self) -> str:
        """Say the finding in one sentence, for those who do not see the picture."""

    @property
    def sentence(self) -> str:
        """Say what the picture shows and how to read it, for the page."""

    @property
    def table(self) -> Table:
        """Give the same figures as rows of text."""


def content_digest(chart: object) -> str:
    """Hash a chart's kind, fields and drawing version (SHA-256). Raises TypeError if it is not a dataclass."""
    if not dataclasses.is_dataclass(chart) or isinstance(chart, type):
        raise TypeError("only a chart, which is a dataclass, has a digest")
    content = [type(chart).__name__, DRAWING_VERSION, chart]
    canonical = json.dumps(content, default=_plain, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _plain(value: Any) -> dict[str, Any] | str:
    """Give the fields of a dataclass, and everything else that JSON does not know as text."""
    kind = type(value)
    if kind not in _NAMES:
        fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else None
        _NAMES[kind] = None if fields is None else tuple(field.name for field in fields)
    names = _NAMES[kind]
    return {name: getattr(value, name) for name in names} if names is not None else str(value)


def listed(names: Sequence[str], *, most: int | None = None) -> str:
    """Join names as a sentence does: "a", "a and b", "a, b and c"; past `most`, "a, b and 3 more"."""
    shown = list(names)
    if most is not None and len(shown) > most + 1:
        shown = [*shown[:most], f"{len(shown) - most} more"]
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def counted(number: int, one: str, many: str) -> str:
    """Write a number with its noun: "1 standard", "3 standards"."""
    return f"{number} {one if number == 1 else many}"


def level_text(level: Fraction | int) -> str:
    """Write a level or a median as digits, without trailing zeros: "3", "2.5"."""
    return str(level.numerator) if level.denominator == 1 else f"{float(level):g}"


def rounded_text(figure: Fraction) -> str:
    """Write a figure that is no level with at most three decimals, half to even: "0.75", "-0.569"."""
    return f"{float(round(figure, 3)):.3f}".rstrip("0").rstrip(".")


def percent_text(share: Fraction) -> str:
    """Write a share, 0 to 1, in whole per cent, half to even: "100%", "67%"."""
    return f"{round(share * 100)}%"


def check_level(level: int | None, what: str) -> None:
    """Refuse a level outside 1 to 5 with ValueError; None means that there is none and passes."""
    if level is not None and level not in LEVELS:
        raise ValueError(f"{what} is 1 to 5 or None, not {level!r}")
