"""An appraisal as a document for Word and PDF, and as rows for Excel and CSV: what the page says. Pure."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.appraising.answering import answer_word, failed_words, standing, threshold_words, to_do
from app.appraising.answers import ranked
from app.appraising.content import AppraisalContent, Said, SubjectText
from app.appraising.words import source_words
from app.documents.book import Book, Column, Sheet
from app.documents.model import Block, Callout, Document, Heading, Paragraph, Run, TableBlock, bold, labelled
from app.tools.tool import Criterion, ScaleType, Tool
from app.web.filters import LONDON, day, london, pounds

UNSEEN = "What they say is shown here, without names, when all have submitted."
MADE_UP = "Illustrative: names and figures were made up to show the service."
HEAD = (
    "Subject",
    "Number",
    "Criterion",
    "Answer",
    "Reason",
    "Mitigation",
    "Evidence",
    "Link",
    "File",
    "Scored alone",
    "Weight",
    "Minimum",
    "Source",
)


def appraisal_document(
    content: AppraisalContent, tool: Tool, *, is_alone: bool = False, illustrative: bool = False
) -> Document:
    """Compose the report; `is_alone`: people still score alone, so there is nothing yet that it comes to."""
    return Document(
        title=f"{tool.title}: {content.title}",
        subtitle=f"{content.partnership}, {content.partner}",
        organisation=content.partner,
        date=_day(content),
        mark=_mark(content, illustrative=illustrative),
        blocks=tuple(_blocks(content, tool, is_alone=is_alone, illustrative=illustrative)),
    )


def _mark(content: AppraisalContent, *, illustrative: bool) -> str:
    state = "" if content.finished_at else "Draft"
    return ". ".join(filter(None, (state, "Illustrative" if illustrative else "")))


def _day(content: AppraisalContent) -> dt.date:
    """Give the day in London, as the page says it."""
    return (content.finished_at or content.opened_at).astimezone(LONDON).date()


def _blocks(content: AppraisalContent, tool: Tool, *, is_alone: bool, illustrative: bool) -> Iterator[Block]:
    made_up = f" {MADE_UP}" if illustrative else ""
    if content.finished_at:
        yield Callout((bold("Concluded. "), Run(f"{content.finished_by}, {london(content.finished_at)}.{made_up}")))
    elif is_alone:
        yield Callout((bold("Draft: people score this alone. "), Run(f"{UNSEEN}{made_up}")))
    else:
        yield Callout((bold("Draft: not concluded yet. "), Run(f"Answers as they stand.{made_up}")))
    yield Paragraph(tool.about)
    yield labelled("Text of the tool", f"{tool.title}, version {content.tool_version}. {tool.provenance.text}")
    if content.appraisers and not is_alone:
        yield labelled("Scored alone by", ", ".join(content.appraisers))
    if content.recommendation:
        yield Heading(1, "Recommendation")
        yield Paragraph(content.recommendation)
    yield Heading(1, "What is scored" if is_alone else "What it comes to")
    yield _summary(content, tool, is_alone=is_alone)
    if is_alone:
        yield Heading(1, "Criteria")
        rows = tuple((f"{each.number}. {each.title}", each.text) for each in content.criteria)
        yield TableBlock("Criteria", ("Criterion", "What is asked"), rows, (34, 66), titled=False)
    elif tool.scale is ScaleType.MATRIX:
        yield Heading(1, "Options beside each other")
        yield _matrix(content)
    else:
        for subject in content.subjects:
            yield from _subject(content, subject, tool)
    yield from _law(content)


def _summary(content: AppraisalContent, tool: Tool, *, is_alone: bool) -> TableBlock:
    name = tool.subject_name[:1].upper() + tool.subject_name[1:]
    if is_alone:
        scored = tuple((each.name, each.detail) for each in content.subjects)
        return _filled("What is scored", (name, "What it is"), scored, (40, 60))
    verdicts = {each.ref: content.verdict(each) for each in content.subjects}
    ranks = ranked(verdicts) if tool.scale is ScaleType.WEIGHTED else {}
    labels = {each.key: each.label for each in tool.outcomes}
    rows = []
    for subject in content.subjects:
        found = verdicts[subject.ref]
        points = f"{found.points} of {found.most}" if found.most else ""
        left = len(to_do(content, subject, found))
        stands = labels.get(subject.outcome) or standing(found, tool.scale, left)[0]
        why = "\n".join(filter(None, ("; ".join(failed_words(content, subject, found)), subject.outcome_reason)))
        rank = str(ranks.get(subject.ref, "")) if len(content.subjects) > 1 else ""
        rows.append((subject.name, points, rank, stands, why))
    return _filled("What it comes to", (name, "Points", "Rank", "How it stands", "Why"), rows, (26, 12, 8, 18, 36))


def _filled(
    caption: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...]
) -> TableBlock:
    """Give a table without the columns in which nothing stands, so that words have their room; the first one stays."""
    kept = [place for place in range(len(head)) if not place or any(row[place] for row in rows)]
    return TableBlock(
        caption,
        tuple(head[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
        tuple(widths[place] for place in kept),
        titled=False,
    )


def _matrix(content: AppraisalContent) -> TableBlock:
    rows = [
        (f"{each.number}. {each.title}", *(_cell(subject.on(each.key)) for subject in content.subjects))
        for each in content.criteria
    ]
    if any(subject.detail for subject in content.subjects):
        rows.insert(0, ("What it is", *(subject.detail for subject in content.subjects)))
    head = ("Criterion", *(subject.name for subject in content.subjects))
    return TableBlock("Options beside each other", head, tuple(rows), titled=False)


def _cell(said: Said) -> str:
    evidence = _evidence(said)
    return "\n".join(filter(None, (said.answer.reason, f"Evidence: {evidence}" if evidence else "")))


def _subject(content: AppraisalContent, subject: SubjectText, tool: Tool) -> Iterator[Block]:
    yield Heading(1, subject.name)
    if subject.detail:
        yield Paragraph(subject.detail)
    if subject.amount_pence is not None and tool.amount_name:
        name = tool.amount_name[:1].upper() + tool.amount_name[1:]
        yield labelled(name, pounds(Decimal(subject.amount_pence) / 100))
    rows = [
        (_asked(tool, each, subject), _answer(tool, said), _text(tool, said), _evidence(said))
        for each in content.criteria
        for said in (subject.on(each.key),)
    ]
    yield _filled(f"Answers: {subject.name}", ("Criterion", "Answer", "Reason", "Evidence"), rows, (28, 16, 34, 22))


def _asked(tool: Tool, criterion: Criterion, subject: SubjectText) -> str:
    threshold = threshold_words(criterion, subject.amount_pence, tool.amount_name)
    return "\n".join(filter(None, (f"{criterion.number}. {criterion.title}", threshold)))


def _law(content: AppraisalContent) -> Iterator[Block]:
    dated = [each for each in content.criteria if each.law]
    if dated:
        yield Heading(1, "Law")
    for each in dated:
        if each.law:
            yield Heading(2, f"{each.number}. {each.title}")
            yield labelled("As published", each.law.as_published)
            yield labelled(f"As it stands, looked up on {day(each.law.checked_on)}", each.law.current)


def _answer(tool: Tool, said: Said) -> str:
    return "" if tool.scale is ScaleType.MATRIX else answer_word(tool, said.answer) or "No answer"


def _text(tool: Tool, said: Said) -> str:
    given = said.answer
    mitigation = f"Mitigation: {given.mitigation}" if given.mitigation else ""
    alone = f"Scored alone: {_alone(tool, said)}" if said.alone else ""
    return "\n".join(filter(None, (given.reason, mitigation, alone)))


def _alone(tool: Tool, said: Said) -> str:
    return "; ".join(answer_word(tool, each) for each in said.alone)


def _evidence(said: Said) -> str:
    return "\n".join(filter(None, (said.note, said.link, said.file_name)))


def csv_rows(content: AppraisalContent, tool: Tool) -> list[tuple[str | int | None, ...]]:
    """Give a row for each subject and criterion, as `HEAD` names its cells."""
    return [_row(content, subject, each, tool) for subject in content.subjects for each in content.criteria]


def _row(
    content: AppraisalContent, subject: SubjectText, criterion: Criterion, tool: Tool
) -> tuple[str | int | None, ...]:
    said = subject.on(criterion.key)
    is_weighted = content.scale is ScaleType.WEIGHTED
    return (
        subject.name,
        criterion.number,
        criterion.title,
        _answer(tool, said),
        said.answer.reason,
        said.answer.mitigation,
        said.note,
        said.link,
        said.file_name,
        _alone(tool, said),
        criterion.weight if is_weighted else None,
        criterion.minimum,
        source_words(criterion.source),
    )


def appraisal_book(
    content: AppraisalContent, tool: Tool, *, is_alone: bool = False, illustrative: bool = False
) -> Book:
    """Compose the workbook: what it comes to, if it comes to anything yet, and every answer."""
    widths = {"Reason": 50, "Criterion": 34, "Subject": 26, "Evidence": 30, "Source": 30}
    columns = tuple(Column(head, widths.get(head, 14)) for head in HEAD)
    summary = _summary(content, tool, is_alone=is_alone)
    overview = Sheet("Summary", tuple(Column(head, 24) for head in summary.head), summary.rows)
    answers = Sheet("Answers", columns, tuple(csv_rows(content, tool)))
    mark = _mark(content, illustrative=illustrative)
    return Book(f"{tool.title}: {content.title}", content.partner, _day(content), (overview, answers), mark)
