"""Forms of a cohort: its facts, and why it is cancelled. Forms of places in it: places.py."""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import wtforms
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from app.engagements.forms.versions import VersionedMixin
from app.learning.content import Programme
from app.learning.dates import Dates, usual_dates, wrong_dates
from app.learning.queries.cohorts import Trainer
from app.learning.services.cohorts import Plan
from app.web.forms import DateField, Form, OnceMixin, option

LONGEST_LINE, LONGEST_TEXT = 200, 4000
MOST_SEATS = 100


def at_most(characters: int, what: str) -> Length:
    """Refuse what is too long, by its name."""
    return Length(max=characters, message=f"{what} must be {characters:,} characters or fewer")


class _PlanForm(Form):
    """The facts of a cohort; the dates of its days come with the programme: see `for_programme`."""

    programme: Programme
    today: dt.date
    kept: Dates

    title = wtforms.StringField(
        "Name of the cohort",
        [InputRequired("Enter a name for the cohort"), at_most(LONGEST_LINE, "Name of the cohort")],
    )
    venue = wtforms.StringField("Venue (optional)", [at_most(LONGEST_LINE, "Venue")])
    link = wtforms.URLField("Link to join online (optional)", [at_most(500, "Link")])
    joining = wtforms.TextAreaField(
        "What delegates must know (optional)", [at_most(LONGEST_TEXT, "What delegates must know")]
    )
    seats = wtforms.IntegerField(
        "Seats",
        [
            InputRequired("Enter the number of seats"),
            NumberRange(1, MOST_SEATS, f"Seats must be a whole number from 1 to {MOST_SEATS}"),
        ],
    )
    trainers = wtforms.SelectMultipleField("Trainers", [InputRequired("Choose at least one trainer")])

    def on(self, today: dt.date, kept: Dates, trainers: Sequence[Trainer]) -> Any:
        """Tell the form the day it is, the dates that are kept, and whom it offers."""
        self.today, self.kept = today, kept
        self.trainers.choices = [option(each.ref, each.name) for each in trainers]
        return self

    @property
    def days(self) -> list[Any]:
        """The fields of the dates, in order."""
        return [self[f"day_{day.number}"] for day in self.programme.days]

    @property
    def dates(self) -> dict[int, dt.date]:
        """The dates; one that was left empty follows from the first."""
        first = self["day_1"].data
        usual = usual_dates(self.programme, first) if first else {}
        typed = {day.number: self[f"day_{day.number}"].data for day in self.programme.days}
        return {day: on or usual[day] for day, on in typed.items() if on or day in usual}

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at the dates together once each is a date."""
        fine = super().validate(extra_validators)
        if any(field.errors for field in self.days):
            return False
        for day, message in wrong_dates(self.dates, self.kept, self.today).items():
            self[f"day_{day}"].errors, fine = (message,), False
        return fine

    def validate_title(self, field: Any) -> None:
        """Keep it to one line."""
        if not (field.data or "").isprintable():
            raise ValidationError("Name of the cohort must be on one line, without special signs")

    def validate_link(self, field: Any) -> None:
        """Take web addresses only."""
        if not field.data:
            return
        try:
            parts = urlsplit(field.data)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in {"http", "https"} or not parts.netloc or any(sign.isspace() for sign in field.data):
            raise ValidationError("Link must be a full web address, like https://www.example.gov.uk")

    def plan(self, trainers: Sequence[Trainer]) -> Plan:
        """What was decided."""
        chosen = set(self.trainers.data or ())
        return Plan(
            title=str(self.title.data),
            seats=int(self.seats.data or 0),
            dates=self.dates,
            venue=self.venue.data or "",
            link=self.link.data or "",
            joining=self.joining.data or "",
            trainers=tuple(sorted(each.id for each in trainers if each.ref in chosen)),
        )


class _NewForm(OnceMixin, _PlanForm):
    """A cohort to be."""


class _ChangeForm(VersionedMixin, _PlanForm):
    """A cohort that is."""


@cache
def _with_days(base: Any, days: int, *, required: bool) -> Any:
    """Make the form with a date for each of so many days, where only the first must be typed unless all must."""
    fields: dict[str, Any] = {
        f"day_{day}": DateField(
            f"Day {day}" if required or day == 1 else f"Day {day} (optional)",
            called=f"date of day {day}",
            required=required or day == 1,
        )
        for day in range(1, days + 1)
    }
    order = ("title", *fields, "venue", "link", "joining", "seats", "trainers")
    return type(base.__name__, (base,), {**fields, "on_the_page": order})


def new_form(programme: Programme, sent: Any, **data: Any) -> Any:
    """Give the form for a new cohort on a programme."""
    form = _with_days(_NewForm, len(programme.days), required=False)(sent, data=data)
    form.programme = programme
    return form


def change_form(programme: Programme, sent: Any, dates: Dates, **data: Any) -> Any:
    """Give the form that changes a cohort."""
    days = {f"day_{day}": on for day, on in dates.items()}
    form = _with_days(_ChangeForm, len(programme.days), required=True)(sent, data=data | days)
    form.programme = programme
    return form


class ReasonForm(OnceMixin, Form):
    """Why; whoever it concerns reads it."""

    reason = wtforms.TextAreaField("Reason", [InputRequired("Enter the reason"), at_most(1000, "Reason")])
