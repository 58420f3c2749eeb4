"""The forms that set an engagement up and change its terms. Finding the council typed: councils.py."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import wtforms
from wtforms import validators

from app.engagements.councils import Council, exactly, near
from app.engagements.estimate import Estimate, divides_into_quarters
from app.engagements.forms.versions import VersionedMixin
from app.engagements.terms import (
    DEFAULT_DAY_RATE,
    DEFAULT_FEWEST,
    DEFAULT_MOST,
    DEFAULT_PARTNERSHIP,
    Terms,
    last_day_of_twelve_months,
)
from app.web.fields import DateField, DaysField, PoundsField
from app.web.forms import Form, OnceMixin, option

LONGEST_LINE = 200
MOST_QUARTERS = 4000  # 1,000 person-days: beyond that it is a slip of the keyboard
MOST_POUNDS = Decimal(5000)


class EstimateForm(Form):
    """The three figures whose product the page shows as it is typed."""

    FIGURES = ("day_rate", "estimate_quarters", "cap_quarters")

    day_rate = PoundsField(
        "Day rate", default=DEFAULT_DAY_RATE, called="day rate", minimum=DEFAULT_DAY_RATE / 500, maximum=MOST_POUNDS
    )
    estimate_quarters = DaysField(
        "Fewest person-days", default=DEFAULT_FEWEST, called="fewest person-days", minimum=1, maximum=MOST_QUARTERS
    )
    cap_quarters = DaysField(
        "Most person-days", default=DEFAULT_MOST, called="most person-days", minimum=1, maximum=MOST_QUARTERS
    )

    def validate_day_rate(self, field: PoundsField) -> None:
        """Refuse a rate of which a quarter is not whole pence."""
        if not divides_into_quarters(field.data):
            raise validators.ValidationError(
                "Day rate must be a multiple of 4p, so that a quarter of a day comes to whole pence, "
                "like £500 or £512.40"
            )

    def validate_cap_quarters(self, field: DaysField) -> None:
        """Refuse most days below fewest days."""
        fewest = self.estimate_quarters.data
        if fewest is not None and field.data < fewest:
            raise validators.ValidationError("Most person-days must be the same as or more than fewest person-days")

    def so_far(self) -> Estimate | None:
        """The estimate of the figures typed so far; None while one of them is missing or wrong."""
        fewest, most, rate = self.estimate_quarters.data, self.cap_quarters.data, self.day_rate.data
        if fewest is None or most is None or rate is None or most < fewest or not divides_into_quarters(rate):
            return None
        return Estimate(fewest, most, rate)

    def check_figures(self) -> None:
        """Say what is wrong with the three figures only: the rest of the form may still be empty."""
        self.validate()
        for field in self:
            if field.name not in EstimateForm.FIGURES:
                field.errors = []


class TermsForm(EstimateForm):
    """Everything that both authorities agree on, and the partner council by its name."""

    partner = wtforms.StringField(
        "Partner council",
        [validators.Length(max=LONGEST_LINE, message=f"Partner council must be {LONGEST_LINE} characters or fewer")],
    )
    partner_choice = wtforms.RadioField("Which council do you mean?", choices=[], validate_choice=False)
    partnership_name = wtforms.StringField(
        "Name of the partnership",
        [validators.InputRequired("Enter the name of the partnership"), validators.Length(max=LONGEST_LINE)],
        default=DEFAULT_PARTNERSHIP,
    )
    decision_reference = wtforms.StringField(
        "Decision that approved it",
        [validators.InputRequired("Enter the decision that approved it"), validators.Length(max=LONGEST_LINE)],
    )
    starts_on = DateField("Start date", called="start date")
    ends_on = DateField("End date", called="end date", required=False)
    on_the_page = (
        "lead", "partner", "partner_choice", "partnership_name", "starts_on", "ends_on", "decision_reference",
    )  # fmt: skip
    council: Council | None = None
    councils: Sequence[Council] = ()

    def look_up(self, councils: Sequence[Council]) -> None:
        """Find the council that was typed or chosen; offer near ones if none is exactly that."""
        self.councils = councils
        typed = (self.partner.data or "")[:LONGEST_LINE]  # comparing takes the square of the length
        self.council = exactly(typed, councils)
        if self.council or not typed:
            return
        offered = near(typed, councils)
        self.partner_choice.choices = [option(each.ref, each.described) for each in offered]
        self.council = next((each for each in offered if each.ref == self.partner_choice.data), None)

    def validate_partner(self, field: Any) -> None:
        """Ask for a council of the register."""
        if not field.data:
            raise validators.ValidationError("Enter the partner council")
        if self.council is None and not self.partner_choice.choices:
            raise validators.ValidationError(
                f"No council in the register is called “{field.data}”. Check the spelling, or enter part of the name"
            )

    def validate_partner_choice(self, field: Any) -> None:
        """Ask which one, if what was typed fits nearly."""
        if self.council is None and field.choices:
            raise validators.ValidationError("Choose the council that you mean, or enter another name")

    def validate_ends_on(self, field: DateField) -> None:
        """Refuse an end before the start."""
        if self.starts_on.data and field.data <= self.starts_on.data:
            raise validators.ValidationError("End date must be after the start date")

    def terms(self) -> Terms:
        """The terms of a valid form; without an end date they run for twelve months."""
        starts_on: dt.date = self.starts_on.data
        return Terms(
            partnership_name=str(self.partnership_name.data),
            starts_on=starts_on,
            ends_on=self.ends_on.data or last_day_of_twelve_months(starts_on),
            decision_reference=str(self.decision_reference.data),
            day_rate=self.day_rate.data,
            estimate_quarters=self.estimate_quarters.data,
            cap_quarters=self.cap_quarters.data,
        )


class SetUpForm(OnceMixin, TermsForm):
    """Terms of a new engagement, and which of the manager's authorities leads it."""

    lead = wtforms.RadioField("Which of your authorities leads?", choices=[], validate_choice=False)

    def offer_leads(self, leads: Sequence[Council]) -> None:
        """Offer the manager's own authorities; one alone is taken as it is."""
        self.lead.choices = [option(each.ref, each.name) for each in leads]
        if len(leads) == 1:
            self.lead.data = leads[0].ref

    def validate_lead(self, field: Any) -> None:
        """Ask for one of the manager's own."""
        if field.data not in {choice.value for choice in field.iter_choices()}:
            raise validators.ValidationError("Choose the authority that leads")

    def validate_partner(self, field: Any) -> None:
        """Refuse an authority that would support itself."""
        super().validate_partner(field)
        if self.council and self.council.ref == self.lead.data:
            raise validators.ValidationError("The partner must be another council than the one that leads")


class ChangeTermsForm(VersionedMixin, TermsForm):
    """Terms of a draft."""


class OpenTermsForm(VersionedMixin, Form):
    """What may still change once the agreement is signed."""

    partnership_name = wtforms.StringField(
        "Name of the partnership",
        [validators.InputRequired("Enter the name of the partnership"), validators.Length(max=LONGEST_LINE)],
    )
    decision_reference = wtforms.StringField(
        "Decision that approved it",
        [validators.InputRequired("Enter the decision that approved it"), validators.Length(max=LONGEST_LINE)],
    )
