"""Scoring offline: the workbook that a participant takes along, and what stands in one that comes back. No database.

Nothing is guessed: whatever is not clear is named by sheet, row and column, and then nothing of the workbook counts.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.assessments.queries.own import OwnScore
from app.documents.book import Book, CellMistake, Column, ReadCell, ReadSheet, Sheet
from app.instruments.document import Instrument

SCORES, LEVELS, ABOUT = "Scores", "What the levels say", "About"
KEY, NUMBER, STANDARD, LEVEL, REASON, NOTE, LINK = (
    "Key",
    "Number",
    "Standard",
    "Level",
    "Why I cannot score it",
    "Evidence: a note",
    "Evidence: a link",
)
FILLED_IN = (LEVEL, REASON, NOTE, LINK)
FIELDS = {LEVEL: "level", REASON: "cannot_reason", NOTE: "evidence_note", LINK: "evidence_link"}
CANNOT = "cannot"
CHOICES = ("1", "2", "3", "4", "5", CANNOT)
HOW = (
    ("What this is", "Your own scores, to fill in offline. Nobody else sees which scores are yours."),
    (
        "How to score",
        f"On the sheet “{SCORES}” choose a level from 1 to 5 for each standard, or “{CANNOT}” and say why.",
    ),
    ("What each level means", f"It is on the sheet “{LEVELS}”."),
    (
        "How to send it",
        "Save the workbook and choose it on the page that you got it from. You see first what it changes.",
    ),
    ("A row left empty", "leaves that standard as it is."),
)


@dataclass(frozen=True, slots=True)
class Row:
    """What is filled in for a standard: text by field of the scoring form, and the cell of each."""

    values: Mapping[str, str]
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """A workbook that came back: rows by standard that hold anything, or what is wrong with it."""

    rows: Mapping[str, Row]
    mistakes: tuple[CellMistake, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which round a workbook is for; `mark` says that scores are illustrative, where they are."""

    round_ref: str
    round_name: str
    partnership: str
    organisation: str
    date: dt.date
    mark: str


def scoring_book(instrument: Instrument, scores: Mapping[str, OwnScore], occasion: Occasion) -> Book:
    """Make the workbook, with what the participant has said so far."""
    columns = (Column(KEY, 18), Column(NUMBER, 8), Column(STANDARD, 40), Column(LEVEL, 10, choices=CHOICES))
    rows = tuple(
        (standard.key, standard.number, standard.title, *_said(scores.get(standard.key)))
        for standard in instrument.standards
    )
    texts = tuple(
        (
            standard.number,
            standard.title,
            level.value,
            _text(level.sentence_for(occasion.partnership), level.signs_for(occasion.partnership)),
        )
        for standard in instrument.standards
        for level in standard.levels
    )
    about = (("Round", occasion.round_ref), ("For", occasion.round_name), *HOW)
    return Book(
        title=f"Score offline: {occasion.round_name}",
        organisation=occasion.organisation,
        date=occasion.date,
        mark=occasion.mark,
        sheets=(
            Sheet(SCORES, (*columns, Column(REASON, 40), Column(NOTE, 50), Column(LINK, 40)), rows, locked=3),
            Sheet(
                LEVELS,
                (Column(NUMBER, 8), Column(STANDARD, 40), Column(LEVEL, 8), Column("What it looks like", 100)),
                texts,
                locked=4,
            ),
            Sheet(ABOUT, (Column("What", 24), Column("Meaning", 90)), about, locked=2),
        ),
    )


def _said(score: OwnScore | None) -> tuple[int | str | None, str, str, str]:
    if score is None:
        return None, "", "", ""
    level = CANNOT if score.cannot_score else score.level
    return level, score.cannot_reason, score.evidence_note, score.evidence_link


def _text(sentence: str, signs: Sequence[str]) -> str:
    return "\n".join((sentence, *(f"• {sign}" for sign in signs)))


def filled(sheets: Sequence[ReadSheet], instrument: Instrument, *, round_ref: str) -> Filled:
    """Read what came back. Rules of single answers are the scoring form's; here is only what a form cannot see."""
    by_name = {sheet.name: sheet for sheet in sheets}
    scores = by_name.get(SCORES)
    if scores is None:
        return Filled({}, (CellMistake(SCORES, "", "", "is missing. Use the workbook that you downloaded"),))
    if mistake := _of_another_round(by_name.get(ABOUT), round_ref):
        return Filled({}, (mistake,))
    heads = {cell.text: cell for cell in scores.cells if cell.row == 1}
    lacking = [head for head in (KEY, *FILLED_IN) if head not in heads]
    if lacking:
        return Filled({}, (CellMistake(SCORES, "", "", f"has no column “{lacking[0]}” in its first row"),))
    rows: dict[str, Row] = {}
    mistakes: list[CellMistake] = []
    for number, key_cell, cells in _by_row(scores, heads):
        row, wrong = _row(cells, {FIELDS[head]: heads[head].name[:-1] + str(number) for head in FILLED_IN})
        if key_cell is None:
            mistakes += [
                CellMistake(SCORES, cell.name, head, "stands in a row without a key") for head, cell in cells.items()
            ]
        elif key_cell.text not in {standard.key for standard in instrument.standards}:
            mistakes.append(CellMistake(SCORES, key_cell.name, KEY, f"“{key_cell.text}” is no standard of this round"))
        elif key_cell.text in rows:
            mistakes.append(CellMistake(SCORES, key_cell.name, KEY, f"“{key_cell.text}” stands in two rows"))
        elif cells:
            rows[key_cell.text] = row
        mistakes += wrong
    if not rows and not mistakes:
        mistakes = [CellMistake(SCORES, "", "", "holds no answer")]
    return Filled(rows, tuple(mistakes))


def _of_another_round(about: ReadSheet | None, round_ref: str) -> CellMistake | None:
    """A workbook knows the round that it was made for, so that nobody scores the wrong one."""
    named = next((cell for cell in about.cells if (cell.row, cell.column) == (2, 2)), None) if about else None
    if named is None or named.text != round_ref:
        return CellMistake(ABOUT, "B2", "Meaning", "is not of this round. Download the workbook again from this page")
    return None


def _by_row(
    sheet: ReadSheet, heads: Mapping[str, ReadCell]
) -> Iterator[tuple[int, ReadCell | None, dict[str, ReadCell]]]:
    """Give for each row below the heads its number, its key and the filled cells of the columns that people fill in."""
    rows: dict[int, dict[int, ReadCell]] = defaultdict(dict)
    for cell in sheet.cells:
        if cell.row > 1:
            rows[cell.row][cell.column] = cell
    for number in sorted(rows):
        row = rows[number]
        filled_in = {head: row[heads[head].column] for head in FILLED_IN if heads[head].column in row}
        yield number, row.get(heads[KEY].column), filled_in


def _row(cells: Mapping[str, ReadCell], places: Mapping[str, str]) -> tuple[Row, list[CellMistake]]:
    values = {FIELDS[head]: cells[head].text if head in cells else "" for head in FILLED_IN}
    values["level"] = values["level"].lower()
    mistakes = [
        CellMistake(SCORES, cell.name, head, "holds a formula. Type the value itself")
        for head, cell in cells.items()
        if cell.computed
    ]
    if LEVEL in cells and not cells[LEVEL].computed and values["level"] not in CHOICES:
        wrong = f"“{cells[LEVEL].text}” is not a level from 1 to 5, nor “{CANNOT}”"
        mistakes.append(CellMistake(SCORES, cells[LEVEL].name, LEVEL, wrong))
        values["level"] = ""
    elif REASON in cells and values["level"] != CANNOT:
        wrong = f"gives a reason, but the level is not “{CANNOT}”"
        mistakes.append(CellMistake(SCORES, cells[REASON].name, REASON, wrong))
    return Row(values, places), mistakes
