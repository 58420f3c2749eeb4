"""Forms of the notice by which a service ends, and of its end: shape only, frozen values come out."""

import datetime as dt
from typing import Any

import wtforms
from wtforms.validators import InputRequired, ValidationError

from app.cases.forms import LONGEST_LINE, LONGEST_TEXT, EndsToolsMixin, at_most
from app.cases.models import Notice, NoticeException
from app.cases.notice import is_short, ordinary_end
from app.cases.notice_words import EXCEPTION_HINTS, EXCEPTIONS
from app.cases.services.ending import Ended, Given
from app.engagements.forms.versions import VersionedMixin
from app.web.filters import day
from app.web.forms import DateField, Form, OnceMixin, option

FULL = "full"


class NoticeForm(VersionedMixin, Form):
    """When notice was given, to whom, and when the service ends."""

    today: dt.date

    given_on = DateField("When was notice given?", called="date on which notice was given")
    given_to = wtforms.StringField(
        "Who was given notice?",
        [InputRequired("Enter who was given notice"), at_most(LONGEST_LINE, "Who was given it")],
    )
    ends_on = DateField("On which day does the service end?", called="day on which the service ends")
    exception = wtforms.RadioField(
        "Is there a reason for less than three months?",
        [InputRequired("Choose why less than three months’ notice is given, or that three months are given")],
        choices=[
            option(FULL, "No: three months or more are given"),
            *(option(each.value, EXCEPTIONS[each], hint=EXCEPTION_HINTS[each]) for each in NoticeException),
        ],
    )
    exception_reason = wtforms.TextAreaField(
        "Why is less notice right here? (needed for less than three months)",
        [at_most(LONGEST_TEXT, "Why less notice is right")],
    )
    phasing_out = wtforms.TextAreaField(
        "What is changed in the contract to help the provider phase the service out? (optional)",
        [at_most(LONGEST_TEXT, "What is changed in the contract")],
    )
    users_told = wtforms.TextAreaField(
        "How are users and staff told, and where do people go instead?",
        [
            InputRequired("Say how users and staff are told, and where people go instead"),
            at_most(LONGEST_TEXT, "How users and staff are told"),
        ],
    )

    def on(self, today: dt.date) -> "NoticeForm":
        """Tell the form the day it is in London."""
        self.today = today
        return self

    def validate_given_on(self, field: Any) -> None:
        """Notice that is recorded was given."""
        if field.data > self.today:
            raise ValidationError("The date on which notice was given must be today or in the past")

    def validate_ends_on(self, field: Any) -> None:
        """The end comes after the notice."""
        given_on = self.given_on.data
        if given_on and field.data < given_on:
            raise ValidationError("The day on which the service ends must not be before notice was given")

    def validate_exception(self, field: Any) -> None:
        """Less than three months needs a reason of its own, and three months need none."""
        given_on, ends_on = self.given_on.data, self.ends_on.data
        if not given_on or not ends_on or field.data not in {FULL, *NoticeException}:
            return
        if is_short(given_on, ends_on) and field.data == FULL:
            full = day(ordinary_end(given_on))
            raise ValidationError(
                f"Three months’ notice would end on {full}. Choose why less is given, or enter a later end"
            )
        if not is_short(given_on, ends_on) and field.data != FULL:
            raise ValidationError("Three months or more are given, so no exception is needed: choose “No”")

    def validate_exception_reason(self, field: Any) -> None:
        """An exception is explained."""
        if self.exception.data in set(NoticeException) and not field.data:
            raise ValidationError("Say why less than three months’ notice is right here")

    def given(self) -> Given:
        """What was written; a reason that belongs to no exception is left out."""
        exception = None if self.exception.data == FULL else NoticeException(str(self.exception.data))
        return Given(
            given_on=self.given_on.data or self.today,
            ends_on=self.ends_on.data or self.today,
            given_to=str(self.given_to.data),
            exception=exception,
            exception_reason=(self.exception_reason.data or "") if exception else "",
            phasing_out=self.phasing_out.data or "",
            users_told=str(self.users_told.data),
        )


def notice_data(notice: Notice) -> dict[str, Any]:
    """Give what is recorded as the form takes it."""
    names = ("given_on", "ends_on", "given_to", "exception_reason", "phasing_out", "users_told")
    exception = notice.exception.value if notice.exception else FULL
    return {name: getattr(notice, name) for name in names} | {"exception": exception}


def in_words(data: dict[str, Any]) -> dict[str, Any]:
    """Write words where the form has values."""
    words = {FULL: "No: three months or more are given"} | {each.value: said for each, said in EXCEPTIONS.items()}
    return data | {"exception": words.get(str(data["exception"]), "")}


class EndForm(EndsToolsMixin, OnceMixin, Form):
    """That a service has ended."""

    today: dt.date
    not_before: dt.date

    on_the_page = ("ended_on", "became", "confirmed_by", "reference")

    ended_on = DateField("On which day did the service end?", called="day on which the service ended")
    became = wtforms.TextAreaField(
        "What became of the people who used it, and what was learned?",
        [
            InputRequired("Say what became of the people who used the service, and what was learned"),
            at_most(LONGEST_TEXT, "What became of people"),
        ],
    )
    confirmed_by = wtforms.StringField(
        "Who confirmed the end?",
        [
            InputRequired("Enter who confirmed the end, such as a board or an officer’s title"),
            at_most(LONGEST_LINE, "Who confirmed it"),
        ],
    )
    reference = wtforms.StringField("Reference (optional)", [at_most(LONGEST_LINE, "The reference")])

    def between(self, not_before: dt.date, today: dt.date) -> "EndForm":
        """Tell the form when the notice runs out, and the day it is in London."""
        self.not_before, self.today = not_before, today
        return self

    def validate_ended_on(self, field: Any) -> None:
        """Not before the notice ran out, and not to come."""
        if field.data > self.today:
            raise ValidationError("The day on which the service ended must be today or in the past")
        if field.data < self.not_before:
            raise ValidationError(
                f"The service must not have ended before its notice ran out on {day(self.not_before)}"
            )

    def value(self) -> Ended:
        """What was written."""
        return Ended(
            self.ended_on.data or self.today,
            str(self.became.data),
            str(self.confirmed_by.data),
            self.reference.data or "",
        )
