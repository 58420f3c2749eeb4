"""One standard in a report: agreed level and target, how the scores lay, reason, dissent, evidence."""

from collections.abc import Iterator

from app.assessments.agreement import LEVELS, Spread
from app.assessments.report.facts import Facts, name_of
from app.assessments.report.words import by, spread_words
from app.assessments.result import DissentLine, EvidenceLine, StandardResult
from app.assessments.result.told import TOO_FEW, quartiles_text, told, word_text
from app.assessments.result.value import FEWEST_IN_EXPORTS
from app.charts.bars import NO_TARGET, NOT_ASSESSED
from app.charts.model import counted, level_text
from app.documents.model import LINK_SCHEMES, Block, Bullets, Heading, Paragraph, Run, TableBlock, Words, bold, labelled
from app.instruments.document import UnknownStandardError

VOTES = ("Vote", "Scores", *(f"Level {level}" for level in LEVELS), "Median", "Quartiles", "Spread")


def standard_blocks(standard: StandardResult, facts: Facts) -> Iterator[Block]:
    """Compose the section of one standard."""
    yield Heading(2, name_of(standard))
    yield TableBlock(
        "What was agreed",
        ("Agreed level", "Target", "Target by", "Priority"),
        (
            (
                NOT_ASSESSED if standard.level is None else str(standard.level),
                NO_TARGET if standard.target is None else str(standard.target),
                by(standard.target_by) or "no date",
                "yes" if standard.priority else "no",
            ),
        ),
    )
    yield from _meanings(standard, facts)
    yield labelled("Reason", standard.reason or "none recorded.")
    yield from _scores(standard)
    yield from _dissents(standard.dissents)
    yield from _evidence(standard)


def _meanings(standard: StandardResult, facts: Facts) -> Iterator[Block]:
    """Say what the agreed level and the target mean, in the words that people scored on."""
    try:
        text = facts.instrument.standard(standard.key)
    except UnknownStandardError:
        return
    for label, level in (("Level", standard.level), ("Target: level", standard.target)):
        if level is not None and not (label != "Level" and level == standard.level):
            yield Paragraph((bold(f"{label} {level}: "), Run(text.level(level).sentence_for(facts.partnership))))


def _scores(standard: StandardResult) -> Iterator[Block]:
    votes = told(standard)
    if votes.newest is None:
        yield labelled("Individual scores", f"{TOO_FEW}.")
        return
    said = [spread_words(votes.first, "scored alone")] if votes.first else [f"The first vote is {TOO_FEW}."]
    said += [f"After discussion, {spread_words(votes.second, 'voted again')}"] if votes.second else []
    if standard.cannot_score >= FEWEST_IN_EXPORTS:
        said.append(f"{standard.cannot_score} people could not score it.")
    yield labelled("Individual scores", " ".join(said))
    rows = [("First", votes.first), ("Second", votes.second)]
    yield TableBlock(
        "Individual scores at each level",
        VOTES,
        tuple(_vote(vote, spread) for vote, spread in rows if spread is not None),
        widths=(13, 12, 12, 12, 12, 12, 12, 13, 18, 13),
    )


def _vote(vote: str, spread: Spread) -> tuple[str, ...]:
    figures = (level_text(spread.median), quartiles_text(spread), word_text(spread))
    return (vote, str(spread.n), *map(str, spread.counts), *figures)


def _dissents(dissents: tuple[DissentLine, ...]) -> Iterator[Block]:
    if not dissents:
        return
    yield Heading(3, "Dissent")
    yield Bullets(tuple(f"{dissent.name or 'Not named'}: {dissent.text}" for dissent in dissents))


def _evidence(standard: StandardResult) -> Iterator[Block]:
    if standard.unsupported:
        yield Paragraph((bold(f"Agreed at level {standard.level} with no evidence that stands."),))
    if not standard.evidence:
        yield labelled("Evidence", "none was offered.")
        return
    yield Heading(3, f"Evidence: {counted(len(standard.evidence), 'item', 'items')}")
    yield Bullets(tuple(_line(line) for line in standard.evidence))


def _line(line: EvidenceLine) -> Words:
    runs: list[Run] = []
    for part in filter(None, (line.note, line.file_name and f"File: {line.file_name}")):
        runs += [Run(" "), Run(part)] if runs else [Run(part)]
    if line.link:
        is_web = line.link.lower().startswith(LINK_SCHEMES)
        runs += [Run(" " if runs else ""), Run(line.link, link=line.link if is_web else "")]
    return (*runs, Run(f" ({_origin(line)})"))


def _origin(line: EvidenceLine) -> str:
    who = ", ".join(filter(None, (line.owner, line.agency)))
    parts = [who, by(line.added_on[:10])]
    if line.review_on:
        parts.append(f"review on {by(line.review_on)}")
    if line.carried_from:
        still = {True: "still true", False: "no longer true", None: "not confirmed"}[line.still_true]
        parts.append(f"carried over from {line.carried_from}: {still}")
    return "; ".join(filter(None, parts))
