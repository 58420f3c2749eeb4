"""What differs between two results of a round, field by field and word by word. Pure; knows no page."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property

from app.assessments.result.value import AreaResult, DissentLine, EvidenceLine, Result, StandardResult

NOTHING = "nothing"
Fields = list[tuple[str, object, str]]  # its name on the page, its value, the value in words


class Mark(StrEnum):
    """Whether words are in both texts, in the older one only or in the newer one only."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with the same mark."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class Change:
    """One field with another value; where both texts read the same, `now` says what else is new."""

    what: str
    was: str
    now: str

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Both texts as one run: what they share once, what only one of them has marked."""
        return tuple(_pieces(self.was, self.now))

    @property
    def was_pieces(self) -> tuple[Piece, ...]:
        """The older text, with what was removed marked."""
        return tuple(piece for piece in self.pieces if piece.mark is not Mark.ADDED)

    @property
    def now_pieces(self) -> tuple[Piece, ...]:
        """The newer text, with what was added marked."""
        return tuple(piece for piece in self.pieces if piece.mark is not Mark.REMOVED)


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """A standard, an area or the whole, and what changed in it; `area` is empty but for a standard."""

    key: str
    title: str
    area: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ResultDifference:
    """All that changed from one result to another, in the order of the newer one."""

    standards: tuple[ChangedPart, ...]
    areas: tuple[ChangedPart, ...]
    whole: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether both results are the same."""
        return not (self.standards or self.areas or self.whole)

    @property
    def in_words(self) -> str:
        """What changed in one line: "2 standards and 1 area changed"."""
        counts = ((len(self.standards), "standard"), (len(self.areas), "area"))
        parts = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
        if self.whole:
            parts.append("other details" if parts else "the result as a whole")
        *before, last = parts or [""]
        words = f"{', '.join(before)} and {last}" if before else last
        return f"{words[0].upper()}{words[1:]} changed" if words else "Nothing changed"


def result_difference(old: Result, new: Result) -> ResultDifference:
    """Give what changed from `old` to `new`; standards and areas are matched by their keys."""
    standards = _parts(_standards(old), _standards(new))
    areas = _parts(
        {area.key: (area.title, "", _area_fields(area)) for area in old.areas},
        {area.key: (area.title, "", _area_fields(area)) for area in new.areas},
    )
    return ResultDifference(standards, areas, tuple(_changes(_whole_fields(old), _whole_fields(new))))


Parts = dict[str, tuple[str, str, Fields]]


def _standards(result: Result) -> Parts:
    return {
        standard.key: (f"{standard.number}. {standard.title}", area.title, _standard_fields(standard, place, area))
        for area in result.areas
        for place, standard in enumerate(area.standards)
    }


def _parts(old: Parts, new: Parts) -> tuple[ChangedPart, ...]:
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        title, area, _ = new.get(key) or old[key]
        if key in old and key in new:
            changes = tuple(_changes(old[key][2], new[key][2]))
        else:
            was, now = (NOTHING, "all of it") if key in new else ("all of it", NOTHING)
            changes = (Change("In the result", was, now),)
        if changes:
            found.append(ChangedPart(key, title, area, changes))
    return tuple(found)


def _changes(old: Fields, new: Fields) -> Iterator[Change]:
    for (what, was, was_text), (_, now, now_text) in zip(old, new, strict=True):
        if was != now:
            same = was_text == now_text
            yield Change(what, was_text, f"{now_text} (another record with the same words)" if same else now_text)


def _standard_fields(of: StandardResult, place: int, area: AreaResult) -> Fields:
    """Every field of a standard, in the order of the pages."""
    return [
        ("Agreed level", of.level, "not assessed" if of.level is None else str(of.level)),
        ("Target", of.target, "none" if of.target is None else str(of.target)),
        ("Target date", of.target_by, _day(of.target_by)),
        ("Priority", of.priority, "yes" if of.priority else "no"),
        ("Reason", of.reason, of.reason or "none given"),
        ("Dissent", of.dissents, _lines([_dissent(line) for line in of.dissents])),
        ("Evidence", of.evidence, _lines([_evidence(line) for line in of.evidence])),
        ("Individual scores", (of.counts, of.median, of.word), _scores(of.counts, of.median, of.word)),
        ("Second vote", of.second_counts, _scores(of.second_counts)),
        ("Could not score it", of.cannot_score, str(of.cannot_score)),
        ("Title", (of.number, of.title), f"{of.number}. {of.title}"),
        ("Place", (area.key, place), f"{area.title}, {place + 1}"),
    ]


def _area_fields(of: AreaResult) -> Fields:
    return [
        ("Challenges", of.challenges, of.challenges or NOTHING),
        ("Capacity for improvement", of.capacity, of.capacity or NOTHING),
        ("Title", of.title, of.title),
    ]


def _whole_fields(of: Result) -> Fields:
    return [
        ("Title", of.title, of.title),
        ("Authority", of.partner, of.partner),
        ("Partnership", of.partnership, of.partnership),
        ("People asked to score", of.asked, str(of.asked)),
        ("People who submitted", of.submitted, str(of.submitted)),
        ("Krippendorff’s alpha", (of.alpha, of.alpha_undefined), of.alpha or of.alpha_undefined or NOTHING),
        ("Scores by agency", of.breakdown, "shown" if of.breakdown else "not shown"),
        ("Order of areas", [area.key for area in of.areas], ", ".join(area.title for area in of.areas)),
    ]


def _day(iso: str) -> str:
    """Write an ISO date as pages do; what is no date stays as it is."""
    if not iso:
        return "none"
    try:
        day = dt.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {day:%B %Y}"


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(lines) or "none"


def _dissent(line: DissentLine) -> str:
    return f"{line.text} ({line.name or 'without a name'})"


def _evidence(line: EvidenceLine) -> str:
    parts = [part for part in (line.note, line.link, line.file_name) if part]
    by = ", ".join(part for part in (line.owner, line.agency, _day(line.added_on) if line.added_on else "") if part)
    review = f"review on {_day(line.review_on)}" if line.review_on else ""
    still = {None: "not confirmed", True: "still true", False: "no longer true"}[line.still_true]
    carried = f"from the {line.carried_from}, {still}" if line.carried_from else ""
    return "; ".join(part for part in (*parts, by, review, carried) if part)


def _scores(counts: tuple[int, ...], median: str = "", word: str = "") -> str:
    if not counts:
        return "not shown"
    by_level = ", ".join(f"{count} at level {level}" for level, count in enumerate(counts, start=1))
    return "; ".join(part for part in (by_level, f"median {median}" if median else "", word) if part)


def _pieces(was: str, now: str) -> Iterator[Piece]:
    """Compare word by word; joined, the pieces without ADDED are `was`, those without REMOVED are `now`."""
    old, new = re.findall(r"\s+|[^\s]+", was), re.findall(r"\s+|[^\s]+", now)
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(Mark.SAME, "".join(old[old_from:old_to]))
            continue
        if old_to > old_from:
            yield Piece(Mark.REMOVED, "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Piece(Mark.ADDED, "".join(new[new_from:new_to]))
