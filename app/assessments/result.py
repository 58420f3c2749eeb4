"""The result of a round as one frozen value: what pages, charts, CSV and the signed copy all print. No query here."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.assessments.agreement import AreaSummary, area_summary
from app.assessments.queries.agreed import Agreed, Found
from app.assessments.queries.unnamed import NOTHING, UnnamedScores
from app.charts.area_levels import AreaCounts, AreaLevels
from app.charts.bars import LevelBar, LevelBars
from app.charts.model import level_text
from app.instruments.document import Instrument


@dataclass(frozen=True, slots=True)
class StandardResult:
    """One standard: agreed level and target (None: not assessed, and `reason` says why), and how the scores lay."""

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


@dataclass(frozen=True, slots=True)
class Result:
    """The whole result of a round, in the words of the instrument's version that was scored."""

    title: str
    partner: str
    partnership: str
    areas: tuple[AreaResult, ...]

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


def make_result(  # every part by name
    *,
    title: str,
    partner: str,
    partnership: str,
    instrument: Instrument,
    agreed: Mapping[str, Agreed],
    found: Mapping[str, Found],
    unnamed: Mapping[str, UnnamedScores],
) -> Result:
    """Put a result together from what is agreed now; a standard without an agreed score is left out."""
    areas = [
        AreaResult(
            key=area.key,
            title=area.title,
            standards=tuple(
                _standard(
                    standard.key,
                    standard.number,
                    standard.title,
                    agreed[standard.key],
                    unnamed.get(standard.key, NOTHING),
                )
                for standard in area.standards
                if standard.key in agreed
            ),
            challenges=found[area.key].challenges if area.key in found else "",
            capacity=found[area.key].capacity if area.key in found else "",
        )
        for area in instrument.areas
    ]
    return Result(title, partner, partnership, tuple(areas))


def _standard(key: str, number: int, title: str, agreed: Agreed, unnamed: UnnamedScores) -> StandardResult:
    spread = unnamed.spread
    return StandardResult(
        key=key,
        number=number,
        title=title,
        level=agreed.level,
        target=agreed.target,
        reason=agreed.reason,
        counts=spread.counts if spread else (),
        median=level_text(spread.median) if spread else "",
        word=str(spread.word) if spread and spread.word else "",
        cannot_score=unnamed.cannot_score,
    )


def result_content(result: Result) -> dict[str, Any]:
    """Give the result as JSON for the signed copy."""
    return asdict(result)


def result_from(content: Mapping[str, Any]) -> Result:
    """Read a signed copy back: the same value as was signed."""
    return Result(
        title=content["title"],
        partner=content["partner"],
        partnership=content["partnership"],
        areas=tuple(
            AreaResult(
                key=area["key"],
                title=area["title"],
                standards=tuple(StandardResult(**{**s, "counts": tuple(s["counts"])}) for s in area["standards"]),
                challenges=area["challenges"],
                capacity=area["capacity"],
            )
            for area in content["areas"]
        ),
    )


FEWEST_IN_EXPORTS = 5
HEAD = ("Area", "Number", "Standard", "Agreed level", "Target", "Reason", "Median of scores", "Spread")


def result_rows(result: Result) -> list[tuple[str, ...]]:
    """Give the rows of the CSV, in the order of HEAD; of fewer than five scores it tells nothing (rules.md, Round)."""
    return [
        (
            area.title,
            str(standard.number),
            standard.title,
            "not assessed" if standard.level is None else str(standard.level),
            "" if standard.target is None else str(standard.target),
            standard.reason,
            standard.median if sum(standard.counts) >= FEWEST_IN_EXPORTS else "",
            standard.word if sum(standard.counts) >= FEWEST_IN_EXPORTS else "",
        )
        for area in result.areas
        for standard in area.standards
    ]
