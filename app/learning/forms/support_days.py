"""The form of trainers' days that an engagement pays. Shape only; values come out."""

from collections.abc import Sequence
from typing import Any

import wtforms
from wtforms.validators import ValidationError

from app.charging.logging_forms import QUARTERS, ServingForm
from app.learning.queries.support_days import PayerEngagement, Slot
from app.web.filters import day
from app.web.forms import OnceMixin, option


class SupportDaysForm(OnceMixin, ServingForm):
    """What the days were for; a field for each trainer's day is added by `support_days_form`."""

    slots: dict[str, Slot]

    def validate_served(self, field: Any) -> None:
        """Training serves a goal."""
        if not field.data:
            raise ValidationError("Choose the goal that the training serves")

    @property
    def chosen(self) -> tuple[tuple[Slot, int], ...]:
        """The days for which something was chosen, with their quarters."""
        return tuple((slot, int(self[name].data)) for name, slot in self.slots.items() if self[name].data)

    @property
    def error_list(self) -> list[tuple[str, str]]:
        """The messages of days name their day, as several may have the same reason."""
        labels = {f"#{name}": str(self[name].label.text) for name in self.slots}
        return [(f"{labels[at]}: {text}" if at in labels else text, at) for text, at in super().error_list]

    def refuse(self, slot: Slot, why: str) -> None:
        """Put a message beside a day."""
        self[slot.field_name].errors = [why]


def support_days_form(slots: Sequence[Slot]) -> type[SupportDaysForm]:
    """Give the form with a field for each day that nobody pays for yet."""
    free = {slot.field_name: slot for slot in slots if slot.entry_ref is None}
    offered = [option("", "Not charged here"), *(option(value, words) for value, words in QUARTERS)]
    fields: dict[str, Any] = {
        name: wtforms.SelectField(f"Day {slot.day}, {day(slot.on)}: {slot.name}", choices=offered, default="")
        for name, slot in free.items()
    }
    on_the_page = (*free, "kind", "served", "note")
    return type("DaysForm", (SupportDaysForm,), {**fields, "slots": free, "on_the_page": on_the_page})


def offer(form: SupportDaysForm, payer: PayerEngagement) -> None:
    """Offer the kinds of training that the engagement's agreement has, and the goals of its plan."""
    form.offer_kinds(payer.kinds)
    form.offer_goals(payer.plan)
    choices: list[Any] = list(form.served.choices or ())
    form.served.choices = [option("", "Choose a goal"), *choices[1:]]
