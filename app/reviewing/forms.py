"""Forms of monthly reviews: the month to start, what people add, an action. Shape only; frozen values come out."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import wtforms
from wtforms.validators import InputRequired, Length, ValidationError

from app.engagements.forms.versions import VersionedMixin
from app.reviewing.content import Words
from app.reviewing.told import month_words
from app.web.forms import DateField, Form, OnceMixin, option

LONGEST_TEXT, LONGEST_LINE, MOST_DECISIONS = 10_000, 500, 50
IMPACTS = (
    ("none", "None"),
    ("some", "Some"),
    ("serious", "Serious"),
)


def _at_most(characters: int, what: str) -> Length:
    return Length(max=characters, message=f"{what} must be {characters:,} characters or fewer")


class StartForm(OnceMixin, Form):
    """The month that is reviewed."""

    month = wtforms.RadioField("Which month do you review?", [InputRequired("Choose the month that you review")])

    def offer(self, months: Sequence[dt.date]) -> None:
        """Offer these months."""
        self.month.choices = [option(month.isoformat(), month_words(month)) for month in months]

    @property
    def chosen(self) -> dt.date:
        """The first day of the month; of a valid form."""
        return dt.date.fromisoformat(str(self.month.data))


class WordsForm(VersionedMixin, Form):
    """What people add to the facts. The effect can be left open, but neither side can confirm before it is rated."""

    today: dt.date

    met_on = DateField("When did you meet? (optional)", called="date of the meeting", required=False)
    present = wtforms.TextAreaField("Who took part? (optional)", [_at_most(LONGEST_TEXT, "Who took part")])
    judgement = wtforms.TextAreaField(
        "What do you make of the facts? (optional)", [_at_most(LONGEST_TEXT, "What you make of the facts")]
    )
    risks = wtforms.TextAreaField("What are the risks now? (optional)", [_at_most(LONGEST_TEXT, "The risks")])
    decisions = wtforms.TextAreaField("What did you decide? (optional)", [_at_most(LONGEST_TEXT, "What you decided")])
    impact = wtforms.RadioField(
        "What effect does the support have on the lead authority’s own work?",
        choices=[option(value, words) for value, words in IMPACTS],
        validate_choice=False,
    )
    impact_comment = wtforms.TextAreaField(
        "What is the effect? (needed unless there is none)", [_at_most(LONGEST_TEXT, "What the effect is")]
    )
    rescheduling = wtforms.TextAreaField(
        "What did you decide about rescheduling? (needed if the effect is serious)",
        [_at_most(LONGEST_TEXT, "What you decided about rescheduling")],
    )

    def on(self, today: dt.date) -> "WordsForm":
        """Tell the form the day it is in London."""
        self.today = today
        return self

    def validate_met_on(self, field: Any) -> None:
        """A meeting that is recorded has taken place."""
        if field.data > self.today:
            raise ValidationError("The date of the meeting must be today or in the past")

    def validate_decisions(self, field: Any) -> None:
        """Each line is one."""
        if len(_lines(field.data)) > MOST_DECISIONS:
            raise ValidationError(f"Enter {MOST_DECISIONS} decisions or fewer, one on each line")

    def validate_impact(self, field: Any) -> None:
        """Nothing may be chosen yet."""
        if field.data and field.data not in dict(IMPACTS):
            raise ValidationError("Choose none, some or serious")

    def validate_impact_comment(self, field: Any) -> None:
        """An effect is described."""
        if self.impact.data in {"some", "serious"} and not field.data:
            raise ValidationError("Say what the effect on the lead authority’s own work is")

    def validate_rescheduling(self, field: Any) -> None:
        """A serious effect forces a decision."""
        if self.impact.data == "serious" and not field.data:
            raise ValidationError("Enter the decision on rescheduling, as the effect is serious")

    @property
    def words(self) -> Words:
        """What was written."""
        impact = str(self.impact.data or "")
        return Words(
            judgement=self.judgement.data or "",
            risks=self.risks.data or "",
            impact=impact,
            impact_comment=self.impact_comment.data or "",
            rescheduling=self.rescheduling.data or "",
            decisions=_lines(self.decisions.data),
            met_on=self.met_on.data,
            present=self.present.data or "",
        )


def words_data(words: Words) -> dict[str, Any]:
    """Give what is written as the form takes it."""
    return {
        "met_on": words.met_on,
        "present": words.present,
        "judgement": words.judgement,
        "risks": words.risks,
        "decisions": "\n".join(words.decisions),
        "impact": words.impact or None,
        "impact_comment": words.impact_comment,
        "rescheduling": words.rescheduling,
    }


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line for each in (text or "").splitlines() if (line := each.strip()))


class ActionForm(OnceMixin, VersionedMixin, Form):
    """An action, added or changed."""

    on_the_page = ("what", "owner", "due_on")

    what = wtforms.StringField(
        "What is to be done?", [InputRequired("Enter what is to be done"), _at_most(LONGEST_LINE, "What is to be done")]
    )
    owner = wtforms.SelectField("Who does it?", [InputRequired("Choose who does it")])
    due_on = DateField("By when?", called="date by which it is to be done")

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer these people: reference and name."""
        self.owner.choices = [("", "Choose a person"), *people]


class DoneForm(Form):
    """That an action is done."""

    note = wtforms.TextAreaField("What came of it? (optional)", [_at_most(LONGEST_TEXT, "What came of it")])
