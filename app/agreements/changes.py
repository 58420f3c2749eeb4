"""What differs between two versions of the agreement: terms word by word, lines with days and value, totals. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from app.agreements.content import AgreementContent, LineText
from app.agreements.models import VatTreatment
from app.agreements.wording import line_words, payer_name
from app.assessments.differences import NOTHING, Change
from app.web.filters import day, person_days, plural, pounds

ADDED, REMOVED = "Added", "Removed"
NONE = "none"


@dataclass(frozen=True, slots=True)
class LineSide:
    """A line in one of both versions: its days and its value at that version's rate."""

    line: LineText
    value: Decimal
    payer: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that was added (`was` None), removed (`now` None) or changed."""

    was: LineSide | None
    now: LineSide | None

    @property
    def title(self) -> str:
        """Name the line as it reads now, or as it read."""
        side = self.now or self.was
        return line_words(side.line) if side else ""

    @property
    def row(self) -> tuple[str, str, str, str, str, str]:
        """The line, what changed in it, days and value before and now."""
        return (self.title, self._what, *self._pair(_days), *self._pair(_value))

    @property
    def _what(self) -> str:
        if self.was is None or self.now is None:
            side = self.now or self.was
            return f"{ADDED if self.was is None else REMOVED}; paid by {side.payer if side else ''}"
        was, now = self.was, self.now
        parts = [
            f"was: {line_words(was.line)}" if was.line.what != now.line.what else "",
            "days" if was.line.quarters != now.line.quarters else "",
            "value" if was.value != now.value and was.line.quarters == now.line.quarters else "",
            f"paid by {now.payer}, was {was.payer}" if was.payer != now.payer else "",
            f"VAT {_vat(now)}, was {_vat(was)}" if was.line.vat != now.line.vat else "",
        ]
        return f"Changed: {'; '.join(filter(None, parts))}"

    def _pair(self, words: Callable[[LineSide], str]) -> tuple[str, str]:
        return words(self.was) if self.was else NONE, words(self.now) if self.now else NONE


@dataclass(frozen=True, slots=True)
class Total:
    """A figure of the whole agreement before and now."""

    what: str
    was: str
    now: str
    by: str  # how much it moved, with its sign; "no change"


@dataclass(frozen=True, slots=True)
class AgreementDifference:
    """All that changed from one version to another, in the order of the newer one; totals stand there always."""

    terms: tuple[Change, ...]
    lines: tuple[LineChange, ...]
    totals: tuple[Total, ...]

    line_head: ClassVar = ("Line", "What changed", "Days before", "Days now", "Value before", "Value now")
    totals_head: ClassVar = ("Total", "Before", "Now", "Change")

    @property
    def is_empty(self) -> bool:
        """Say whether both versions say the same."""
        return not (self.terms or self.lines)

    @property
    def in_words(self) -> str:
        """How much differs, in one line: "2 lines and 1 term are different"."""
        counts = [(len(self.lines), "line"), (len(self.terms), "term")]
        said = " and ".join(plural(count, word) for count, word in counts if count)
        verb = "is" if sum(count for count, _ in counts) == 1 else "are"
        return f"{said} {verb} different" if said else "Nothing is different"


def agreement_difference(old: AgreementContent, new: AgreementContent) -> AgreementDifference:
    """Give what changed from `old` to `new`. Why there is a version and which number it has is no change of terms."""
    return AgreementDifference(tuple(_terms(old, new)), tuple(_lines(old, new)), tuple(_totals(old, new)))


def _terms(old: AgreementContent, new: AgreementContent) -> Iterator[Change]:
    for (what, was), (_, now) in zip(_fields(old), _fields(new), strict=True):
        if was != now:
            yield Change(what, was or NOTHING, now or NOTHING)


def _fields(of: AgreementContent) -> list[tuple[str, str]]:
    return [
        ("Lead authority", of.lead),
        ("Partner authority", of.partner),
        ("Partnership", of.partnership),
        ("Purpose", of.purpose),
        ("Rests on", of.plan),
        ("From", day(of.starts_on)),
        ("To", day(of.ends_on)),
        ("Day rate", pounds(of.day_rate)),
        ("Lower end of the band", person_days(of.estimate_quarters)),
        ("Cap", person_days(of.cap_quarters)),
        ("Who pays for what besides days", of.costs),
        ("Legal power", of.legal_power),
        ("Equality impact", of.equality),
        ("Decision", of.decision_reference),
    ]


def _lines(old: AgreementContent, new: AgreementContent) -> Iterator[LineChange]:
    """Match lines that are equal, then those that are called the same, then those of the same kind, each in order."""
    partner_of, taken = _matches(old.lines, new.lines)
    for place, line in enumerate(new.lines):
        before = partner_of.get(place)
        was = None if before is None else _side(old.lines[before], old)
        now = _side(line, new)
        if was != now:
            yield LineChange(was, now)
    for place, line in enumerate(old.lines):
        if place not in taken:
            yield LineChange(_side(line, old), None)


def _matches(old: tuple[LineText, ...], new: tuple[LineText, ...]) -> tuple[dict[int, int], set[int]]:
    """Give each new line's place with that of the old line that it was, and the old places that were used."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    keys: tuple[Callable[[LineText], object], ...] = (
        lambda line: line,
        lambda line: (line.kind, line.what, line.payer),
        lambda line: (line.kind, line.what),
        lambda line: line.kind,
    )
    for key in keys:
        for place, line in enumerate(new):
            if place in found:
                continue
            match = next((at for at, was in enumerate(old) if at not in taken and key(was) == key(line)), None)
            if match is not None:
                found[place] = match
                taken.add(match)
    return found, taken


def _side(line: LineText, of: AgreementContent) -> LineSide:
    return LineSide(line, of.value(line), payer_name(line.payer, of))


def _totals(old: AgreementContent, new: AgreementContent) -> Iterator[Total]:
    pays = f"{new.partner} pays"
    yield _of_days("All days", old.quarters, new.quarters)
    yield _of_days(f"{pays}: days", old.charged_quarters, new.charged_quarters)
    yield _of_pounds(f"{pays}: before VAT", old.charged_value, new.charged_value)
    yield _of_pounds("VAT", old.vat, new.vat)
    yield _of_days("Cap: days", old.cap_quarters, new.cap_quarters)
    yield _of_pounds("Cap: before VAT", old.cap_value, new.cap_value)


def _of_days(what: str, was: int, now: int) -> Total:
    return Total(what, person_days(was), person_days(now), _by(now - was, person_days(abs(now - was))))


def _of_pounds(what: str, was: Decimal, now: Decimal) -> Total:
    return Total(what, pounds(was), pounds(now), _by(now - was, pounds(abs(now - was))))


def _by(moved: int | Decimal, words: str) -> str:
    if not moved:
        return "no change"
    return f"{words} {'more' if moved > 0 else 'less'}"


def _days(side: LineSide) -> str:
    return person_days(side.line.quarters)


def _value(side: LineSide) -> str:
    return pounds(side.value)


def _vat(side: LineSide) -> str:
    words = VatTreatment(side.line.vat).words
    return f"{words[0].lower()}{words[1:]}"
