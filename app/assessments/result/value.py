"""The result's frozen classes. Whatever is kept in them is all that a signed result ever tells; figures follow from it.

Of scores only counts per level are kept, so median, quartiles and words are computed from them and cannot disagree.
"""

from dataclasses import dataclass
from functools import lru_cache

from app.assessments.agreement import LEVELS, AreaSummary, Spread, area_summary, spread
from app.assessments.breakdown import Breakdown
from app.charts.area_levels import AreaCounts, AreaLevels
from app.charts.bars import LevelBar, LevelBars
from app.charts.model import level_text

FEWEST_IN_EXPORTS = 5  # documents and exports tell nothing of fewer scores than this (rules.md, Round)
HIGH = 4  # a level from which evidence is expected


@dataclass(frozen=True, slots=True)
class DissentLine:
    """Somebody's dissent in words; `name` is empty unless that person confirmed it."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A note, link or file that was offered; dates are ISO, empty where there is none.

    `carried_from` names the round that it comes from; `still_true` None: nobody has confirmed it, and it counts for
    nothing.
    """

    owner: str
    agency: str
    note: str
    link: str
    added_on: str
    file_name: str = ""
    file_ref: str = ""  # of the evidence item, for its address
    review_on: str = ""
    carried_from: str = ""
    still_true: bool | None = None

    @property
    def counts(self) -> bool:
        """Say whether it stands: offered in this round, or carried over and confirmed."""
        return not self.carried_from or self.still_true is True


@dataclass(frozen=True, slots=True)
class StandardResult:
    """One standard: agreed level and target (None: not assessed, and `reason` says why), and how the scores lay.

    `median` and `word` repeat what follows from `counts`, as the first signed copies hold them.
    """

    key: str
    number: int
    title: str
    level: int | None
    target: int | None
    reason: str
    counts: tuple[int, ...]  # unnamed scores at level 1 to 5; empty when fewer than three scored
    median: str  # "3" or "3.5"; empty when not shown
    word: str
    cannot_score: int
    second_counts: tuple[int, ...] = ()  # the same of the second vote; empty without one
    target_by: str = ""  # ISO date
    priority: bool = False
    dissents: tuple[DissentLine, ...] = ()
    evidence: tuple[EvidenceLine, ...] = ()

    @property
    def spread(self) -> Spread | None:
        """How the scores given alone lay; None when not shown."""
        return _spread(self.counts)

    @property
    def second_spread(self) -> Spread | None:
        """How the second vote lay; None without one, or when not shown."""
        return _spread(self.second_counts)

    @property
    def unsupported(self) -> bool:
        """Say whether it was agreed at 4 or 5 though no evidence stands."""
        return self.level is not None and self.level >= HIGH and not any(line.counts for line in self.evidence)


@lru_cache(maxsize=2048)
def _spread(counts: tuple[int, ...]) -> Spread | None:
    return (
        spread([level for level, count in zip(LEVELS, counts, strict=True) for _ in range(count)]) if counts else None
    )


@dataclass(frozen=True, slots=True)
class AreaResult:
    """One area: its standards, and in words its challenges and capacity for improvement."""

    key: str
    title: str
    standards: tuple[StandardResult, ...]
    challenges: str
    capacity: str

    @property
    def summary(self) -> AreaSummary:
        """Counts per level and the median of the assessed standards; never a mean."""
        return area_summary([standard.level for standard in self.standards if standard.level is not None])

    @property
    def median(self) -> str:
        """The median as text; empty where nothing is assessed."""
        found = self.summary.median
        return "" if found is None else level_text(found)


@dataclass(frozen=True, slots=True)
class Result:
    """The whole result of a round, in the words of the instrument's version that was scored.

    `asked` and `submitted` count people, 0 in the first signed copies, which did not keep them. `alpha` is
    Krippendorff's over all standards, rounded to three places; `alpha_undefined` says in words why there is none.
    """

    title: str
    partner: str
    partnership: str
    areas: tuple[AreaResult, ...]
    asked: int = 0
    submitted: int = 0
    alpha: str = ""
    alpha_undefined: str = ""
    breakdown: Breakdown | None = None

    @property
    def standards(self) -> tuple[StandardResult, ...]:
        """Every standard in order."""
        return tuple(standard for area in self.areas for standard in area.standards)

    @property
    def standards_chart(self) -> LevelBars:
        """Agreed level and target by standard."""
        bars = [
            LevelBar(area.title, f"{standard.number}. {standard.title}", standard.level, standard.target)
            for area in self.areas
            for standard in area.standards
        ]
        return LevelBars(f"{self.title}: agreed level and target", tuple(bars), self.partner)

    @property
    def areas_chart(self) -> AreaLevels:
        """How many standards stand at each level, by area."""
        rows = []
        for area in self.areas:
            summary = area.summary
            missing = sum(standard.level is None for standard in area.standards)
            rows.append(AreaCounts(area.title, summary.counts, summary.median, missing))
        return AreaLevels(f"{self.title}: standards at each level", tuple(rows), self.partner)
