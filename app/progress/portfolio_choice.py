"""Which engagements of the portfolio a page shows, and in what order. Pure; no records. What each is: portfolio.py."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.progress.portfolio import Entry, Stage


class Late(StrEnum):
    """What may be late or wait, as a filter."""

    DECISION = "decision"
    MILESTONES = "milestones"
    REVIEWS = "reviews"
    CAP = "cap"

    @property
    def words(self) -> str:
        """Name it as the filter does."""
        return _LATE_WORDS[self.value]

    def holds(self, entry: Entry) -> bool:
        """Say whether it is so of an engagement."""
        return _LATE[self](entry)


_LATE_WORDS = {
    "decision": "Waits for a manager",
    "milestones": "Has late milestones",
    "reviews": "Has months without a review",
    "cap": "Forecast beyond the cap",
}
_LATE: Mapping[Late, Callable[[Entry], bool]] = {
    Late.DECISION: lambda entry: entry.own is not None,
    Late.MILESTONES: lambda entry: entry.facts.late > 0,
    Late.REVIEWS: lambda entry: entry.without_review > 0,
    Late.CAP: lambda entry: entry.is_beyond_cap,
}


class Sort(StrEnum):
    """The columns, each of which can order the rows; their words are the table's heads."""

    ENGAGEMENT = "engagement"
    STAGE = "stage"
    DECISION = "decision"
    LATE = "late"
    WITHOUT = "without"
    REVIEW = "review"
    USED = "used"
    FORECAST = "forecast"
    CAP = "cap"
    STATED = "stated"
    INCOME = "income"
    TRAINING = "training"

    @property
    def words(self) -> str:
        """Name the column."""
        return _SORT_WORDS[self.value]

    @property
    def falls_first(self) -> bool:
        """Say whether the first press shows the largest first: where figures are, as those ask for attention."""
        return self not in {Sort.ENGAGEMENT, Sort.STAGE, Sort.DECISION, Sort.REVIEW}


_SORT_WORDS = {
    "engagement": "Engagement",
    "stage": "Stage",
    "decision": "Next decision",
    "late": "Late milestones",
    "used": "Days used",
    "forecast": "Days forecast",
    "cap": "Cap",
    "stated": "Income stated",
    "income": "Income forecast",
    "training": "Delegates",
    "review": "Last review",
    "without": "Months not reviewed",
}


def _waiting(entry: Entry) -> tuple[int, str]:
    """What a manager decides of money or plan, then what others decide, each month's routine, what waits for nobody."""
    if entry.decision is None:
        return 3, ""
    if entry.own is not None and not entry.own.is_routine:
        return 0, entry.own.what
    return 1 + entry.decision.is_routine, entry.decision.what


_STAGES = {stage: place for place, stage in enumerate(Stage)}
_KEYS: Mapping[Sort, Callable[[Entry], Any]] = {
    Sort.ENGAGEMENT: lambda entry: entry.line.engagement.partner.casefold(),
    Sort.STAGE: lambda entry: _STAGES[entry.stage],
    Sort.DECISION: _waiting,
    Sort.LATE: lambda entry: entry.facts.late,
    Sort.USED: lambda entry: entry.line.balance.used.quarters,
    Sort.FORECAST: lambda entry: entry.line.forecast.at_end.quarters,
    Sort.CAP: lambda entry: entry.line.engagement.cap_quarters,
    Sort.STATED: lambda entry: entry.line.income.stated.value,
    Sort.INCOME: lambda entry: entry.line.forecast.at_end.value,
    Sort.TRAINING: lambda entry: entry.facts.delegates,
    Sort.REVIEW: lambda entry: entry.facts.review_month or dt.date.min,
    Sort.WITHOUT: lambda entry: entry.without_review,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the asker wants to see; None and empty texts leave everything in."""

    text: str = ""
    stage: Stage | None = None
    region: str = ""
    late: Late | None = None
    sort: Sort = Sort.DECISION
    falls: bool = False

    @property
    def is_filtered(self) -> bool:
        """Say whether something may be left out."""
        return bool(self.text or self.stage or self.region or self.late)

    def query(self, **changed: Any) -> dict[str, Any]:
        """Give it as parts of an address, the usual left out, with these changed."""
        asked: dict[str, Any] = {
            "q": self.text,
            "stage": self.stage,
            "region": self.region,
            "late": self.late,
            "sort": "" if self.sort is Sort.DECISION and not self.falls else self.sort,
            "order": "desc" if self.falls else "",
        }
        return {name: str(value) for name, value in (asked | changed).items() if value}


def choose(entries: Iterable[Entry], choice: Choice) -> tuple[Entry, ...]:
    """Give the entries that are asked for, in the order asked for; equal ones stay in the order given."""
    found = [entry for entry in entries if _is_asked(entry, choice)]
    return tuple(sorted(found, key=_KEYS[choice.sort], reverse=choice.falls))


def regions(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Give the regions of the partners, by name."""
    return tuple(sorted({entry.facts.region for entry in entries}))


def _is_asked(entry: Entry, choice: Choice) -> bool:
    each = entry.line.engagement
    return (
        choice.text.casefold() in f"{each.partner} {each.partnership}".casefold()
        and choice.stage in {None, entry.stage}
        and choice.region in {"", entry.facts.region}
        and (choice.late is None or choice.late.holds(entry))
    )
