"""The lines of a month's page, made here and not by macros: they are the longest part of it. Groups: month_lines.py."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from app.charging.models import EntryState
from app.charging.month_lines import Group
from app.charging.queries.entries import EntryRow
from app.charging.queries.threads import ThreadMessage, Threads
from app.web.components import table, tag
from app.web.filters import MONTHS, day, person_days, pounds
from app.web.links import AddressOf

TITLES = {
    "waiting": "Waiting for approval",
    "queried": "Queried, to be answered",
    "drafts": "Not submitted yet",
    "approved": "Approved",
    "stated": "On a statement",
    "booked": "Booked",
}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HEAD = ("Date", "Who", "What for", "Days", "Rate", "Charge")
_ACTS = Markup('<span class="govuk-visually-hidden">What you can do</span>')
_BREAK = Markup("<br>")
Messages = tuple[ThreadMessage, ...]


@dataclass(frozen=True, slots=True)
class LineRows:
    """What the rows of one page share: words of goals by reference, threads, addresses by endpoint, what is due."""

    names: Mapping[str, str]
    threads: Threads
    may: Mapping[str, bool]
    due: Collection[str]  # references of bookings whose date has come
    pages: Mapping[str, AddressOf]

    def table(self, group: Group, thread: Callable[[Messages], str], took_place: Callable[[str, str], str]) -> Markup:
        """Give the lines of a group with their sum; `thread` and `took_place` write what few rows have."""
        acts = self._acts(group.key)
        rows: list[list[object]] = []
        for row in group.rows:
            told = self.threads.get(row.ref)
            what = self._what(row) + (thread(told) if told else "")
            cells: list[object] = [
                self._date(row), row.person_name, what, person_days(row.quarters), pounds(row.day_rate),
                pounds(row.value),
            ]  # fmt: skip
            rows.append([*cells, self._actions(group.key, row, took_place)] if acts else cells)
        days = group.days
        total: list[object] = ["Total", "", "", person_days(days.quarters), "", pounds(days.value)]
        rows.append([*total, ""] if acts else total)
        head = (*_HEAD, _ACTS) if acts else _HEAD
        return table(TITLES[group.key], head, rows, numeric=(3, 4, 5), total=True)

    def _acts(self, key: str) -> bool:
        if key == "waiting":
            return self.may["query"]
        return key in {"queried", "drafts", "booked"} and self.may["logs"]

    def _date(self, row: EntryRow) -> Markup:
        date = f"{_WEEKDAYS[row.on.weekday()]} {row.on.day} {MONTHS[row.on.month - 1]}"
        hidden = f'<span class="govuk-visually-hidden">, {escape(row.person_name)}</span>'
        return Markup(f'<a class="govuk-link" href="{escape(self.pages["entry"](row.ref))}">{date}{hidden}</a>')

    def _what(self, row: EntryRow) -> Markup:
        """Say what a line is for: kind, what it served, the note, how it corrects another one."""
        parts = [f"<strong>{escape(row.kind.words)}</strong>"]
        if row.is_reversal:
            parts.append(f" {tag('Reversal', 'purple')}")
        elif row.replaces_ref:
            parts.append(f" {tag('Replaces a reversed day', 'purple')}")
        elif row.is_reversed:
            parts.append(f" {tag('Reversed', 'purple')}")
        if row.state is EntryState.ANSWERED:
            parts.append(f" {tag(row.state.words, 'yellow')}")
        if row.goal_ref:
            serves = self.names.get(row.milestone_ref) or self.names.get(row.goal_ref)
            parts.append(f"<br>Serves: {escape(serves or 'a goal that is no longer in the plan')}")
        if row.note:
            parts.append(f"<br>{escape(row.note)}")
        if row.reason:
            because = "Taken back because" if row.is_reversal else "Entered because"
            parts.append(f"<br>{because}: {escape(row.reason)}")
        return Markup("".join(parts))

    def _actions(self, key: str, row: EntryRow, took_place: Callable[[str, str], str]) -> Markup:
        of = f"the line of {day(row.on)}, {row.person_name}"
        if key == "waiting":
            return self._link("Query", "query", row, of)
        if key == "queried":
            answer = self._link("Answer", "answer", row, of)
            return answer if row.is_reversal else answer + _BREAK + self._link("Change", "edit_entry", row, of)
        remove = self._link("Remove", "remove_entry", row, of)
        if row.ref in self.due:
            return Markup(took_place(self.pages["took_place"](row.ref), of)) + remove
        return self._link("Change", "edit_entry", row, of) + _BREAK + remove

    def _link(self, text: str, endpoint: str, row: EntryRow, of: str) -> Markup:
        hidden = f'<span class="govuk-visually-hidden"> {escape(of)}</span>'
        return Markup(f'<a class="govuk-link" href="{escape(self.pages[endpoint](row.ref))}">{text}{hidden}</a>')
