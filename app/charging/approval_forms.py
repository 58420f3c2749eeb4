"""The forms around approval: a query, an answer, a reversal, what replaces it. Logging has forms of its own."""

from typing import Any

import wtforms
from wtforms import validators

from app.charging.queries.entries import EntryRow
from app.charging.queries.people import Supplier
from app.charging.services.correcting import Replacement
from app.engagements.forms.versions import VersionedMixin
from app.engagements.models import SupportKind
from app.plans.content import PlanContent
from app.web.forms import DateField, Form, OnceMixin, option

LONGEST = 2_000
QUARTERS = {"4": "A whole day", "3": "Three quarters of a day", "2": "Half a day", "1": "A quarter of a day"}


def _text(label: str, missing: str, called: str = "") -> wtforms.TextAreaField:
    too_long = f"{called or label} must be {LONGEST:,} characters or fewer"
    return wtforms.TextAreaField(
        label, [validators.DataRequired(missing), validators.Length(max=LONGEST, message=too_long)]
    )


class ApproveForm(OnceMixin, Form):
    """The mark of the lines that were shown."""

    seen = wtforms.HiddenField(default="")


class QueryForm(OnceMixin, VersionedMixin, Form):
    """What the buyer asks about a line."""

    text = _text("Your query", "Enter your query")


class AnswerForm(OnceMixin, VersionedMixin, Form):
    """What the supplier answers."""

    text = _text("Your answer", "Enter your answer")


class ReverseForm(OnceMixin, Form):
    """Why an approved day is taken back."""

    reason = _text("Why is the day reversed?", "Enter why the day is reversed", "The reason")


class ReplaceForm(OnceMixin, Form):
    """What a day that was reversed should have been; it begins as a copy of that day."""

    person = wtforms.SelectField("Whose day was it?", choices=[])
    on = DateField("Date", called="date")
    quarters = wtforms.RadioField(
        "How much of the day?",
        choices=[option(value, words) for value, words in QUARTERS.items()],
        validators=[validators.InputRequired("Choose how much of the day")],
    )
    kind = wtforms.SelectField("Kind of support", choices=[option(kind.value, kind.words) for kind in SupportKind])
    served = wtforms.SelectField("Which goal or milestone did it serve?", choices=[])
    note = wtforms.TextAreaField(
        "What was done (optional)",
        [validators.Length(max=LONGEST, message=f"What was done must be {LONGEST:,} characters or fewer")],
    )
    reason = _text("Why is the day entered in its place?", "Enter why the day is entered", "The reason")

    def offer(self, people: tuple[Supplier, ...], plan: PlanContent | None, kept: EntryRow) -> None:
        """Offer the people who work here, and the goals and milestones of the approved plan."""
        self.person.choices = [option(each.ref, each.name) for each in people]
        choices = [("", "None: scoping, self-assessment and review need no goal")]
        for goal in plan.goals if plan else ():
            choices.append((goal.ref, f"{goal.standard_title}: {goal.what}"))
            choices += [(f"{goal.ref}/{each.ref}", f"– {each.what}") for each in goal.milestones]
        if served_by(kept) not in {value for value, _ in choices}:
            choices.append((served_by(kept), "What the reversed day served: no longer in the plan"))
        self.served.choices = [option(value, words) for value, words in choices]

    def replacement(self, people: tuple[Supplier, ...]) -> Replacement:
        """What a valid form enters."""
        goal_ref, _, milestone_ref = (self.served.data or "").partition("/")
        return Replacement(
            person_id=next(each.person_id for each in people if each.ref == self.person.data),
            on=self.on.data,
            quarters=int(self.quarters.data),
            kind=SupportKind(self.kind.data),
            goal_ref=goal_ref,
            milestone_ref=milestone_ref,
            note=self.note.data or "",
            reason=self.reason.data or "",
        )


def copied(row: EntryRow) -> dict[str, Any]:
    """Give what the form begins with: what the reversed day said."""
    return {
        "person": row.person_ref,
        "on": row.on,
        "quarters": str(row.quarters),
        "kind": row.kind.value,
        "served": served_by(row),
        "note": row.note,
    }


def served_by(row: EntryRow) -> str:
    """Give the value of the choice that stands for what a day served."""
    return f"{row.goal_ref}/{row.milestone_ref}" if row.milestone_ref else row.goal_ref
