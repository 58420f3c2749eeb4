"""Forms around the review: endorsing, commenting, answering, deciding, conditions, changing, closing. Shape only."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import wtforms
from wtforms import validators
from wtforms.validators import Length

from app.engagements.forms.versions import VersionedMixin
from app.plans.content import PlanContent
from app.plans.models import Decision
from app.plans.services.closing import Closing
from app.plans.services.reviewing import NewCondition, Verdict
from app.web.forms import DateField, Form, OnceMixin, option

TEXT, LINE = 5000, 1000
FEWEST_ROWS, MOST_ROWS = 2, 12
WHOLE = "whole"


def _at_most(characters: int, what: str) -> Length:
    return Length(max=characters, message=f"{what} must be {characters:,} characters or fewer")


def _text(label: str, missing: str, what: str, longest: int = TEXT) -> wtforms.TextAreaField:
    return wtforms.TextAreaField(label, [validators.DataRequired(missing), _at_most(longest, what)])


class EndorseForm(Form):
    """The director's endorsement: a box that is ticked on purpose, and the content that was read."""

    confirm = wtforms.BooleanField(
        "I have read the plan and endorse it for the partnership",
        validators=[validators.DataRequired("Tick the box to endorse the plan")],
    )
    digest = wtforms.HiddenField()


class CommentForm(VersionedMixin, OnceMixin, Form):
    """A comment of the manager. `number`: the version that was read."""

    text = _text("Comment", "Enter a comment", "The comment")
    number = wtforms.HiddenField()

    @property
    def seen_number(self) -> int:
        """The version as a number, 0 when it was tampered with."""
        return _whole(self.number.data)


class AnswerForm(VersionedMixin, Form):
    """A lead officer's answer to a comment."""

    text = _text("Your answer", "Enter an answer", "The answer")


class MetForm(VersionedMixin, Form):
    """How a condition is met."""

    text = _text("How is it met?", "Say how the condition is met", "What you say")


class ConfirmForm(VersionedMixin, Form):
    """The manager's word on a condition, as it was said to be met on the page."""


class ReopenForm(ConfirmForm):
    """Why a condition is not met yet."""

    why = _text("What is still missing?", "Say what is still missing", "What you say")


class ChangeForm(OnceMixin, Form):
    """Why the scope of an approved plan changes."""

    reason = _text("Why does the scope have to change?", "Say why the scope has to change", "The reason", LINE)


class CloseForm(Form):
    """The closing note, and the confirmation where milestones are open."""

    note = _text("Closing note", "Enter a closing note", "The closing note")
    confirm = wtforms.BooleanField("Close the plan although milestones are open")

    def closing(self) -> Closing:
        """What was said."""
        return Closing(self.note.data or "", bool(self.confirm.data))


class ConditionForm(wtforms.Form):
    """One condition among those of a decision; a row that is left empty is none."""

    text = wtforms.TextAreaField("What has to be done?", [_at_most(LINE, "The condition")], filters=[])
    due_on = DateField("By when?", called="date of the condition", required=False)
    goal = wtforms.SelectField("On which part of the plan?", default=WHOLE)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was typed."""
        return not (self.text.data or "").strip() and not any(self.due_on.typed.values())

    def validate_text(self, field: wtforms.Field) -> None:
        """A date alone is no condition."""
        if not self.is_empty and not (field.data or "").strip():
            raise validators.ValidationError("Say what has to be done, or leave the whole condition empty")

    def lacks_date(self) -> bool:
        """Say whether there is a condition without a date; its field then says so."""
        if self.is_empty or self.due_on.data is not None or self.due_on.errors:
            return False
        self.due_on.errors = ["Enter the day by which it has to be done"]
        return True

    def condition(self) -> NewCondition:
        """What was decided."""
        goal = self.goal.data or WHOLE
        return NewCondition((self.text.data or "").strip(), self.due_on.data, "" if goal == WHOLE else goal)


class DecideForm(OnceMixin, Form):
    """The manager's decision, with conditions where it has some."""

    decision = wtforms.RadioField(
        "What do you decide?",
        choices=[
            option("approved", "Approve", hint="Its dates become the baseline, and work can start."),
            option("with_conditions", "Approve with conditions", hint="Work can start; each condition is tracked."),
            option("returned", "Return to the partner", hint="The lead officers edit the plan and submit it again."),
        ],
        validators=[validators.InputRequired("Choose what you decide")],
    )
    conditions = wtforms.FieldList(
        wtforms.FormField(ConditionForm), label="Conditions", min_entries=FEWEST_ROWS, max_entries=MOST_ROWS
    )
    note = wtforms.TextAreaField("Note to the partner (optional)", [_at_most(TEXT, "The note")])
    number = wtforms.HiddenField()

    today: dt.date

    def offer(self, content: PlanContent, numbered: dict[str, str], today: dt.date) -> "DecideForm":
        """Offer the goals of the version, and know the day."""
        self.today = today
        choices = [option(WHOLE, "The plan as a whole")]
        choices += [option(goal.ref, _named(numbered[goal.ref], goal.what)) for goal in content.goals]
        for row in self.rows:
            row.goal.choices = choices
        return self

    @property
    def rows(self) -> Sequence[ConditionForm]:
        """The forms of the conditions."""
        return [entry.form for entry in self.conditions]

    def one_more(self) -> bool:
        """Add an empty condition; False where there is no room for more."""
        if len(self.conditions) >= MOST_ROWS:
            return False
        choices = self.rows[0].goal.choices
        self.conditions.append_entry()
        self.rows[-1].goal.choices = choices
        return True

    def validate(self, extra_validators: Any = None) -> bool:
        """Conditions count only in an approval with conditions; there is one at least, each with its day."""
        if self.decision.data != Decision.WITH_CONDITIONS:
            rows = [self._fields.pop("conditions")]
            fine = super().validate(extra_validators)
            self._fields["conditions"] = rows[0]
            return fine
        fine = super().validate(extra_validators)
        for row in self.rows:
            fine = not row.lacks_date() and fine
            if row.due_on.data is not None and row.due_on.data < self.today and not row.due_on.errors:
                row.due_on.errors = ["The date of the condition must be today or in the future"]
                fine = False
        if all(row.is_empty for row in self.rows):
            self.rows[0].text.errors = ["Enter at least one condition"]
            fine = False
        return fine

    @property
    def seen_number(self) -> int:
        """The version that was read, as a number; 0 when it was tampered with."""
        return _whole(self.number.data)

    def verdict(self) -> Verdict:
        """What was decided."""
        decision = Decision(self.decision.data)
        rows = self.rows if decision is Decision.WITH_CONDITIONS else ()
        conditions = tuple(row.condition() for row in rows if not row.is_empty)
        return Verdict(decision, self.note.data or "", conditions, self.seen_number)


def _named(number: str, what: str) -> str:
    return f"Goal {number}: {what if len(what) <= 80 else what[:79] + '…'}"


def _whole(text: object) -> int:
    digits = str(text or "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
