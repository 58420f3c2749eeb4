"""The form that proposes a day rate: for whom, from when, how much, and why."""

from collections.abc import Iterable
from typing import Any

import wtforms
from wtforms import validators

from app.charging.services.rating import Proposal
from app.engagements.estimate import divides_into_quarters
from app.engagements.forms.terms import MOST_POUNDS
from app.web.fields import DateField, PoundsField
from app.web.forms import Form, OnceMixin, option

LONGEST_TEXT = 2000
EVERYBODY = "everybody"


class ProposeRateForm(OnceMixin, Form):
    """A dated rate for everybody or for one person."""

    on_the_page = ("whom", "from_on", "day_rate", "reason")
    whom = wtforms.RadioField("Who is the rate for?", choices=[], validate_choice=False)
    from_on = DateField("From which date?", called="date from which the rate holds")
    day_rate = PoundsField("Day rate", called="day rate", minimum=MOST_POUNDS / 5000, maximum=MOST_POUNDS)
    reason = wtforms.TextAreaField(
        "Reason",
        [
            validators.InputRequired("Enter the reason"),
            validators.Length(max=LONGEST_TEXT, message=f"Reason must be {LONGEST_TEXT:,} characters or fewer"),
        ],
    )
    people: dict[str, int]

    def offer(self, people: Iterable[tuple[str, int, str]]) -> None:
        """Offer these people as (reference, key, name) besides everybody."""
        listed = list(people)
        self.people = {ref: person_id for ref, person_id, _ in listed}
        everybody = option(EVERYBODY, "Everybody", hint="Except people for whom a rate of their own is agreed")
        self.whom.choices = [everybody, *(option(ref, name) for ref, _, name in listed)]

    def validate_whom(self, field: Any) -> None:
        """Ask for one of them."""
        if field.data != EVERYBODY and field.data not in self.people:
            raise validators.ValidationError("Choose who the rate is for")

    def validate_day_rate(self, field: PoundsField) -> None:
        """Refuse a rate of which a quarter is not whole pence."""
        if not divides_into_quarters(field.data):
            raise validators.ValidationError(
                "Day rate must be a multiple of 4p, so that a quarter of a day comes to whole pence, "
                "like £450 or £512.40"
            )

    def proposal(self) -> Proposal:
        """What a valid form proposes."""
        return Proposal(
            person_id=self.people.get(str(self.whom.data)),
            from_on=self.from_on.data,
            day_rate=self.day_rate.data,
            reason=str(self.reason.data),
        )
