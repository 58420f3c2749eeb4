"""Figures of a result in the words that a report uses."""

import datetime as dt
from collections.abc import Sequence

from app.assessments.agreement import Spread
from app.assessments.result.told import quartiles_text, word_text
from app.charts.model import counted, level_text
from app.web.filters import day


def by(target_by: str) -> str:
    """An ISO date as people write it; empty where there is none."""
    return day(dt.date.fromisoformat(target_by)) if target_by else ""


def named(names: Sequence[str], room: int) -> str:
    """Name standards, whose titles hold commas themselves, as far as `room` characters hold them, one at least.

    "1. One; 2. Two; and 3 more".
    """
    length = [len("; ".join(names[: number + 1])) for number in range(len(names))]
    shown = max(1, sum(each <= room for each in length))
    more = [f"and {len(names) - shown} more"] if len(names) > shown else []
    return "; ".join([*names[:shown], *more])


def spread_words(spread: Spread, who: str) -> str:
    """A vote in words: "9 people scored alone: median 3, the middle half of the scores from 2 to 4; …"."""
    word = f"the spread is {word_text(spread)}" if spread.word else "too few for a word on the spread"
    return (
        f"{counted(spread.n, 'person', 'people')} {who}: median {level_text(spread.median)}, the middle half of the "
        f"scores from {quartiles_text(spread)}; {word}."
    )
