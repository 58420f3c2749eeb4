"""Forms of tools in use: starting, a subject, a criterion, who scores alone, withdrawing. Shape only; values come out.

The sheets are no forms: rows.py reads them. Criteria of the service's own and conclusions: set_forms.py.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import wtforms
from wtforms.validators import InputRequired, Length

from app.appraising.answering import choices
from app.appraising.answers import Answer
from app.appraising.queries.seats import Possible
from app.appraising.rows import LONGEST, TypedRow
from app.appraising.services.answers import Change, Evidence
from app.appraising.services.subjects import SubjectData
from app.engagements.forms.versions import VersionedMixin
from app.files.forms import FileMixin, LinkMixin
from app.files.services import Shelf
from app.tools.tool import Criterion, ScaleType, SubjectKind, Tool
from app.web.forms import Form, OnceMixin, PoundsField, option

LINE = 200
NAMES = 20  # candidates that can be listed at the start


def at_most(characters: int, what: str) -> Length:
    """Bound a text."""
    return Length(max=characters, message=f"{what} must be {characters:,} characters or fewer")


class StartForm(OnceMixin, Form):
    """What a tool is put to. The hidden fields say what it belongs to."""

    title = wtforms.StringField(
        "What is it about?", [InputRequired("Enter what it is about"), at_most(LINE, "What it is about")]
    )
    names = wtforms.TextAreaField("Names")
    case_ref = wtforms.HiddenField()
    stage = wtforms.HiddenField()
    goal_ref = wtforms.HiddenField()
    milestone_ref = wtforms.HiddenField()
    follows = wtforms.HiddenField()

    on_the_page = ("title", "names")

    def fit(self, tool: Tool) -> None:
        """Ask for the first subjects in the words of the tool, or not at all where it is one thing or fixed options."""
        if tool.subject is SubjectKind.ONE or tool.options:
            del self.names
        else:
            self.names.label.text = f"Name each {tool.subject_name}, one on each line"

    @property
    def subjects(self) -> tuple[str, ...]:
        """The names that were typed, each once."""
        field = self._fields.get("names")
        lines = (line.strip() for line in str(field.data or "").splitlines()) if field else iter(())
        return tuple(dict.fromkeys(filter(None, lines)))

    def validate_names(self, _field: Any) -> None:
        """Names are short, and not too many at once."""
        if not self.subjects:
            raise wtforms.ValidationError("Enter at least one name")
        if len(self.subjects) > NAMES:
            raise wtforms.ValidationError(f"Enter up to {NAMES} names now; you can add more on the next page")
        if any(len(name) > LINE for name in self.subjects):
            raise wtforms.ValidationError(f"Each name must be {LINE} characters or fewer")


class SubjectForm(OnceMixin, VersionedMixin, Form):
    """What a subject is called, and the amount by which thresholds are measured where the tool asks for one."""

    name = wtforms.StringField("Name", [InputRequired("Enter the name"), at_most(LINE, "The name")])
    detail = wtforms.TextAreaField("What is it? (optional)", [at_most(LONGEST, "What it is")])
    amount = PoundsField("Amount", required=False, maximum=Decimal(1_000_000_000))

    on_the_page = ("name", "detail", "amount")

    def fit(self, tool: Tool) -> None:
        """Ask for the amount in the words of the tool, or not at all."""
        if tool.amount_name:
            name = tool.amount_name[:1].upper() + tool.amount_name[1:]
            self.amount.label.text, self.amount.called = f"{name} (if known)", tool.amount_name
        else:
            del self.amount

    def subject(self) -> SubjectData:
        """What was typed."""
        field = self._fields.get("amount")
        pence = None if field is None or field.data is None else int(field.data * 100)
        return SubjectData(str(self.name.data), self.detail.data or "", pence)


class CriterionForm(VersionedMixin, FileMixin, LinkMixin):
    """One answer with its reason, mitigation and evidence."""

    answer = wtforms.RadioField("What do you agree on?", validate_choice=False)
    reason = wtforms.TextAreaField("Reason", [at_most(LONGEST, "The reason")])
    mitigation = wtforms.TextAreaField("Mitigation", [at_most(LONGEST, "The mitigation")])
    note = wtforms.TextAreaField("Evidence (optional)", [at_most(LONGEST, "The evidence")])
    without_file = wtforms.BooleanField("Remove the file")

    on_the_page = ("answer", "reason", "mitigation", "note", "link", "file", "without_file")

    def fit(self, tool: Tool, criterion: Criterion, file_name: str) -> None:
        """Offer the answers of the criterion, and only fields that it can have."""
        if tool.scale is ScaleType.MATRIX:
            del self.answer
            self.reason.label.text = "What do you say, and why?"
        else:
            self.answer.choices = [option(key, text, hint=hint) for key, text, hint in choices(tool, criterion)]
        if not criterion.mitigation:
            del self.mitigation
        if file_name:
            self.without_file.label.text = f"Remove the file {file_name}"
        else:
            del self.without_file

    def validate_answer(self, field: Any) -> None:
        """An answer is one of those offered; none may be chosen yet."""
        if field.data and field.data not in {key for key, *_ in field.choices}:
            raise wtforms.ValidationError("Choose one of the answers")

    def change(self, key: str) -> Change:
        """The answer over the version that was seen."""
        chosen, mitigation = self._fields.get("answer"), self._fields.get("mitigation")
        row = TypedRow(
            key,
            str(chosen.data or "") if chosen else "",
            self.reason.data or "",
            str(mitigation.data or "") if mitigation else "",
        )
        answer: Answer = row.answer
        return Change(answer, self.seen_version)

    def evidence(self, shelf: Shelf) -> Evidence:
        """The evidence."""
        without = self._fields.get("without_file")
        gone = bool(without.data) if without else False
        return Evidence(self.note.data or "", self.link.data or "", self.upload, gone, shelf)


class AppraisersForm(VersionedMixin, Form):
    """Who scores alone."""

    people = wtforms.SelectMultipleField("Who scores alone?")

    def offer(self, people: Iterable[Possible]) -> None:
        """Offer these people."""
        self.people.choices = [option(each.ref, each.name) for each in people]

    def chosen(self, people: Sequence[Possible]) -> tuple[Possible, ...]:
        """Those who were chosen."""
        refs = set(self.people.data or ())
        return tuple(each for each in people if each.ref in refs)


class ReasonForm(Form):
    """Why something ends early."""

    reason = wtforms.TextAreaField("Why?", [InputRequired("Enter the reason"), at_most(LONGEST, "The reason")])
