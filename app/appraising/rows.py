"""The rows of a sheet as they are typed: one answer to each criterion, of which only what was touched is saved.

A sheet is sent whole, also when the page saves by itself. Each row carries a mark of what it showed, so that a row that
nobody touched overwrites nothing that a colleague, or another window, has saved meanwhile.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.appraising.answering import choices
from app.appraising.answers import Answer, Word
from app.appraising.content import Said
from app.tools.tool import Criterion, ScaleType, Tool

_SEPARATOR = "\x1f"
LONGEST = 10_000  # characters of a reason


@dataclass(frozen=True, slots=True)
class TypedRow:
    """What stands in one row: the chosen answer as its key, the texts, and the mark of what the page showed."""

    key: str
    chosen: str = ""
    reason: str = ""
    mitigation: str = ""
    mark: str = ""
    error: str = ""

    @property
    def is_touched(self) -> bool:
        """Say whether it differs from what the page showed."""
        return self.mark.rpartition(".")[2] != _sum(self.key, self.chosen, self.reason, self.mitigation)

    @property
    def seen_version(self) -> int:
        """The version that the page showed; 0 when nothing was there, or the mark was tampered with."""
        text = self.mark.partition(".")[0]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    @property
    def answer(self) -> Answer:
        """The answer; of what is no answer of the scale, none."""
        if self.chosen.isascii() and self.chosen.isdigit():
            return Answer(value=int(self.chosen), reason=self.reason, mitigation=self.mitigation)
        word = Word(self.chosen) if self.chosen in list(Word) else None
        return Answer(word=word, reason=self.reason, mitigation=self.mitigation)

    def marked(self, version: int) -> "TypedRow":
        """Give the row as the page shows it now, at this version."""
        return replace(self, mark=_mark(version, self.key, self.chosen, self.reason, self.mitigation))


def _mark(version: int, *said: str) -> str:
    return f"{version}.{_sum(*said)}"


def _sum(*said: str) -> str:
    return f"{zlib.crc32(_SEPARATOR.join(said).encode()):08x}"


def shown_row(key: str, answer: Answer, version: int = 0) -> TypedRow:
    """Give the row of what is saved."""
    chosen = answer.word.value if answer.word is not None else "" if answer.value is None else str(answer.value)
    reason, mitigation = answer.reason, answer.mitigation
    return TypedRow(key, chosen, reason, mitigation, _mark(version, key, chosen, reason, mitigation))


def shown_rows(criteria: Iterable[Criterion], said: Mapping[str, Said]) -> dict[str, TypedRow]:
    """Give the rows of what is saved, by criterion."""
    nothing = Said("", Answer())
    return {
        each.key: shown_row(each.key, found.answer, found.version)
        for each in criteria
        for found in (said.get(each.key, nothing),)
    }


def typed_rows(sent: Mapping[str, str], tool: Tool, criteria: Sequence[Criterion]) -> dict[str, TypedRow]:
    """Give the rows that were sent, each with what is wrong with it."""
    found = {}
    for criterion in criteria:
        key = criterion.key
        if f"{key}_seen" not in sent:
            continue  # this row was not on the page
        reason, mitigation = (_tidy(sent.get(f"{key}_{part}", "")) for part in ("reason", "mitigation"))
        row = TypedRow(key, sent.get(f"{key}_answer", ""), reason, mitigation, sent[f"{key}_seen"])
        found[key] = replace(row, error=_mistake(row, tool, criterion))
    return found


def mistakes(rows: Iterable[TypedRow]) -> list[tuple[str, str]]:
    """Give what is wrong for the summary, in the order of the page."""
    return [(row.error, f"#{row.key}_{_where(row)}") for row in rows if row.error and row.is_touched]


def _where(row: TypedRow) -> str:
    if len(row.reason) > LONGEST:
        return "reason"
    return "mitigation" if len(row.mitigation) > LONGEST else "answer"


def _mistake(row: TypedRow, tool: Tool, criterion: Criterion) -> str:
    for text, name in ((row.reason, "Reason"), (row.mitigation, "Mitigation")):
        if len(text) > LONGEST:
            return f"{name} of “{criterion.title}” must be {LONGEST:,} characters or fewer"
    offered = {key for key, _, _ in choices(tool, criterion)} if tool.scale is not ScaleType.MATRIX else set()
    if row.chosen and row.chosen not in offered:
        return f"Choose one of the answers to “{criterion.title}”"
    return ""


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip()
