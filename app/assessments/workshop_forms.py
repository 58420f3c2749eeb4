"""Forms of the workshop: shape and messages only; each gives back a frozen value. Other forms of the room: forms.py."""

from typing import Any

import wtforms
from wtforms import validators
from wtforms.validators import Length

from app.assessments.forms import LEVELS, LINE, TEXT, seen
from app.assessments.services.dissenting import NewDissent
from app.assessments.services.meeting import Meeting
from app.assessments.services.workshop import Agreement, Finding
from app.web.forms import DateField, Form, OnceMixin, option

NOT_ASSESSED = "none"


def _at_most(characters: int, what: str) -> Length:
    return Length(max=characters, message=f"{what} must be {characters:,} characters or fewer")


class AgreementForm(Form):
    """What is agreed on one standard."""

    level = wtforms.RadioField(
        "Agreed level",
        choices=[*(option(value, value) for value in LEVELS), option(NOT_ASSESSED, "Not assessed")],
        validators=[validators.DataRequired("Choose the agreed level, or “not assessed”")],
    )
    target = wtforms.RadioField(
        "Target level after twelve months",
        choices=[option(level, level) for level in LEVELS],
        validate_choice=False,  # what is not a level is answered by validate_target, in one voice
    )
    target_by = DateField("When should the target be reached?", called="target’s date", required=False)
    priority = wtforms.BooleanField("This standard is a priority")
    reason = wtforms.TextAreaField("Reason", validators=[_at_most(TEXT, "The reason")])
    seen_version = wtforms.HiddenField(default="0")

    def validate_target(self, field: wtforms.Field) -> None:
        """A target comes with a level, and is not below it."""
        if self.level.data not in LEVELS:
            return
        if field.data not in LEVELS:
            raise validators.ValidationError("Choose the target level")
        if field.data < self.level.data:
            raise validators.ValidationError("The target level must be the agreed level or higher")

    def validate_reason(self, field: wtforms.Field) -> None:
        """Not assessed needs a reason."""
        if self.level.data == NOT_ASSESSED and not field.data:
            raise validators.ValidationError("Say why this standard is not assessed")

    def validate(self, extra_validators: Any = None) -> bool:
        """A target above the level comes with its date; where it is reached already, or none is, a date means nothing.

        A field that may stay empty is not asked by WTForms whether it had to be filled, so the form asks.
        """
        if not self.rises:
            self.target_by.data, self.target_by.process_errors = None, []
        sound = bool(super().validate(extra_validators))
        if self.rises and self.target_by.data is None and not self.target_by.errors:
            self.target_by.errors = ["Enter the date by which the target should be reached"]
            sound = False
        return sound

    @property
    def rises(self) -> bool:
        """Say whether a target above the level was chosen."""
        level, target = self.level.data, self.target.data
        return level in LEVELS and target in LEVELS and target > level

    def agreement(self) -> Agreement:
        """What was agreed."""
        assessed = self.level.data in LEVELS
        return Agreement(
            level=int(self.level.data) if assessed else None,
            target=int(self.target.data) if assessed else None,
            target_by=self.target_by.data if self.rises else None,
            priority=bool(self.priority.data),
            reason=self.reason.data or "",
            seen_version=seen(self.seen_version.data),
        )


class DissentForm(OnceMixin, Form):
    """A dissent in words, and who is asked to put a name to it."""

    text = wtforms.TextAreaField(
        "What does somebody see differently?",
        validators=[validators.DataRequired("Enter the dissent in words"), _at_most(TEXT, "The dissent")],
    )
    ask = wtforms.SelectField("Who is asked to put their name to it?", default="")

    def dissent(self) -> NewDissent:
        """What was said."""
        return NewDissent(self.text.data or "", self.ask.data or "")


class MeetingForm(Form):
    """The workshop as a meeting, for its minutes."""

    held_on = DateField("Date of the workshop", called="date of the workshop")
    place = wtforms.StringField("Place", validators=[_at_most(LINE, "The place")])
    present = wtforms.TextAreaField(
        "Who was there?",
        validators=[validators.DataRequired("Enter who was there"), _at_most(TEXT, "The list of who was there")],
    )
    apologies = wtforms.TextAreaField("Apologies", validators=[_at_most(TEXT, "The list of apologies")])
    notes = wtforms.TextAreaField("Notes", validators=[_at_most(TEXT, "The notes")])
    seen_version = wtforms.HiddenField(default="0")

    def meeting(self) -> Meeting:
        """What was recorded."""
        return Meeting(
            held_on=self.held_on.data,
            place=self.place.data or "",
            present=self.present.data or "",
            apologies=self.apologies.data or "",
            notes=self.notes.data or "",
            seen_version=seen(self.seen_version.data),
        )


class FindingForm(Form):
    """Challenges and capacity for improvement of one area."""

    challenges = wtforms.TextAreaField(
        "Challenges that the partnership faces",
        validators=[
            validators.DataRequired("Describe the challenges"),
            _at_most(TEXT, "The challenges"),
        ],
    )
    capacity = wtforms.TextAreaField(
        "Capacity for improvement",
        validators=[
            validators.DataRequired("Describe the capacity for improvement"),
            _at_most(TEXT, "The capacity for improvement"),
        ],
    )
    seen_version = wtforms.HiddenField(default="0")

    def finding(self) -> Finding:
        """What was described."""
        return Finding(self.challenges.data or "", self.capacity.data or "", seen(self.seen_version.data))
