"""The appendix of method: how the workshop works and how each figure is made, with a sum worked on real scores."""

from collections.abc import Iterator

from app.assessments.report.facts import Facts, name_of
from app.assessments.result import FEWEST_IN_EXPORTS, Result
from app.assessments.result.told import told
from app.assessments.worked import Working, of_scores
from app.documents.model import Block, Bullets, Heading, Paragraph, Run, TableBlock, Words, bold, labelled
from app.web.filters import day

STEPS = (
    "Each person scored every standard alone, on a scale of five levels with its own words for each standard.",
    "Nobody, the facilitator included, saw a score before its owner submitted it. Participants never see each other’s.",
    "“I cannot score this” is an answer, with a reason. It is left out of every figure, and it is not a nought.",
    "In the workshop the scores of a standard were shown all at once as dots without names, at least three or none.",
    "People discussed the standards on which views differed most, and could vote a second time. Both votes are shown.",
    "For each standard they agreed one level and one target by discussion, never by averaging.",
    "Where views were split, or the agreed level lies one or more from the median, the reason is recorded.",
    "Whoever did not go along could have dissent recorded, and is named only after confirming it.",
    "The director signs the result, or returns it. A signed version is never changed, and each stays readable.",
)
FIGURES: tuple[Words, ...] = (
    (
        bold("Median. "),
        Run("The middle score when all are put in order; between two middle scores, half way."),
    ),
    (
        bold("Quartiles. "),
        Run(
            "The scores at rank 1 + (n − 1) × ¼ and 1 + (n − 1) × ¾ in that order, with linear interpolation between "
            "neighbours (Hyndman and Fan 1996, type 7). The middle half of the scores lies between them."
        ),
    ),
    (
        bold("Agreement, A. "),
        Run(
            "Van der Eijk’s measure for ordered scales (2001): 1 when all agree, 0 for an even spread, −1 for two "
            "opposite camps of equal size. The workshop takes the standards with the lowest A first."
        ),
    ),
    (
        bold("Spread. "),
        Run(
            "Split: a third or more of the scores at levels 1 and 2 and a third or more at 4 and 5, or A below 0. "
            "Close: every score within one of the median. Mixed: anything else. Split is tested first. Below four "
            "scores there is no word."
        ),
    ),
    (
        bold("Areas. "),
        Run("Shown as the number of standards at each level and their median, never as a mean."),
    ),
    (
        bold("Small groups. "),
        Run(
            f"This report tells nothing of a vote with fewer than {FEWEST_IN_EXPORTS} scores, and breaks scores down "
            "by agency only where every cell, remainder and difference has five people or more."
        ),
    ),
)
ALPHA_MEANS = (
    "Krippendorff’s alpha (ordinal) compares how far people differ on the same standard with how far scores differ "
    "altogether: 1 is perfect agreement, 0 is what chance would give. It is low where standards barely differ, even if "
    "everybody agrees, so it belongs in an appendix and in no headline."
)


def method(result: Result, facts: Facts) -> Iterator[Block]:
    """Compose the appendix."""
    yield Heading(1, "Appendix A: how this result was made")
    yield Heading(2, "The workshop")
    yield Bullets(STEPS)
    yield Heading(2, "The scale")
    scale = tuple(
        (str(level.value), level.label, level.text_for(facts.partnership)) for level in facts.instrument.scale.levels
    )
    yield TableBlock("The five levels", ("Level", "Name", "Meaning"), scale, widths=(10, 25, 65))
    yield Heading(2, "The figures")
    yield Bullets(FIGURES)
    yield from _worked(result)
    yield from _alpha(result)
    yield from _versions(facts)


def _worked(result: Result) -> Iterator[Block]:
    """Work each figure of the standard on which views differed most, so that anybody can check them."""
    candidates = [(standard, spread) for standard in result.standards if (spread := told(standard).first) is not None]
    if not candidates:
        return
    standard, spread = min(candidates, key=lambda pair: (pair[1].agreement, pair[0].number))
    yield Heading(2, "A worked sum")
    yield Paragraph(f"{name_of(standard)}: the {spread.n} scores of the first vote.")
    yield Bullets(tuple(_sum(working) for working in of_scores(spread.counts)))


def _sum(working: Working) -> Words:
    return (
        bold(f"{working.name}: "),
        Run(f"{'. '.join(step.rstrip('.') for step in working.steps)}. Result: {working.result}."),
    )


def _alpha(result: Result) -> Iterator[Block]:
    if result.submitted and result.submitted < FEWEST_IN_EXPORTS:
        return
    if result.alpha or result.alpha_undefined:
        yield Heading(2, "Agreement over all standards")
        yield Paragraph(ALPHA_MEANS)
        value = result.alpha or f"undefined, because {result.alpha_undefined}"
        yield labelled("Alpha of the first vote", f"{value}.")


def _versions(facts: Facts) -> Iterator[Block]:
    instrument = facts.instrument
    yield Heading(2, "The questionnaire and this version")
    yield Paragraph(f"{instrument.title}, version {instrument.version}. {instrument.provenance.text}")
    if facts.version:
        yield Paragraph(
            f"This is version {facts.version} of the result, signed on {day(facts.day)} by {facts.signed_name}."
        )
    if facts.reason:
        yield labelled("Why the version before it was reopened", facts.reason)
