"""Forms of what is measured and of a quarter's report: shape only, frozen values come out. The end: notice_forms.py."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import wtforms
from wtforms.validators import InputRequired

from app.cases.forms import LONGEST_LINE, LONGEST_TEXT, at_most
from app.cases.models import Course
from app.cases.monitoring import next_quarter, quarter_of
from app.cases.monitoring_words import COURSES, quarter_words
from app.cases.queries.monitoring import MeasureRow, ReportRow
from app.cases.services.monitoring import Outcome, Reported
from app.engagements.forms.versions import VersionedMixin
from app.web.forms import Form, OnceMixin, option

YEARS_BEFORE, YEARS_AFTER = 2, 2  # whose quarters are on offer as the first that is reported on


class MeasureForm(OnceMixin, VersionedMixin, Form):
    """An outcome, what shows it, and from which quarter."""

    on_the_page = ("outcome", "measure", "target", "source", "since")

    outcome = wtforms.StringField(
        "Which outcome is the service to bring about?",
        [InputRequired("Enter the outcome"), at_most(LONGEST_LINE, "The outcome")],
    )
    measure = wtforms.StringField(
        "What shows whether it does?",
        [InputRequired("Enter what shows whether it does"), at_most(LONGEST_LINE, "What shows it")],
    )
    target = wtforms.StringField(
        "What is the target?", [InputRequired("Enter the target"), at_most(LONGEST_LINE, "The target")]
    )
    source = wtforms.StringField(
        "Where does the figure come from? (optional)", [at_most(LONGEST_LINE, "Where the figure comes from")]
    )
    since = wtforms.SelectField("Which quarter is the first to be reported on?")

    def offer(self, today: dt.date, kept: dt.date | None = None) -> None:
        """Offer quarters around today's, and the one that is kept."""
        this = quarter_of(today)
        firsts = [this.replace(year=this.year - YEARS_BEFORE)]
        while firsts[-1] < this.replace(year=this.year + YEARS_AFTER):
            firsts.append(next_quarter(firsts[-1]))
        every = sorted({*firsts, *([kept] if kept else [])})
        self.since.choices = [option(each.isoformat(), quarter_words(each)) for each in every]

    def value(self) -> Outcome:
        """What was written."""
        return Outcome(
            str(self.outcome.data),
            str(self.measure.data),
            str(self.target.data),
            self.source.data or "",
            dt.date.fromisoformat(str(self.since.data)),
        )


class ReportForm(VersionedMixin, Form):
    """A quarter; two fields for each measure are added by `report_form`."""

    asked: tuple[MeasureRow, ...] = ()

    summary = wtforms.TextAreaField(
        "How did the service do in this quarter?",
        [InputRequired("Say how the service did in this quarter"), at_most(LONGEST_TEXT, "How the service did")],
    )
    feedback = wtforms.TextAreaField(
        "What feedback was given, and what do users say? (optional)", [at_most(LONGEST_TEXT, "The feedback")]
    )
    action = wtforms.TextAreaField(
        "What is done about it? (needed if an outcome is at risk or off track)",
        [at_most(LONGEST_TEXT, "What is done about it")],
    )

    def validate_action(self, field: Any) -> None:
        """Who says that it does not go well says what follows."""
        worries = {Course.AT_RISK.value, Course.OFF_TRACK.value}
        if not field.data and any(course.data in worries for _, _, course in self.lines):
            raise wtforms.ValidationError("Say what is done about it, as an outcome is at risk or off track")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the figure of each outcome that was measured."""
        fine = super().validate(extra_validators)
        for row, figure, course in self.lines:
            if course.data and course.data != Course.NOT_MEASURED.value and not figure.data:
                figure.errors, fine = [f"Enter the figure for “{row.outcome}”, or choose “Not measured”"], False
        return fine

    @property
    def lines(self) -> tuple[tuple[MeasureRow, Any, Any], ...]:
        """Each measure with its fields: figure and course."""
        return tuple((row, self[f"figure_{row.ref}"], self[f"course_{row.ref}"]) for row in self.asked)

    def value(self) -> Reported:
        """What was written."""
        return Reported(
            tuple((row.id, figure.data or "", Course(str(course.data))) for row, figure, course in self.lines),
            str(self.summary.data),
            self.feedback.data or "",
            self.action.data or "",
        )


def report_form(asked: Sequence[MeasureRow]) -> type[ReportForm]:
    """Make the form that asks for these measures."""
    choices = [option(course.value, words) for course, (words, _) in COURSES.items()]
    fields: dict[str, Any] = {"asked": tuple(asked)}
    order = []
    for row in asked:
        fields[f"figure_{row.ref}"] = wtforms.StringField("Figure", [at_most(LONGEST_LINE, "The figure")])
        needed = InputRequired(f"Choose how “{row.outcome}” goes")
        fields[f"course_{row.ref}"] = wtforms.RadioField("How does it go?", [needed], choices=choices)
        order += [f"figure_{row.ref}", f"course_{row.ref}"]
    return type(
        "ReportFormOfQuarter", (ReportForm,), {**fields, "on_the_page": (*order, "summary", "feedback", "action")}
    )


def report_data(asked: Sequence[MeasureRow], report: ReportRow | None) -> dict[str, Any]:
    """Give what is reported as the form takes it, with the version that it has."""
    if report is None:
        return {"seen": "0"}
    data = {"summary": report.summary, "feedback": report.feedback, "action": report.action, "seen": report.version}
    for row in asked:
        if (line := report.figures.get(row.id)) is not None:
            data |= {f"figure_{row.ref}": line.figure, f"course_{row.ref}": line.course.value}
    return data


def in_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """Write words where the form has values."""
    words = {course.value: said for course, (said, _) in COURSES.items()}
    return {name: words.get(value, value) if name.startswith("course_") else value for name, value in data.items()}


def called(asked: Sequence[MeasureRow]) -> dict[str, str]:
    """Name the fields of measures where several stand in one list."""
    figures = {f"figure_{row.ref}": f"Figure: {row.outcome}" for row in asked}
    return figures | {f"course_{row.ref}": f"How it goes: {row.outcome}" for row in asked}
