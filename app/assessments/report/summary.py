"""The first page of a report: what it is, whether it is signed, and what was found. It has to stay one page."""

from collections.abc import Iterator

from app.assessments.agreement import Word
from app.assessments.report.facts import Facts, Pictures, name_of
from app.assessments.report.words import named
from app.assessments.result import Result, StandardResult
from app.assessments.result.told import told
from app.charts.model import counted, level_text, listed
from app.documents.model import Block, Bullets, Callout, Figure, Heading, Paragraph, Run, Words, bold
from app.web.filters import day

ROOM = 150  # characters of names in a finding before it counts the rest: two lines, so that the page holds them all
WIDEST, NARROWEST = 15.5, 11.5  # centimetres
USUAL = 12  # standards
MADE_UP = " The scores are illustrative: they were made up to show the service."


def summary(result: Result, facts: Facts, pictures: Pictures) -> Iterator[Block]:
    """Compose the page."""
    yield Callout(_status(facts))
    yield Heading(1, "Summary")
    yield Paragraph(_what_it_is(result, facts))
    yield Bullets(tuple(findings(result)))
    chart = result.standards_chart
    yield Figure(pictures.flat(chart), chart.alt, "Agreed level and target of each standard", _width(result))


def _width(result: Result) -> float:
    """Centimetres of the picture: less where there are more standards, so that its height stays within the page."""
    return max(NARROWEST, min(WIDEST, WIDEST * USUAL / max(len(result.standards), 1)))


def _status(facts: Facts) -> Words:
    made_up = MADE_UP if facts.illustrative else ""
    if not facts.version:
        return (
            bold("Not signed. "),
            Run(f"Agreed in the workshop, and waiting for the director’s signature.{made_up}"),
        )
    signed = f"Version {facts.version}, signed by {facts.signed_name}, director, on {day(facts.day)}.{made_up}"
    return (bold("Signed. "), Run(signed))


def _what_it_is(result: Result, facts: Facts) -> str:
    people = f"{result.submitted} of the {result.asked} people asked" if result.asked else "people"
    return (
        f"For {facts.partnership}, {people} scored {counted(len(result.standards), 'standard', 'standards')} of "
        f"commissioning alone and unseen, from level 1 to level 5. With {facts.lead} facilitating, they then looked "
        "at how the scores lay, without names, and agreed one level and one target for each. It is the partnership’s "
        "own judgement, for its own improvement: it ranks no authority."
    )


def findings(result: Result) -> Iterator[Words]:
    """Say what was found, each sentence made of the figures that the rest of the report shows."""
    yield _said("By area", _medians(result))
    assessed = [standard for standard in result.standards if standard.level is not None]
    yield from _extremes(assessed)
    if assessed:
        yield _said("Targets", _targets(assessed))
    priorities = [name_of(standard) for standard in result.standards if standard.priority]
    yield _said("Priorities", f"{named(priorities, ROOM)}." if priorities else "none was marked.")
    yield _said("Spread of scores", _views(result))
    yield _said("Dissent and evidence", _doubts(result))
    missing = [name_of(standard) for standard in result.standards if standard.level is None]
    if missing:
        yield _said("Not assessed", f"{named(missing, ROOM)}.")


def _said(label: str, words: str) -> Words:
    return (bold(f"{label}: "), Run(words))


def _medians(result: Result) -> str:
    parts = [f"{area.median} in {area.title}" for area in result.areas if area.median]
    return f"the median level is {'; '.join(parts)}." if parts else "no standard was assessed."


def _extremes(assessed: list[StandardResult]) -> Iterator[Words]:
    levels = {standard.level for standard in assessed if standard.level is not None}
    if len(levels) == 1:
        yield _said("Levels", f"every assessed standard is at level {level_text(next(iter(levels)))}.")
    if len(levels) > 1:
        for label, level in (("Highest", max(levels)), ("Lowest", min(levels))):
            names = [name_of(standard) for standard in assessed if standard.level == level]
            yield _said(f"{label} (level {level})", f"{named(names, ROOM)}.")


def _targets(assessed: list[StandardResult]) -> str:
    below = sum(s.target is not None and s.level is not None and s.target > s.level for s in assessed)
    return f"{below} of {counted(len(assessed), 'assessed standard', 'assessed standards')} below target."


def _views(result: Result) -> str:
    words = {standard: told(standard).word for standard in result.standards}
    if not any(words.values()):
        return "not told, because fewer than five people scored each standard."
    split = [name_of(standard) for standard, word in words.items() if word == "split"]
    others = [
        f"{word} on {number}"
        for word in ("close", "mixed")
        if (number := sum(found == word for found in words.values()))
    ]
    said = f"split on {counted(len(split), 'standard', 'standards')}" if split else "split on no standard"
    names = f" ({named(split, ROOM)})" if split else ""
    return f"{said}{names}{''.join(f', {other}' for other in others)}.{_no_longer_split(result)}"


def _no_longer_split(result: Result) -> str:
    """Say where people came together: split when they scored alone, and no longer after a second vote."""
    found = [
        name_of(standard)
        for standard in result.standards
        if (views := told(standard)).first and views.first.word is Word.SPLIT and views.word != "split"
    ]
    return f" Split at first, and no longer after a second vote: {named(found, ROOM)}." if found else ""


def _doubts(result: Result) -> str:
    dissent = sum(bool(standard.dissents) for standard in result.standards)
    unsupported = [name_of(standard) for standard in result.standards if standard.unsupported]
    parts = [
        f"dissent is recorded on {counted(dissent, 'standard', 'standards')}" if dissent else "no dissent is recorded",
        f"{counted(len(unsupported), 'standard was', 'standards were')} agreed at level 4 or 5 with no evidence"
        if unsupported
        else "every standard at level 4 or 5 has evidence",
    ]
    return f"{listed(parts)}."
