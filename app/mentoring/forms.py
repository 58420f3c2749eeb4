"""Forms of mentoring: a pair, its end, a meeting with what was agreed, an action. Shape only; values come out."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

import wtforms
from wtforms import validators
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from app.engagements.forms.versions import VersionedMixin
from app.mentoring.queries import Choice, PairRecord
from app.mentoring.services.log import Agreed, Meeting
from app.mentoring.services.pairs import Ending, PairPlan
from app.web.forms import DateField, Form, OnceMixin, option

LONGEST_TEXT, LONGEST_LINE = 10_000, 500
LEAST_MINUTES, MOST_MINUTES = 5, 600
NO_GOAL = "none"


def _at_most(characters: int, what: str) -> Length:
    return Length(max=characters, message=f"{what} must be {characters:,} characters or fewer")


def _not_in_the_future(form: Any, field: Any) -> None:
    """A validator; the form knows `today`, which is London's date."""
    if field.data > form.today:
        raise ValidationError(f"{field.subject} must be today or in the past")


def goal_options(goals: Sequence[Choice]) -> list[Any]:
    """Goals as choices, by what will be different."""
    return [option(goal.ref, goal.name) for goal in goals]


class _DatedForm(Form):
    """Base: is told the day it is."""

    today: dt.date

    def on(self, today: dt.date) -> Any:
        """Tell the form the day it is."""
        self.today = today
        return self


class PairForm(VersionedMixin, _DatedForm):
    """What a pair works on."""

    focus = wtforms.TextAreaField(
        "What is the mentoring about?",
        [InputRequired("Enter what the mentoring is about"), _at_most(LONGEST_LINE, "What it is about")],
    )
    goals = wtforms.SelectMultipleField("Which goals of the change plan does it serve? (optional)")
    started_on = DateField("When does the mentoring start?", called="start date")

    def offer(self, goals: Sequence[Choice]) -> None:
        """Offer these goals."""
        self.goals.choices = goal_options(goals)

    def plan(self, goals: Sequence[Choice]) -> PairPlan:
        """What was decided."""
        chosen = set(self.goals.data or ())
        wanted: dt.date = self.started_on.data
        return PairPlan(str(self.focus.data), wanted, tuple(goal for goal in goals if goal.ref in chosen))


class NewPairForm(OnceMixin, PairForm):
    """Two people, and what they work on."""

    on_the_page = ("mentor", "mentee", "focus", "goals", "started_on")

    mentor = wtforms.SelectField("Who is the mentor?", [InputRequired("Choose the mentor")])
    mentee = wtforms.SelectField("Who is mentored?", [InputRequired("Choose who is mentored")])

    def offer_people(self, mentors: Sequence[Choice], mentees: Sequence[Choice]) -> None:
        """Offer these people."""
        for field, people in ((self.mentor, mentors), (self.mentee, mentees)):
            field.choices = [("", "Choose a person"), *((each.ref, each.name) for each in people)]


class EndForm(_DatedForm):
    """The end of a pair."""

    ended_on = DateField("When did the mentoring end?", [_not_in_the_future], called="end date")
    note = wtforms.TextAreaField(
        "How did it go?", [InputRequired("Enter a note on how it went"), _at_most(LONGEST_TEXT, "The note")]
    )

    def ending(self) -> Ending:
        """What was decided."""
        return Ending(self.ended_on.data, str(self.note.data))


class AgreedFields(Form):
    """An action; all of it may stay empty where the form of a meeting asks for it."""

    what = wtforms.StringField("What is to be done?", [_at_most(LONGEST_LINE, "What is to be done")])
    owner = wtforms.SelectField("Who does it?")
    due_on = DateField("By when?", called="date by which it is to be done", required=False)
    goal = wtforms.SelectField("Which goal does it serve?", default=NO_GOAL)

    def offer(self, people: Sequence[tuple[str, str]], goals: Sequence[Choice]) -> None:
        """Offer these two people and these goals."""
        self.owner.choices = list(people)
        self.goal.choices = [(NO_GOAL, "No goal in particular"), *((goal.ref, goal.name) for goal in goals)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a date wherever there is an action, and for an action wherever there is a date."""
        fine = super().validate(extra_validators)
        if self.what.data and self.due_on.data is None and not self.due_on.errors:
            self.due_on.errors, fine = ("Enter the date by which it is to be done",), False
        if not self.what.data and (self.due_on.data or self.must_say):
            self.what.errors, fine = ("Enter what is to be done",), False
        return fine

    must_say = False

    def agreed(self, record: PairRecord, goals: Sequence[Choice]) -> Agreed | None:
        """What was agreed, or None if it was left empty."""
        if not self.what.data:
            return None
        goal = next((goal.id for goal in goals if goal.ref == self.goal.data), None)
        return Agreed(str(self.what.data), record.people[str(self.owner.data)][0], self.due_on.data, goal)


class ActionForm(OnceMixin, VersionedMixin, AgreedFields):
    """One action by itself, added or changed."""

    on_the_page = ("what", "owner", "due_on", "goal")
    must_say = True


class MeetingForm(VersionedMixin, _DatedForm):
    """What is recorded of a meeting."""

    met_on = DateField("When did you meet?", [_not_in_the_future], called="date of the meeting")
    minutes = wtforms.IntegerField(
        "How long did it take?",
        [
            InputRequired("Enter how many minutes it took"),
            NumberRange(
                LEAST_MINUTES, MOST_MINUTES, f"Minutes must be a whole number from {LEAST_MINUTES} to {MOST_MINUTES}"
            ),
        ],
    )
    discussed = wtforms.TextAreaField(
        "What did you discuss?",
        [InputRequired("Enter what you discussed"), _at_most(LONGEST_TEXT, "What you discussed")],
    )
    next_on = DateField("When do you meet next? (optional)", called="date of the next meeting", required=False)

    def validate_next_on(self, field: Any) -> None:
        """The next meeting comes after this one."""
        if self.met_on.data and field.data <= self.met_on.data:
            raise validators.ValidationError("The next meeting must be after this one")

    def meeting(self) -> Meeting:
        """What was recorded."""
        return Meeting(self.met_on.data, int(self.minutes.data or 0), str(self.discussed.data), self.next_on.data)


class NewMeetingForm(OnceMixin, MeetingForm):
    """A meeting, with room for the first actions that were agreed in it."""

    on_the_page = ("met_on", "minutes", "discussed", "action1", "action2", "action3", "next_on")

    action1 = wtforms.FormField(AgreedFields, "Action 1")
    action2 = wtforms.FormField(AgreedFields, "Action 2")
    action3 = wtforms.FormField(AgreedFields, "Action 3")

    @property
    def actions(self) -> tuple[Any, ...]:
        """The fields of each action."""
        return self.action1, self.action2, self.action3

    @property
    def says_more(self) -> bool:
        """Say whether anything stands in the fields of the second or third action, or is wrong there."""
        return any(action.errors or action.form.what.data for action in self.actions[1:])

    def offer(self, people: Sequence[tuple[str, str]], goals: Sequence[Choice]) -> None:
        """Offer these two people and these goals to each action."""
        for action in self.actions:
            action.form.offer(people, goals)

    def agreed(self, record: PairRecord, goals: Sequence[Choice]) -> list[Agreed]:
        """The actions that were agreed."""
        found = (action.form.agreed(record, goals) for action in self.actions)
        return [each for each in found if each is not None]


class DoneForm(Form):
    """That an action is done."""

    note = wtforms.TextAreaField("What came of it? (optional)", [_at_most(LONGEST_TEXT, "The note")])


def names_of(refs: Collection[str], goals: Sequence[Choice]) -> str:
    """Write goals one to a line, as a conflict shows them."""
    return "\n".join(goal.name for goal in goals if goal.ref in refs)
