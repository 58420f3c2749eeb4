"""The form of a delegate's pledges and the line manager. Shape only; a value comes out."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import wtforms
from wtforms.validators import Length, Optional

from app.accounts.forms import check_email, check_name
from app.engagements.forms.versions import VersionedMixin
from app.learning.models import Enrolment, Pledge
from app.learning.services.pledging import POSITIONS, Action, Promise
from app.web.forms import DateField, Form, option

LONGEST_ACTION, LONGEST_NAME = 500, 200
SPARE_DAYS = 20  # after the hundredth, for a board that meets a little later
NO_STANDARD = "none"


def _at_most(characters: int, what: str) -> Length:
    return Length(max=characters, message=f"{what} must be {characters:,} characters or fewer")


def _options(standards: Sequence[tuple[str, str]]) -> list[Any]:
    return [option(key, title) for key, title in ((NO_STANDARD, "No standard in particular"), *standards)]


class ActionFields(Form):
    """One pledge; all of it may stay empty."""

    action = wtforms.TextAreaField("What will you do?", [_at_most(LONGEST_ACTION, "What you will do")])
    measure = wtforms.StringField(
        "How will you know that it is done? (optional)", [_at_most(LONGEST_ACTION, "How you will know")]
    )
    by_on = DateField("By when?", called="date by which you will do it", required=False)
    standard = wtforms.SelectField("Which standard does it serve?", default=NO_STANDARD)
    first: dt.date
    last: dt.date

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a date wherever there is an action, and for an action wherever there is a measure."""
        fine = super().validate(extra_validators)
        if self.action.data and not self.by_on.errors:
            fine = self._validate_date() and fine
        if self.measure.data and not self.action.data:
            self.action.errors, fine = ("Enter what you will do",), False
        return fine

    def _validate_date(self) -> bool:
        by: dt.date | None = self.by_on.data
        if by is None:
            self.by_on.errors = ("Enter the date by which you will do it",)
        elif not self.first <= by <= self.last:
            said = " and ".join(f"{day.day} {day:%B %Y}" for day in (self.first, self.last))
            self.by_on.errors = (f"The date must be between {said}",)
        return not self.by_on.errors

    def pledged(self) -> Action | None:
        """What was pledged, or None if it was left empty."""
        if not self.action.data or self.by_on.data is None:
            return None
        standard = str(self.standard.data)
        chosen = "" if standard == NO_STANDARD else standard
        return Action(str(self.action.data), str(self.measure.data or ""), self.by_on.data, chosen)


class PledgeForm(VersionedMixin, Form):
    """Three pledges at most, and the line manager."""

    on_the_page = ("pledge1", "pledge2", "pledge3", "line_manager", "line_manager_email")

    pledge1 = wtforms.FormField(ActionFields, "First action")
    pledge2 = wtforms.FormField(ActionFields, "Second action")
    pledge3 = wtforms.FormField(ActionFields, "Third action")
    line_manager = wtforms.StringField("Your manager’s name", [_at_most(LONGEST_NAME, "The name"), check_name])
    line_manager_email = wtforms.EmailField(
        "Your manager’s email address", [Optional(), check_email, _at_most(LONGEST_NAME, "The email address")]
    )

    fixed: Collection[int] = ()

    def offer(self, standards: Sequence[tuple[str, str]], first: dt.date, last: dt.date) -> None:
        """Offer these standards, and dates between these two."""
        for fields in self.open.values():
            fields.form.standard.choices = _options(standards)
            fields.form.first, fields.form.last = first, last

    @property
    def open(self) -> dict[int, Any]:
        """The fields of each pledge that can change, by position."""
        return {place: self[f"pledge{place}"] for place in POSITIONS if f"pledge{place}" in self}

    def fix(self, positions: Collection[int]) -> None:
        """Take away the fields of pledges that are milestones by now."""
        for place in positions:
            del self[f"pledge{place}"]
        self.fixed = positions

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one pledge at least, and for both parts of the manager or none."""
        fine = super().validate(extra_validators)
        if fine and not self.fixed and not any(each.form.pledged() for each in self.open.values()):
            self.pledge1.form.action.errors, fine = ("Enter one action at least",), False
        if self.line_manager_email.data and not self.line_manager.data:
            self.line_manager.errors, fine = ("Enter your manager’s name",), False
        if self.line_manager.data and not self.line_manager_email.data and not self.line_manager_email.errors:
            self.line_manager_email.errors, fine = ("Enter your manager’s email address",), False
        return fine

    def promise(self) -> Promise:
        """What was pledged."""
        found = {place: each.form.pledged() for place, each in self.open.items()}
        actions = {place: action for place, action in found.items() if action is not None}
        return Promise(actions, str(self.line_manager.data or ""), str(self.line_manager_email.data or ""))


def data_of(place: Enrolment, pledges: Sequence[Pledge], default: dt.date) -> dict[str, Any]:
    """What is kept, as the form takes it; a pledge that is still empty proposes the hundredth day."""
    found: dict[str, Any] = {
        f"pledge{each}": {"by_on": default if each == 1 and not pledges else None} for each in POSITIONS
    }
    for pledge in pledges:
        found[f"pledge{pledge.position}"] = {
            "action": pledge.action,
            "measure": pledge.measure,
            "by_on": pledge.by_on,
            "standard": pledge.standard_key or NO_STANDARD,
        }
    return found | {"line_manager": place.line_manager, "line_manager_email": place.line_manager_email}


def in_words(data: Mapping[str, Any]) -> dict[str, str]:
    """Write each pledge as one text, so that two windows can be compared."""
    said = {}
    for name, value in data.items():
        if isinstance(value, Mapping):
            by = value.get("by_on")
            said[name] = "\n".join(
                filter(None, [value.get("action"), value.get("measure"), by and f"by {by:%d/%m/%Y}"])
            )
        elif name != "seen":
            said[name] = str(value or "")
    return said
