"""The forms around capacity: which weeks are shown, and a person's limit."""

import datetime as dt

import wtforms

from app.charging.capacity import MOST_WEEK_QUARTERS, weeks_from
from app.engagements.forms.versions import VersionedMixin
from app.web.fields import DaysField
from app.web.filters import day
from app.web.forms import Form, option

HALF_A_YEAR = 26  # weeks


class WeeksForm(Form):
    """The Monday from which weeks are shown: half a year back, half a year ahead."""

    monday = wtforms.SelectField("First week", name="from", choices=[], validate_choice=False)

    def offer(self, monday: dt.date) -> None:
        """Offer the Mondays around the one that is shown."""
        first = monday - dt.timedelta(weeks=HALF_A_YEAR)
        self.monday.choices = [option(each.isoformat(), day(each)) for each in weeks_from(first, 2 * HALF_A_YEAR + 1)]
        self.monday.data = monday.isoformat()


class WeekLimitForm(VersionedMixin, Form):
    """How many days a week a person may give; `seen` carries the quarters that the page showed."""

    quarters = DaysField("Most days of support in a week", called="most days in a week", maximum=MOST_WEEK_QUARTERS)
