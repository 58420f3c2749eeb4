"""Scores, training, mentoring and the agreement of a review in words and tables. The other parts: told.py. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.charging.ledger import Days
from app.documents.model import TableBlock
from app.mentoring.words import time_text
from app.reviewing.facts import PairFact, SignedFact, StandardFact, TrainingFacts, VariationFact
from app.web.filters import day, person_days, plural, pounds


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the facts; `key` names it in addresses, `texts` stand before the tables."""

    key: str
    title: str
    texts: tuple[str, ...]
    tables: tuple[TableBlock, ...] = ()


def said(days: Days) -> str:
    """Write days with their pounds."""
    return f"{person_days(days.quarters)} ({pounds(days.value)})"


def scores(found: tuple[SignedFact, ...], lately: str) -> Section:
    """Tell what was signed since the last review."""
    if not found:
        return Section("scores", "Scores", (f"No result was signed {lately}.",))
    texts, tables = [], []
    for each in found:
        name = f"{each.round}, version {each.version}"
        because = f" Reopened because: {each.reason}" if each.reason else ""
        texts.append(
            f"{name}: signed by {each.signed_by} on {day(each.signed_on)}.{_movement(each.standards)}{because}"
        )
        rows = tuple(
            (f"{s.number}. {s.title}", _level(s.was, "–"), _level(s.level, "Not assessed"), _level(s.target, "–"))
            for s in each.standards
        )
        head = ("Standard", "Before", "Agreed", "Target")
        tables.append(TableBlock(f"Agreed scores: {name}", head, rows, (55, 15, 15, 15), (1, 2, 3)))
    return Section("scores", "Scores", tuple(texts), tuple(tables))


def _level(level: int | None, absent: str) -> str:
    return absent if level is None else str(level)


def _movement(found: Iterable[StandardFact]) -> str:
    steps = [each.level - each.was for each in found if each.level is not None and each.was is not None]
    if not steps:
        return ""
    up, down = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    return f" {up} higher than before, {down} lower, {len(steps) - up - down} the same."


def training(found: TrainingFacts, lately: str) -> Section:
    """Tell half-days held since, and attendance to date."""
    texts = []
    if found.places:
        texts.append(
            f"To date {plural(found.places, 'place')}, {found.minutes:,} of {found.booked:,} minutes attended "
            f"({found.percent}%), half-days to come included."
        )
    else:
        texts.append("Nobody has a place in training yet.")
    if not found.half_days:
        return Section("training", "Training", (*texts, f"No half-day was held {lately}."))
    rows = tuple(
        (
            f"{day(each.on)}, {each.half}",
            each.cohort,
            f"{each.attended} of {each.delegates}",
            f"{each.minutes:,}",
        )
        for each in found.half_days
    )
    head = ("Half-day", "Cohort", "Delegates there", "Minutes together")
    table = TableBlock(f"Held {lately}", head, rows, (30, 35, 17, 18), (2, 3))
    return Section("training", "Training", tuple(texts), (table,))


def mentoring(found: tuple[PairFact, ...], lately: str) -> Section:
    """Tell how each pair goes."""
    if not found:
        return Section("mentoring", "Mentoring", ("No pair is under way.",))
    met = sum(each.meetings for each in found)
    text = f"{plural(met, 'meeting')} recorded {lately}, {plural(len(found), 'pair')}."
    rows = tuple(
        (
            each.title,
            _met(each.meetings, each.minutes),
            _met(each.meetings_in_all, each.minutes_in_all),
            f"{each.open_actions} open, {each.late_actions} late",
        )
        for each in found
    )
    head = ("Pair", lately.capitalize(), "In all", "Actions")
    return Section("mentoring", "Mentoring", (text,), (TableBlock("Mentoring pairs", head, rows, (34, 24, 24, 18)),))


def _met(meetings: int, minutes: int) -> str:
    return f"{plural(meetings, 'meeting')}, {time_text(minutes)}" if meetings else "None"


def variations(found: tuple[VariationFact, ...], lately: str) -> Section:
    """Tell versions of the agreement that came into force."""
    texts = tuple(_variation_texts(found)) or (f"No version of the support agreement was signed {lately}.",)
    return Section("variations", "Agreement and variations", texts)


def _variation_texts(found: Iterable[VariationFact]) -> Iterator[str]:
    for each in found:
        because = f" Reason: {each.reason}" if each.reason else ""
        band = f"Estimate {said(each.estimate)}, cap {said(each.cap)}."
        yield f"Version {each.number}, {each.kind}, signed on {day(each.signed_on)}. {band}{because}"
