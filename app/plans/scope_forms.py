"""Forms of building a plan: shape and messages only; each gives back a frozen value."""

import wtforms
from wtforms import validators

from app.engagements.forms.versions import VersionedMixin
from app.engagements.models import SupportKind
from app.plans.services.goals import GoalScope
from app.plans.services.milestones import MilestoneScope
from app.web.forms import DateField, DaysField, Form, OnceMixin, option

LONGEST_TEXT, LONGEST_LINE = 2_000, 200
MOST_QUARTERS = 400  # a hundred days for one milestone are a slip of the keyboard
LEVELS = ("1", "2", "3", "4", "5")


def _at_most(characters: int, what: str) -> validators.Length:
    return validators.Length(max=characters, message=f"{what} must be {characters:,} characters or fewer")


class GoalForm(OnceMixin, VersionedMixin, Form):
    """A goal. What is left empty is on the checklist until it is filled."""

    standard = wtforms.SelectField("Standard", validators=[validators.DataRequired("Choose the standard")])
    what = wtforms.TextAreaField(
        "What will be different?",
        validators=[validators.DataRequired("Say what will be different"), _at_most(LONGEST_TEXT, "The text")],
    )
    success_measure = wtforms.TextAreaField(
        "Success measure", validators=[_at_most(LONGEST_TEXT, "The success measure")]
    )
    target_level = wtforms.RadioField(
        "Target level", choices=[option(level, level) for level in LEVELS], validators=[validators.Optional()]
    )
    owner = wtforms.SelectField("Owner")
    deputy = wtforms.SelectField("Deputy")

    def goal(self, level: int | None) -> GoalScope:
        """What was written; `level` is the agreed one of the standard."""
        target = self.target_level.data
        return GoalScope(
            what=self.what.data or "",
            success_measure=self.success_measure.data or "",
            owner=self.owner.data or "",
            deputy=self.deputy.data or "",
            target_level=int(target) if target in LEVELS else None,
            level=level,
            seen_version=self.seen_version,
        )


class MilestoneForm(OnceMixin, VersionedMixin, Form):
    """A milestone. `due_on` is deleted from the form where the date is part of the approved plan."""

    what = wtforms.TextAreaField(
        "What will be done?",
        validators=[validators.DataRequired("Say what will be done"), _at_most(LONGEST_TEXT, "The text")],
    )
    owner = wtforms.SelectField("Owner")
    due_on = DateField("Due date", required=False)
    waits_for = wtforms.SelectMultipleField("Waits for")
    quarters = DaysField("Days of support it needs", called="days of support", required=False, maximum=MOST_QUARTERS)
    support = wtforms.SelectField(
        "Kind of support",
        choices=[option("", "Choose a kind"), *(option(kind.value, kind.words) for kind in SupportKind)],
    )
    uses = wtforms.StringField("Tool or training it uses", validators=[_at_most(LONGEST_LINE, "The tool or training")])

    def validate_support(self, field: wtforms.Field) -> None:
        """Days are of a kind."""
        if self.quarters.data and not field.data:
            raise validators.ValidationError("Choose the kind of support that the days are for")

    def milestone(self) -> MilestoneScope:
        """What was written."""
        due_on = self["due_on"].data if "due_on" in self else None
        return MilestoneScope(
            what=self.what.data or "",
            owner=self.owner.data or "",
            due_on=due_on,
            waits_for=tuple(self.waits_for.data or ()),
            quarters=self.quarters.data or 0,
            support=SupportKind(self.support.data) if self.support.data else None,
            uses=self.uses.data or "",
            seen_version=self.seen_version,
        )


class ReasonForm(VersionedMixin, Form):
    """Why a standard has no goal now."""

    reason = wtforms.TextAreaField(
        "Why not now?",
        validators=[validators.DataRequired("Say why not now"), _at_most(LONGEST_TEXT, "The reason")],
    )
