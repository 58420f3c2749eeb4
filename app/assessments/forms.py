"""Forms of the room: shape and messages only; each gives back a frozen value."""

import re
from typing import Any

import wtforms
from wtforms import validators
from wtforms.validators import Length

from app.accounts.addresses import is_email
from app.assessments.invitees import ListedPerson, read_list
from app.assessments.models import RoundKind
from app.assessments.services.running import RoundPlan
from app.assessments.services.scoring import Answer
from app.web.forms import DateField, Form, OnceMixin, option

LEVELS = ("1", "2", "3", "4", "5")
CANNOT = "cannot"
TEXT = 5000
LINE = 100


def _at_most(characters: int, what: str) -> Length:
    return Length(max=characters, message=f"{what} must be {characters:,} characters or fewer")


class RoundForm(OnceMixin, Form):
    """Starting a round."""

    kind = wtforms.RadioField("Which round is it?", validators=[validators.DataRequired("Choose which round it is")])
    instrument = wtforms.RadioField(
        "Which questionnaire?", validators=[validators.DataRequired("Choose the questionnaire")]
    )
    deadline = DateField("When should everybody have scored?", called="date")

    def plan(self) -> RoundPlan:
        """What was decided."""
        return RoundPlan(RoundKind(self.kind.data), self.instrument.data, self.deadline.data)


class DeadlineForm(Form):
    """Moving the deadline, from the one that the page showed."""

    deadline = DateField("New date", called="new date")
    seen_deadline = wtforms.HiddenField()


class ParticipantsForm(OnceMixin, Form):
    """A pasted list of people, and the agency of those whose line names none."""

    people = wtforms.TextAreaField(
        "People to invite",
        validators=[_at_most(50_000, "The list")],
    )
    agency = wtforms.StringField("Agency", validators=[_at_most(LINE, "The agency")])

    listed: tuple[ListedPerson, ...] = ()

    def validate_people(self, field: wtforms.Field) -> None:
        """Name every line that cannot be read; nobody is invited until all can."""
        found, mistakes = read_list(field.data or "")
        if mistakes:
            raise validators.ValidationError(". ".join(f"Line {m.number}: {m.message}" for m in mistakes[:5]))
        if not found:
            raise validators.ValidationError("Enter at least one person")
        agency = (self.agency.data or "").strip()
        unreadable = [person for person in found if not is_email(person.email)]
        if unreadable:
            raise validators.ValidationError(f"{unreadable[0].email} is not an email address that we can write to")
        without = [person for person in found if not (person.agency or agency)]
        if without:
            raise validators.ValidationError(
                f"Say which agency {without[0].email} is from: after the address, or for everybody in the field below"
            )
        self.listed = tuple(ListedPerson(p.name[:LINE], p.email, (p.agency or agency)[:LINE]) for p in found)


class ReasonForm(Form):
    """A reason for an unusual step."""

    reason = wtforms.TextAreaField(
        "Reason",
        validators=[
            validators.DataRequired("Give the reason"),
            _at_most(TEXT, "The reason"),
        ],
    )


class AnswerForm(Form):
    """One standard, scored alone."""

    level = wtforms.RadioField(
        "Level", choices=[option(value, value) for value in (*LEVELS, CANNOT)], validators=[validators.Optional()]
    )
    cannot_reason = wtforms.TextAreaField(
        "Why can you not score it?",
        validators=[_at_most(TEXT, "The reason")],
    )
    evidence_note = wtforms.TextAreaField("Evidence: a note", validators=[_at_most(TEXT, "The note")])
    evidence_link = wtforms.URLField("Evidence: a link", validators=[_at_most(2000, "The web address")])

    def validate_cannot_reason(self, field: wtforms.Field) -> None:
        """Cannot score is an answer only with its reason."""
        if self.level.data == CANNOT and not field.data:
            raise validators.ValidationError("Say why you cannot score this standard")

    def validate_evidence_link(self, field: wtforms.Field) -> None:
        """A link leads to a page, not to a script or to a file on one's own computer."""
        if field.data and not field.data.lower().startswith(("https://", "http://")):
            raise validators.ValidationError("Enter a full web address, like https://www.example.gov.uk/report")

    def answer(self) -> Answer:
        """What was said."""
        cannot = self.level.data == CANNOT
        return Answer(
            level=int(self.level.data) if self.level.data and not cannot else None,
            cannot_score=cannot,
            cannot_reason=self.cannot_reason.data or "" if cannot else "",
            evidence_note=self.evidence_note.data or "",
            evidence_link=self.evidence_link.data or "",
        )


def seen(value: Any) -> int:
    """Read the version that the page carried; what nobody could have seen is -1, which matches nothing."""
    text = str(value or "0")
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else -1
