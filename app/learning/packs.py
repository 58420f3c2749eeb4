"""Packs of a programme as neutral documents: handouts for delegates, everything for trainers. Files: views/packs.py."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from app.documents.model import (
    Block,
    Bullets,
    Callout,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    TableBlock,
    bold,
    labelled,
)
from app.learning.content import Case, Day, Part, Programme, Question, Session
from app.learning.markdown import blocks
from app.learning.showing import kind_text, month_text
from app.learning.timetable import timed

MADE_UP = "illustrative"
ROOM_TO_WRITE = "\n\n"
KEEP_BACK = (
    "For trainers only. It holds trainer’s keys and the answers of the knowledge check. "
    "Role cards go only to the person who plays the role."
)


def handouts(programme: Programme, *, title: str, organisation: str, date: dt.date, illustrative: bool) -> Document:
    """Compose what delegates keep: for each session its aim, outcomes and handout; then the tasks between the halves.

    `title` is the cohort's, `date` that of its first day.
    """
    body: list[Block] = [Contents(), _law(programme), PageBreak()]
    for day in programme.days:
        body.append(Heading(1, _day(day)))
        for part, session in programme.of_day(day.number):
            body += [Heading(2, _session(session)), *_purpose(session, part), *blocks(session.handout, 3), PageBreak()]
    body += _tasks(programme) or [Paragraph("End of the handouts.", quiet=True)]
    mark = MADE_UP if illustrative else ""
    return Document(programme.title, f"Handouts, {title}", organisation, date, _for_paper(body), mark)


def trainers_pack(
    programme: Programme, *, title: str, organisation: str, date: dt.date, illustrative: bool
) -> Document:
    """Compose all that it takes to give the programme: its guide, each session in full, cases with their keys."""
    body: list[Block] = [Contents(), Callout(KEEP_BACK), _law(programme)]
    if programme.about:
        body += [Heading(1, "How to run the programme"), *blocks(programme.about, 2)]
    for day in programme.days:
        body += [PageBreak(), Heading(1, _day(day))]
        for number, (part, session) in enumerate(programme.of_day(day.number)):
            body += [PageBreak()] if number else []
            body += _in_full(session, part)
    body += _tasks(programme)
    if programme.cases:
        body += [PageBreak(), Heading(1, "Cases")]
    for number, case in enumerate(programme.cases):
        body += [PageBreak()] if number else []
        body += _case(case)
    mark = MADE_UP if illustrative else ""
    return Document(programme.title, f"Trainer’s pack, {title}", organisation, date, _for_paper(body), mark)


def _for_paper(body: list[Block]) -> tuple[Block, ...]:
    """Give the blocks with tables for paper: no caption that repeats the heading right above, and room to write."""
    above: list[Block | None] = [None, *body]
    return tuple(
        replace(block, titled=not _says(before, block.caption), rows=tuple(map(_with_room, block.rows)))
        if isinstance(block, TableBlock)
        else block
        for before, block in zip(above, body, strict=False)
    )


def _with_room(row: tuple[str, ...]) -> tuple[str, ...]:
    """Give a row that is empty but for its first cell the height of three lines, to write in by hand."""
    return (row[0], ROOM_TO_WRITE, *row[2:]) if len(row) > 1 and not any(row[1:]) else row


def _says(block: Block | None, words: str) -> bool:
    if isinstance(block, Heading):
        return block.text == words
    return isinstance(block, Paragraph) and block.words == (bold(words),)


def _law(programme: Programme) -> Paragraph:
    words = (
        f"Version {programme.label}. Law and policy as at {month_text(programme.law_as_of)}. Check what has changed."
    )
    return Paragraph(words, quiet=True)


def _day(day: Day) -> str:
    return f"Day {day.number}: {day.title}"


def _session(session: Session) -> str:
    return f"{session.key} {session.title}"


def _purpose(session: Session, part: Part) -> Iterator[Block]:
    yield Paragraph(f"{part.start} to {part.end}, {session.minutes} minutes", quiet=True)
    yield labelled("Aim", session.aim)
    yield Paragraph((bold("At the end you can:"),))
    yield Bullets(session.outcomes)
    if session.pre_reading:
        yield Paragraph((bold("Before you come:"),))
        yield Bullets(tuple(f"{each.title}, {each.minutes} minutes. {each.what}" for each in session.pre_reading))


def _in_full(session: Session, part: Part) -> Iterator[Block]:
    yield Heading(2, _session(session))
    yield from _purpose(session, part)
    if session.law_as_of:
        yield labelled("Law and policy as at", month_text(session.law_as_of))
    if session.materials:
        yield from (Heading(3, "Materials"), Bullets(session.materials))
    yield Heading(3, "Timetable")
    yield _timetable(session, part)
    for name, text in (
        ("Activity", session.activity),
        ("Facilitator’s notes", session.notes),
        ("Handout", session.handout),
    ):
        yield Heading(3, name)
        yield from blocks(text, 4)
    if session.questions:
        yield Heading(3, "Questions of the knowledge check")
        for question in session.questions:
            yield from _question(question)


def _timetable(session: Session, part: Part) -> TableBlock:
    return TableBlock(
        caption=f"Timetable of session {session.key}",
        head=("At", "Minutes", "Form", "What happens", "What you do"),
        rows=tuple(
            (each.start, str(each.step.minutes), each.step.form.capitalize(), each.step.what, each.step.do)
            for each in timed(session, part.start)
        ),
        widths=(9, 11, 13, 27, 40),
        numeric=(1,),
    )


def _question(question: Question) -> Iterator[Block]:
    yield Paragraph((bold(question.text),))
    yield Bullets(
        tuple(f"{each} (right)" if place == question.answer else each for place, each in enumerate(question.options, 1))
    )
    yield Paragraph(question.explanation)


def _tasks(programme: Programme) -> list[Block]:
    if not programme.tasks:
        return []
    body: list[Block] = [Heading(1, "Between the halves: at work")]
    for task in programme.tasks:
        body += [
            Heading(2, task.title),
            Paragraph(f"{task.minutes} minutes, for session {task.for_session}", quiet=True),
        ]
        body += [Paragraph(task.what), labelled("Bring", task.bring)]
    return body


def _case(case: Case) -> Iterator[Block]:
    yield Heading(2, case.title)
    yield Paragraph(f"{kind_text(case)}, for session {' and '.join(case.sessions)}", quiet=True)
    yield from blocks(case.text, 3)
    if case.trainers_key:
        yield from blocks(case.trainers_key, 3)
