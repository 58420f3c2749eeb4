"""Form fields that councils type into and WTForms does not know: a date in three parts, pounds, person-days."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from wtforms import Field
from wtforms.utils import unset_value
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

FIRST_YEAR, LAST_YEAR = 2000, 2100  # outside, it is a slip of the keyboard
PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class TypedField(Field):
    """Base: text that becomes a value or an error, and stays as it was typed.

    `called` is the thing in messages ("start date"); it follows from the label unless the label is a question.
    """

    widget = TextInput()

    def __init__(
        self, label: str | None = None, validators: Any = None, *, called: str = "", required: bool = True, **rest: Any
    ) -> None:
        super().__init__(label, validators, **rest)
        self.called = called or self.label.text[:1].lower() + self.label.text[1:]
        self.required = required

    @property
    def subject(self) -> str:
        """The thing at the beginning of a sentence."""
        return self.called[:1].upper() + self.called[1:]

    def pre_validate(self, _form: Any) -> None:
        """No further validator sees a value that is missing or wrong."""
        if self.process_errors or self.data is None:
            raise StopValidation

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Text to value."""
        self.data = None
        text = str(valuelist[0]).strip() if valuelist else ""
        if text:
            self.data = self.parse(text)
        elif self.required:
            raise ValueError(f"Enter the {self.called}")

    def parse(self, text: str) -> Any:
        """The value of a text that is not empty; raises ValueError with the message for the person."""
        raise NotImplementedError

    def shown(self, value: Any) -> str:
        """A value as the person would type it."""
        raise NotImplementedError

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.shown(self.data)


class PoundsField(TypedField):
    """Decimal pounds of at most two places; "£1,250.50" is understood. `minimum` and `maximum` in pounds."""

    prefix = "£"

    def __init__(self, *args: Any, minimum: Decimal = Decimal(0), maximum: Decimal | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.minimum, self.maximum = minimum, maximum

    def parse(self, text: str) -> Decimal:
        """Decimal from digits; never through a float."""
        plain = re.sub(r"[£,\s]", "", text)
        if not re.fullmatch(r"-?[0-9]{1,10}(\.[0-9]*)?|\.[0-9]+", plain):
            raise ValueError(f"{self.subject} must be an amount in pounds, like 500 or 1,250.50")
        if len(plain.partition(".")[2]) > 2:
            raise ValueError(f"{self.subject} must have no more than 2 decimal places, like 1,250.50")
        amount = Decimal(plain)
        if amount < self.minimum:
            raise ValueError(f"{self.subject} must be £{self.shown(self.minimum)} or more")
        if self.maximum is not None and amount > self.maximum:
            raise ValueError(f"{self.subject} must be £{self.shown(self.maximum)} or less")
        return amount

    def shown(self, value: Decimal) -> str:
        """Pence only where there are any."""
        return f"{value:,.{0 if value == value.to_integral_value() else 2}f}"


class DaysField(TypedField):
    """Person-days in quarters: 20, 20.25 or 20.5 typed, int quarters as data. `minimum`, `maximum` in quarters."""

    suffix = "days"

    def __init__(self, *args: Any, minimum: int = 0, maximum: int | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.minimum, self.maximum = minimum, maximum

    def parse(self, text: str) -> int:
        """Quarters from days."""
        plain = re.sub(r"\s*days?$", "", text, flags=re.IGNORECASE).replace(",", "")
        if not re.fullmatch(r"-?[0-9]{1,5}(\.[0-9]{0,6})?|\.[0-9]{1,6}", plain):
            raise ValueError(f"{self.subject} must be a number of days, like 20, 20.25 or 20.5")
        quarters = Decimal(plain) * 4
        if quarters != quarters.to_integral_value():
            raise ValueError(f"{self.subject} must be in quarters of a day, like 20, 20.25 or 20.5")
        if quarters < self.minimum:
            raise ValueError(f"{self.subject} must be {self.shown(self.minimum)} or more")
        if self.maximum is not None and quarters > self.maximum:
            raise ValueError(f"{self.subject} must be {self.shown(self.maximum)} or less")
        return int(quarters)

    def shown(self, value: int) -> str:
        """Days without needless noughts."""
        return f"{Decimal(value) / 4:.2f}".rstrip("0").rstrip(".")


class DateField(TypedField):
    """A date typed as day, month and year, under `name-day`, `name-month`, `name-year`; a month's name is understood.

    `typed` keeps the three texts; `wrong_parts` are those to mark, empty when the date as a whole is wrong.
    """

    typed: dict[str, str]
    posted: bool
    wrong_parts: Sequence[str] = ()

    @property
    def error_id(self) -> str:
        """Where the error summary leads: the first part that is wrong."""
        return f"{self.id}-{self.wrong_parts[0] if self.wrong_parts else 'day'}"

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the three parts as they were typed before the value is made of them."""
        self.typed = dict.fromkeys(PARTS, "")
        self.posted = formdata is not None
        if formdata is not None:
            for part in PARTS:
                self.typed[part] = "".join(formdata.getlist(f"{self.name}-{part}")[:1]).strip()
        super().process(formdata, data, extra_filters)

    def process_data(self, value: dt.date | None) -> None:
        """Show a stored date in its parts, unless the form was sent: then what was typed shows, even nothing."""
        super().process_data(value)
        if value is not None and not self.posted:
            self.typed = {part: str(getattr(value, part)) for part in PARTS}

    def process_formdata(self, _valuelist: list[Any]) -> None:
        """Three texts to a date."""
        self.data, self.wrong_parts = None, ()
        self.raw_data = [text for text in self.typed.values() if text]
        if not self.raw_data:
            if self.required:
                raise ValueError(f"Enter the {self.called}")
            return
        self.wrong_parts = tuple(part for part in PARTS if not self.typed[part])
        if self.wrong_parts:
            raise ValueError(f"{self.subject} must include a {' and '.join(self.wrong_parts)}")
        if not re.fullmatch("[0-9]{4}", self.typed["year"]):
            self.wrong_parts = ("year",)
            raise ValueError("Year must include 4 numbers")
        if not FIRST_YEAR <= int(self.typed["year"]) <= LAST_YEAR:
            self.wrong_parts = ("year",)
            raise ValueError(f"Year must be between {FIRST_YEAR} and {LAST_YEAR}")
        self.data = self._date()

    def _date(self) -> dt.date:
        day, month, year = (self.typed[part] for part in PARTS)
        if re.fullmatch("[a-z]{3,9}", month.lower()) and month.lower()[:3] in MONTHS:
            month = str(MONTHS.index(month.lower()[:3]) + 1)
        if not all(re.fullmatch("[0-9]{1,2}", number) for number in (day, month)):
            raise ValueError(f"{self.subject} must be a real date")
        try:
            return dt.date(int(year), int(month), int(day))
        except ValueError:
            raise ValueError(f"{self.subject} must be a real date") from None
