"""What stands in a workbook that came back, row by row, as text; what is amiss in its build. Meaning: importing.py.

Nothing is guessed: whatever is not clear is named by sheet, row and column, and then nothing of the workbook counts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.documents.book import CellMistake, ReadCell, ReadSheet
from app.plans.workbook import GOAL_HEADS, GOALS, HOW, LABEL, MILESTONE_HEADS, MILESTONES, REFERENCE, REMOVE, YES

ANOTHER = "is not of this plan. Download the workbook again from this page"
FORMULA = "holds a formula. Type the value itself"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says something: text by head, and the cell of each. `reference` is empty in a new row."""

    sheet: str
    number: int
    reference: str
    label: str
    values: Mapping[str, str]
    cells: Mapping[str, str]

    @property
    def ref(self) -> str:
        """Its reference, or of a new row one of its own that no record has."""
        return self.reference or f"new {self.sheet} {self.number}"

    @property
    def removes(self) -> bool:
        """Say whether it asks to remove what it stands for."""
        return self.values[REMOVE].lower() == YES

    def mistake(self, head: str, message: str) -> CellMistake:
        """Name one of its cells."""
        return CellMistake(self.sheet, self.cells[head], head, message)


@dataclass(frozen=True, slots=True)
class Filled:
    """A workbook that came back; `made_from` is the digest of the content that it was made from."""

    made_from: str
    goals: tuple[Row, ...]
    milestones: tuple[Row, ...]
    mistakes: tuple[CellMistake, ...]


def filled(sheets: Sequence[ReadSheet], *, plan_ref: str) -> Filled:
    """Read the rows of a workbook that was made for the plan."""
    by_name = {sheet.name: sheet for sheet in sheets}
    told = {cell.row: cell.text for cell in by_name[HOW].cells if cell.column == 2} if HOW in by_name else {}
    if told.get(2) != plan_ref:
        return Filled("", (), (), (CellMistake(HOW, "B2", "Meaning", ANOTHER),))
    rows: dict[str, tuple[Row, ...]] = {}
    mistakes: list[CellMistake] = []
    for name, heads in ((GOALS, GOAL_HEADS), (MILESTONES, MILESTONE_HEADS)):
        amiss = _amiss(by_name.get(name), name, heads)
        rows[name] = () if amiss else tuple(_rows(by_name[name], heads))
        mistakes += amiss or _wrong(by_name[name], heads, rows[name])
    return Filled(told.get(3, ""), rows[GOALS], rows[MILESTONES], tuple(mistakes))


def _amiss(sheet: ReadSheet | None, name: str, heads: Sequence[str]) -> list[CellMistake]:
    if sheet is None:
        return [CellMistake(name, "", "", "is missing. Use the workbook that you downloaded")]
    found = [cell.text for cell in sheet.cells if cell.row == 1]
    wanted = (REFERENCE, LABEL, *heads)
    lacking = [f"has no column “{head}” in its first row" for head in wanted if head not in found]
    twice = [f"has two columns “{head}” in its first row" for head in wanted if found.count(head) > 1]
    return [CellMistake(name, "", "", message) for message in (*lacking, *twice)][:1]


def _rows(sheet: ReadSheet, heads: Sequence[str]) -> Iterator[Row]:
    """Give each row below the heads that has a reference or says anything in the columns that people fill in."""
    column = {cell.text: cell for cell in sheet.cells if cell.row == 1}
    for number, found in _by_row(sheet).items():
        text = {head: found[at.column].text if at.column in found else "" for head, at in column.items()}
        cells = {head: f"{at.name[:-1]}{number}" for head, at in column.items()}
        if text[REFERENCE] or any(text[head] for head in heads):
            yield Row(sheet.name, number, text[REFERENCE], text[LABEL], text, cells)


def _by_row(sheet: ReadSheet) -> dict[int, dict[int, ReadCell]]:
    rows: dict[int, dict[int, ReadCell]] = defaultdict(dict)
    for cell in sheet.cells:
        if cell.row > 1:
            rows[cell.row][cell.column] = cell
    return dict(sorted(rows.items()))


def _wrong(sheet: ReadSheet, heads: Sequence[str], rows: Sequence[Row]) -> Iterator[CellMistake]:
    """Find formulas, marks that are no mark, and rows that cannot be told apart."""
    column = {cell.column: cell.text for cell in sheet.cells if cell.row == 1}
    for cell in sheet.cells:
        head = column.get(cell.column, "")
        if cell.row > 1 and cell.computed and head in {REFERENCE, LABEL, *heads}:
            yield CellMistake(sheet.name, cell.name, head, FORMULA)
    seen: dict[str, set[str]] = {REFERENCE: set(), LABEL: set()}
    for row in rows:
        for head, said in ((REFERENCE, row.reference), (LABEL, row.label.casefold())):
            if said and said in seen[head]:
                yield row.mistake(head, f"“{row.values[head]}” stands in two rows")
            seen[head].add(said)
        if row.values[REMOVE] and not row.removes:
            yield row.mistake(REMOVE, f"“{row.values[REMOVE]}” is not “{YES}”. Leave the cell empty to keep the row")
        if row.removes and not row.reference:
            yield row.mistake(REMOVE, "is a new row, so there is nothing to remove. Empty the row instead")
