"""A result with every case in it: split, close and mixed views, a hidden one, a second vote, dissent, no evidence."""

from app.assessments.result import DissentLine, EvidenceLine, Result, StandardResult
from app.assessments.result.value import AreaResult
from app.charts.model import level_text
from app.instruments.document import Instrument
from tests.world import INSTRUMENT

# By standard: scores at level 1 to 5, of the second vote, agreed level, target.
CASES: tuple[tuple[tuple[int, ...], tuple[int, ...], int | None, int | None], ...] = (
    ((3, 1, 0, 1, 3), (0, 2, 4, 2, 0), 3, 4),  # split, then close
    ((0, 1, 5, 2, 0), (), 3, 4),  # close
    ((1, 2, 4, 2, 1), (), 3, 5),  # mixed
    ((0, 2, 2, 0, 0), (), 2, 3),  # four scores: shown in the room, told in no file
    ((4, 0, 1, 0, 5), (), 2, 4),  # split to the end
    ((0, 0, 3, 6, 3), (), 4, 4),  # no evidence
    ((), (), None, None),  # not assessed
    ((2, 5, 3, 1, 0), (), 2, 3),
    ((0, 4, 4, 4, 0), (0, 2, 2, 0, 0), 3, 4),  # a second vote of four
    ((0, 0, 2, 5, 5), (), 5, 5),
    ((1, 6, 4, 0, 0), (), 2, 3),
    ((0, 3, 6, 2, 1), (), 3, 4),
)
OFFERED = (
    EvidenceLine(
        "Ann Lee", "Council", "The framework, adopted in May", "https://example.org/framework?a=1", "2026-11-02"
    ),
    EvidenceLine("Raj Patel", "Health", "", "", "2026-11-03", file_name="needs-assessment.pdf", review_on="2027-04-01"),
    EvidenceLine("Ann Lee", "Council", "Minutes", "", "2026-05-03", carried_from="Baseline", still_true=True),
)
DISSENTS = (
    DissentLine("Health saw no sign that decisions followed the framework.", "Raj Patel"),
    DissentLine("The level hides how far districts differ.", ""),
)


def sap() -> Instrument:
    return INSTRUMENT


def every_case(*, title: str = "Baseline self-assessment", partner: str = "Cheshire West and Chester") -> Result:
    """The result of CASES, in the words of the SAP instrument."""
    instrument = sap()
    return Result(
        title=title,
        partner=partner,
        partnership="Children’s Trust",
        areas=tuple(
            AreaResult(
                area.key,
                area.title,
                tuple(_standard(standard.key, standard.number, standard.title) for standard in area.standards),
                challenges="Partners plan apart, and nobody compares the plans.",
                capacity="A small team is ready to start; data analysts are shared with health.",
            )
            for area in instrument.areas
        ),
        asked=14,
        submitted=12,
        alpha="0.412",
    )


def _standard(key: str, number: int, title: str) -> StandardResult:
    counts, second, level, target = CASES[number - 1]
    made = StandardResult(
        key=key,
        number=number,
        title=title,
        level=level,
        target=target,
        reason="" if number == 2 else "Discussed at length: the framework is used by some partners, and not by all.",
        counts=counts,
        median="",
        word="",
        cannot_score=1,
        second_counts=second,
        target_by="2027-03-31" if target and level and target > level else "",
        priority=number in {1, 5, 8},
        dissents=DISSENTS if number == 1 else DISSENTS[1:] if number == 5 else (),
        evidence=OFFERED if number in {1, 10} else OFFERED[:1] if number in {2, 3} else (),
    )
    spread = made.spread
    if spread is None:
        return made
    word = str(spread.word) if spread.word else ""
    return StandardResult(
        **{name: getattr(made, name) for name in made.__slots__} | {"median": level_text(spread.median), "word": word}
    )
