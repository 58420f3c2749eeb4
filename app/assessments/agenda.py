"""The order in which a workshop takes its standards: most divided first. Pure; no query, no words for a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from app.assessments.agreement import LEVELS, Spread, Word

_RANK = {Word.SPLIT: 0, Word.MIXED: 1, None: 1, Word.CLOSE: 2}  # too few scores for a word: A alone decides
_UNSEEN = 3


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One standard as the order needs it: `spread` of the scores given alone, None where none is shown."""

    key: str
    number: int
    spread: Spread | None


def agenda(items: Iterable[AgendaItem]) -> tuple[str, ...]:
    """Give the keys in the order of discussion; it rests on the scores given alone, so that it never jumps.

    Split before mixed before close; within these by van der Eijk's A, lowest first, then by the wider spread, then by
    number. What shows no scores comes last (domain.md §7: A orders the workshop's agenda, most divided first).
    """
    return tuple(item.key for item in sorted(items, key=_place))


def _place(item: AgendaItem) -> tuple[int, Fraction, Fraction, int, int]:
    spread = item.spread
    if spread is None:
        return _UNSEEN, Fraction(0), Fraction(0), 0, item.number
    filled = [level for level, count in zip(LEVELS, spread.counts, strict=True) if count]
    middle_half, reach = spread.upper_quartile - spread.lower_quartile, filled[-1] - filled[0]
    return _RANK[spread.word], spread.agreement, -middle_half, -reach, item.number
