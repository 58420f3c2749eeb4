"""The form of a half-day's register: a row for each delegate, shape only. What is kept: services/register.py."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import wtforms

from app.learning.content import HalfDay
from app.learning.markup import Asked
from app.learning.models import Mark
from app.learning.queries.register import RegisterRow
from app.learning.services.register import Entry, Said
from app.web.forms import Form, option

PARTLY = (Mark.LATE, Mark.LEFT_EARLY)


class RowForm(Form):
    """A delegate's mark; minutes are asked only of those who were late or left early. `seen`: what the page showed."""

    mark = wtforms.RadioField(choices=[option(each.value, each.words) for each in Mark], validate_choice=False)
    minutes = wtforms.StringField()
    seen = wtforms.HiddenField()

    def of(self, row: RegisterRow, half: HalfDay) -> "RowForm":
        """Name the delegate and the half-day of the row."""
        self.row, self.half = row, half
        self.mark.label.text = row.name
        self.minutes.label.text = f"Minutes here, of {half.minutes}"
        return self

    def validate_mark(self, field: Any) -> None:
        """Refuse what no button sends."""
        if field.data and field.data not in set(Mark):
            raise wtforms.ValidationError(f"Choose a mark for {self.row.name}")

    def validate_minutes(self, field: Any) -> None:
        """Ask for whole minutes of whoever was late or left early."""
        if self.mark.data not in PARTLY:
            return
        name, most = self.row.name, self.half.minutes - 1
        if not field.data:
            raise wtforms.ValidationError(f"Enter how many minutes {name} was here")
        if not _is_whole(field.data) or not 1 <= int(field.data) <= most:
            raise wtforms.ValidationError(f"Minutes of {name} must be a whole number between 1 and {most}")

    @property
    def wanted(self) -> Said | None:
        """What a valid row says; None where no mark is chosen."""
        if not self.mark.data:
            return None
        mark = Mark(self.mark.data)
        if mark in PARTLY:
            return Said(mark, int(self.minutes.data or "0"))
        return Said(mark, self.half.minutes if mark is Mark.PRESENT else 0)

    @property
    def entry(self) -> Entry:
        """What a valid row sends."""
        return Entry(self.row.ref, _seen(self.seen.data or ""), self.wanted)

    @property
    def asked(self) -> Asked:
        """The row as its page shows it."""
        said = {"seen": self.seen.data or "", "mark": self.mark.data or "", "minutes": self.minutes.data or ""}
        errors = {f"{each.short_name}_error": str(each.errors[0]) for each in (self.mark, self.minutes) if each.errors}
        return Asked(self.row.ref, self.row.name, self.row.authority, self.half.minutes, **said, **errors)

    def see(self, text: str) -> None:
        """Carry what stands now, so that sending again overwrites it."""
        self.seen.raw_data, self.seen.data = None, text


class RegisterForm:
    """Rows of all delegates in the order of the page."""

    def __init__(self, sent: Any, rows: Sequence[RegisterRow], half: HalfDay) -> None:
        self.half = half
        self.rows = [self._row(sent, row) for row in rows]

    def _row(self, sent: Any, row: RegisterRow) -> RowForm:
        return RowForm(sent, prefix=f"d-{row.ref}-", data=kept(row)).of(row, self.half)

    def validate(self) -> bool:
        """Validate every row."""
        valid = [row.validate() for row in self.rows]  # all of them, so that every error is shown
        return all(valid)

    @property
    def asked(self) -> list[Asked]:
        """The rows as the page shows them."""
        return [row.asked for row in self.rows]

    @property
    def error_list(self) -> list[tuple[str, str]]:
        """Errors of all rows in the order of the page."""
        return [error for row in self.rows for error in row.error_list]

    def entries(self) -> tuple[Entry, ...]:
        """What the valid form sends."""
        return tuple(row.entry for row in self.rows)

    def beside(self, now: Sequence[RegisterRow]) -> Iterator[tuple[str, str]]:
        """Show what stands now beside what was typed; gives what both changed, as errors with the row's address.

        A row that the sender left alone shows what stands; one that was changed keeps what was typed.
        """
        fresh = {row.ref: row for row in now}
        for place, row in enumerate(self.rows):
            stands, entry = fresh.get(row.row.ref, row.row), row.entry
            if not entry.touched:
                self.rows[place] = self._row(None, stands)
            elif _said(stands) not in (entry.seen, entry.wanted):
                row.of(stands, self.half).see(str(kept(stands)["seen"]))
                said = f"{stands.marked_by} marked {stands.name} meanwhile: {in_words(stands)}"
                message = f"{said}. Save again to keep yours"
                row.mark.errors = (message,)
                yield message, f"#{row.mark.id}"


def kept(row: RegisterRow) -> Mapping[str, Any]:
    """Give what is registered as data of a row."""
    if row.mark is None:
        return {"seen": ""}
    minutes = str(row.minutes) if row.mark in PARTLY else ""
    return {"mark": row.mark.value, "minutes": minutes, "seen": f"{row.mark.value}:{row.minutes}"}


def unsent(rows: Sequence[RegisterRow], half: HalfDay) -> list[Asked]:
    """Give the rows of a page on which nothing was typed yet; no form is made for them."""
    return [
        Asked(row.ref, row.name, row.authority, half.minutes, **{"mark": "", "minutes": "", **kept(row)})
        for row in rows
    ]


def in_words(row: RegisterRow) -> str:
    """Say what is registered: "late, 150 minutes"."""
    if row.mark is None:
        return "nothing"
    return f"{row.mark.words.lower()}, {row.minutes} minutes" if row.mark in PARTLY else row.mark.words.lower()


def _said(row: RegisterRow) -> Said | None:
    return Said(row.mark, row.minutes) if row.mark else None


def _seen(text: str) -> Said | None:
    """Read what the page had shown; None for nothing, or for what no page of ours shows."""
    mark, _, minutes = text.partition(":")
    return Said(Mark(mark), int(minutes)) if mark in set(Mark) and _is_whole(minutes) else None


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4
