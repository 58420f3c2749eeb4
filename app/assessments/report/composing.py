"""The order of a report: summary on one page, contents, at a glance, area by area, appendices."""

from collections.abc import Iterator

from app.assessments.depth import agencies_chart
from app.assessments.report.facts import Facts, Pictures, dots_of, name_of
from app.assessments.report.method import method
from app.assessments.report.standards import standard_blocks
from app.assessments.report.summary import summary
from app.assessments.report.words import by
from app.assessments.result import AreaResult, Result
from app.assessments.result.told import told
from app.charts.model import Chart, counted, level_text, listed
from app.documents.model import (
    Block,
    Contents,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    TableBlock,
    bold,
    labelled,
)
from app.documents.pictures import with_room
from app.web.filters import day

GLANCE = ("Standard", "Agreed level", "Target", "Target by", "Priority", "Median", "Spread")
NOT_WRITTEN = "Nothing was recorded."
ROOM = 0.15  # to the right of a chart, as a share of its width: the documents’ font is wider than Arial
NO_ROW = "Not shown: no standard has five scores or more in every group."


def report(result: Result, facts: Facts, pictures: Pictures) -> Document:
    """Compose the report of a result."""
    return Document(
        title=f"{result.title}: report",
        subtitle=f"{facts.partnership}, {facts.partner}",
        organisation=facts.partner,
        date=facts.day,
        mark=_mark(facts),
        blocks=(
            *summary(result, facts, pictures),
            PageBreak(),
            Contents(),
            *_at_a_glance(result, pictures),
            *_over_time(facts, pictures),
            *(block for area in result.areas for block in _area(area, result, facts, pictures)),
            *_by_agency(result, pictures),
            PageBreak(),
            *method(result, facts),
            *_minutes(facts),
        ),
    )


def _mark(facts: Facts) -> str:
    state = f"Version {facts.version}, signed {day(facts.day)}" if facts.version else "Draft: not signed"
    return f"{state}. Illustrative scores" if facts.illustrative else state


def _figure(chart: Chart, caption: str, pictures: Pictures, *, width: float) -> Figure:
    """A chart as pages show it; its own title stands in the picture."""
    return Figure(with_room(pictures.upright(chart), ROOM), chart.alt, caption, width * (1 + ROOM))


def _at_a_glance(result: Result, pictures: Pictures) -> Iterator[Block]:
    yield Heading(1, "At a glance")
    yield Paragraph(
        "Levels run from 1 to 5. The agreed level is what the partnership agreed after discussion; it is not an "
        "average of the scores. Target is the level that it means to reach, and by when. Median and spread are of "
        "the scores that people gave; of fewer than five nothing is told."
    )
    yield _figure(result.areas_chart, "How many standards stand at each level", pictures, width=7)
    for area in result.areas:
        yield TableBlock(
            f"{area.title}: agreed levels and targets",
            GLANCE,
            tuple(_glance(area)),
            widths=(32, 13, 9, 19, 10, 10, 11),
        )


def _glance(area: AreaResult) -> Iterator[tuple[str, ...]]:
    for standard in area.standards:
        newest = told(standard).newest
        yield (
            name_of(standard),
            "not assessed" if standard.level is None else str(standard.level),
            "" if standard.target is None else str(standard.target),
            by(standard.target_by),
            "yes" if standard.priority else "",
            level_text(newest.median) if newest else "",
            told(standard).word if newest else "not told",
        )


def _over_time(facts: Facts, pictures: Pictures) -> Iterator[Block]:
    chart = facts.over_time
    if chart is None or not chart.rounds:
        return
    yield Heading(1, "Then, now and target")
    yield Paragraph(chart.sentence)
    yield _figure(chart, "Earlier rounds, now and target", pictures, width=9)
    table = chart.table
    yield TableBlock("Levels in each round", table.head, table.rows)


def _by_agency(result: Result, pictures: Pictures) -> Iterator[Block]:
    """Give the breakdown where its rule lets any of it show, and say so where it does not."""
    if result.breakdown is None:
        return
    chart = agencies_chart(result)
    yield PageBreak()
    yield Heading(1, "By agency")
    if chart is None:
        yield Paragraph(result.breakdown.why_not or NO_ROW)
        return
    yield Paragraph(chart.sentence)
    yield _figure(chart, "Medians by agency", pictures, width=7.8)
    yield TableBlock("Scores by agency", chart.table.head, chart.table.rows)


def _minutes(facts: Facts) -> Iterator[Block]:
    met = facts.meeting
    if met is None:
        return
    yield Heading(1, "Appendix B: minutes of the workshop")
    yield labelled("Held", ", ".join(filter(None, (day(met.held_on), met.place))))
    yield labelled("Present", listed(met.present) or NOT_WRITTEN)
    yield labelled("Apologies", listed(met.apologies) or "none.")
    if met.notes:
        yield labelled("Notes", met.notes)
    yield Paragraph("What was agreed on each standard, with its reason and any dissent, stands in the sections above.")


def _area(area: AreaResult, result: Result, facts: Facts, pictures: Pictures) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(1, area.title)
    yield Paragraph((bold("Agreed levels: "), Run(_levels(area))))
    yield labelled("Challenges", area.challenges or NOT_WRITTEN)
    yield labelled("Capacity for improvement", area.capacity or NOT_WRITTEN)
    dots = dots_of(area, result)
    if dots:
        yield Paragraph(dots[0].sentence, quiet=True)
    for chart in dots:
        yield _figure(chart, "Individual scores as dots", pictures, width=8.5)
    for standard in area.standards:
        yield from standard_blocks(standard, facts)


def _levels(area: AreaResult) -> str:
    counts = area.summary.counts
    parts = [
        f"{counted(count, 'standard', 'standards')} at level {level}" for level, count in enumerate(counts, 1) if count
    ]
    missing = sum(standard.level is None for standard in area.standards)
    parts += [f"{missing} not assessed"] if missing else []
    median = f". The median is {area.median}." if area.median else "."
    return ", ".join(parts or ["no standard was assessed"]) + median
