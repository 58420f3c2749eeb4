"""Forms of logging days: shape and messages only; each gives back a frozen value. What may be logged: services."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

import wtforms
from wtforms import validators

from app.agreements.queries.needs import ApprovedPlan
from app.charging.queries.logging import Loggable
from app.charging.services.logging import Change, NewDays
from app.engagements.forms.versions import VersionedMixin
from app.engagements.models import SupportKind
from app.web.forms import Form, OnceMixin, option

LONGEST_NOTE, SHORTENED = 2_000, 90
QUARTERS = (("1", "¼ day"), ("2", "½ day"), ("3", "¾ day"), ("4", "1 day"))
NO_GOAL = "None: scoping, self-assessment and monthly reviews need no goal"


def _note() -> Any:
    return wtforms.TextAreaField(
        "What was done?",
        validators=[
            validators.DataRequired("Say what was done, or for a booking what is planned"),
            validators.Length(max=LONGEST_NOTE, message=f"The note must be {LONGEST_NOTE:,} characters or fewer"),
        ],
    )


class ServingForm(Form):
    """What days were for. Offers come from `offer_kinds` and `offer_goals`."""

    kind = wtforms.SelectField(
        "Kind of support", validators=[validators.DataRequired("Choose the kind of support")], default=""
    )
    served = wtforms.SelectField("Goal or milestone it served", default="")
    note = _note()

    def offer_kinds(self, kinds: Collection[str]) -> None:
        """Offer the kinds that the agreement has days for."""
        offered = [option(kind.value, kind.words) for kind in SupportKind if kind.value in kinds]
        self.kind.choices = [option("", "Choose a kind"), *offered]

    def offer_goals(self, plan: ApprovedPlan | None, kept: str = "") -> None:
        """Offer the approved plan's goals, each before its milestones; `kept` stays on offer."""
        choices = [option("", NO_GOAL)]
        for goal in plan.content.goals if plan else ():
            choices.append(option(goal.ref, f"{goal.standard_number}. {goal.standard_title}: {_short(goal.what)}"))
            choices += [option(f"{goal.ref}/{each.ref}", f"– {_short(each.what)}") for each in goal.milestones]
        if kept and kept not in {choice[0] if isinstance(choice, tuple) else choice.value for choice in choices}:
            choices.append(option(kept, "The goal that it names now, which the plan no longer has"))
        self.served.choices = choices

    @property
    def goal_and_milestone(self) -> tuple[str, str]:
        """The references of what was chosen; empty for none."""
        goal_ref, _, milestone_ref = (self.served.data or "").partition("/")
        return goal_ref, milestone_ref


def _short(text: str) -> str:
    return text if len(text) <= SHORTENED else f"{text[:SHORTENED].rstrip()}…"


class LogForm(OnceMixin, ServingForm):
    """Days of one visit in one month; a field for each date is added by `log_form`."""

    people = wtforms.SelectMultipleField("Whose days are they?")
    days_on: dict[str, dt.date]

    def offer_people(self, people: Iterable[Loggable]) -> None:
        """Offer those whose days may be logged."""
        self.people.choices = [option(each.ref, each.name) for each in people]

    def validate_people(self, field: Any) -> None:
        """Ask for somebody."""
        if not field.data:
            raise validators.ValidationError("Choose at least one person")

    @property
    def chosen(self) -> tuple[tuple[dt.date, int], ...]:
        """The dates for which something was chosen, with their quarters."""
        return tuple((on, int(self[name].data)) for name, on in self.days_on.items() if self[name].data)

    @property
    def error_list(self) -> list[tuple[str, str]]:
        """The messages of dates name their date, as several may have the same reason."""
        labels = {f"#{name}": str(self[name].label.text) for name in self.days_on}
        return [(f"{labels[at]}: {text}" if at in labels else text, at) for text, at in super().error_list]

    @property
    def refused_dates(self) -> bool:
        """Say whether a date has a message."""
        return any(self[name].errors for name in self.days_on)

    def days(self, ids: dict[str, int]) -> NewDays:
        """The days of a valid form; `ids` keys of people by reference."""
        goal_ref, milestone_ref = self.goal_and_milestone
        return NewDays(
            people=tuple(ids[ref] for ref in self.people.data or ()),
            dates=self.chosen,
            kind=SupportKind(self.kind.data),
            goal_ref=goal_ref,
            milestone_ref=milestone_ref,
            note=self.note.data or "",
        )

    def refuse(self, on: dt.date, why: str) -> None:
        """Put a message beside a date."""
        self[field_name(on)].errors = [why]


def field_name(on: dt.date) -> str:
    """Name the field of a date."""
    return f"day-{on.day}"


def log_form(dates: Iterable[dt.date]) -> type[LogForm]:
    """Give the form with a field for each date that can be logged."""
    days_on = {field_name(on): on for on in dates}
    fields: dict[str, Any] = {
        name: wtforms.SelectField(f"{on:%a} {on.day} {on:%b}", choices=[option("", "—"), *_quarters()], default="")
        for name, on in days_on.items()
    }
    on_the_page = ("people", *days_on, "kind", "served", "note")
    return type("MonthForm", (LogForm,), {**fields, "days_on": days_on, "on_the_page": on_the_page})


def _quarters() -> list[Any]:
    return [option(value, words) for value, words in QUARTERS]


class EditForm(VersionedMixin, ServingForm):
    """One entry; its person and date stay."""

    on_the_page = ("quarters", "kind", "served", "note")
    quarters = wtforms.SelectField("How much of the day?", choices=_quarters())

    def change(self) -> Change:
        """What was written."""
        goal_ref, milestone_ref = self.goal_and_milestone
        return Change(
            quarters=int(self.quarters.data),
            kind=SupportKind(self.kind.data),
            goal_ref=goal_ref,
            milestone_ref=milestone_ref,
            note=self.note.data or "",
        )


class OnceForm(OnceMixin, Form):
    """A press that creates."""
