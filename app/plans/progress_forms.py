"""Forms of progress: how a milestone or a goal goes, a new forecast, which proposals of a slip to take. Shape only."""

from typing import Any

import wtforms
from wtforms import validators
from wtforms.validators import Length

from app.files.forms import FileMixin, LinkMixin
from app.plans.models import Status
from app.plans.services.forecasting import Forecast
from app.plans.services.progress import Update
from app.web.forms import DateField, Form, OnceMixin, option

NOTE, REASON = 5000, 1000
_AT_RISK, _DONE = Status.AT_RISK.value, Status.DONE.value


def _at_most(characters: int, what: str) -> Length:
    return Length(max=characters, message=f"{what} must be {characters:,} characters or fewer")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


class StatusForm(OnceMixin, LinkMixin, FileMixin):
    """How a goal goes. The reason of "at risk" has a field of its own, beside the choice that asks for it."""

    on_the_page: tuple[str, ...] = ("status", "risk_reason", "done_on", "why", "note", "link", "file")

    status = wtforms.RadioField(
        "How does it go?",
        choices=[option(each.value, each.words) for each in Status],
        validators=[validators.DataRequired("Choose how it goes")],
    )
    risk_reason = wtforms.TextAreaField("What puts it at risk?", validators=[_at_most(REASON, "What puts it at risk")])
    done_on = DateField("When was it done?", called="day on which it was done", required=False)
    why = wtforms.TextAreaField("Reason", validators=[_at_most(REASON, "The reason")])
    note = wtforms.TextAreaField("Note (optional)", validators=[_at_most(NOTE, "The note")])
    seen_version = wtforms.HiddenField(default="0")

    def validate(self, extra_validators: Any = None) -> bool:
        """A day counts only with "done": of any other status it may stay as it was typed."""
        done = self.status.data == _DONE
        if not done:
            self.done_on.process_errors = []
        fine: bool = super().validate(extra_validators)
        if done and self.done_on.data is None and not self.done_on.errors:
            self.done_on.errors = ("Enter the day on which it was done",)
            return False
        if self.status.data == _AT_RISK and not self.risk_reason.data:
            self.risk_reason.errors = ("Say what puts it at risk",)
            return False
        return fine

    @property
    def has_more(self) -> bool:
        """Say whether a link or a file was given, or is wrong: then the fold that holds them is open."""
        return bool(self.link.data or self.link.errors or self.upload or self.file.errors)

    def update(self) -> Update:
        """What was said."""
        status = Status(self.status.data)
        return Update(
            status=status,
            reason=(self.risk_reason.data if status is Status.AT_RISK else self.why.data) or "",
            done_on=self.done_on.data if status is Status.DONE else None,
            note=self.note.data or "",
            link=self.link.data or "",
            upload=self.upload,
            seen_version=_number(self.seen_version.data),
        )


class MilestoneStatusForm(StatusForm):
    """How a milestone goes, and its new forecast if the date changes."""

    on_the_page = (
        "status", "risk_reason", "done_on", "why", "note", "forecast_on", "forecast_reason", "link", "file",
    )  # fmt: skip

    forecast_on = DateField("New forecast date", called="new date", required=False)
    forecast_reason = wtforms.TextAreaField("Why does the date change?", validators=[_at_most(REASON, "The reason")])

    def validate(self, extra_validators: Any = None) -> bool:
        """A new date needs its reason."""
        fine = super().validate(extra_validators)
        if self.forecast_on.data and not self.forecast_reason.data:
            self.forecast_reason.errors = ("Say why the date changes",)
            return False
        if self.forecast_reason.data and not self.forecast_on.data and not self.forecast_on.errors:
            self.forecast_on.errors = ("Enter the new date",)
            return False
        return fine

    @property
    def has_forecast(self) -> bool:
        """Say whether a date was given, or is wrong: then the fold that holds it is open."""
        fields = (self.forecast_on, self.forecast_reason)
        return any(self.forecast_on.typed.values()) or any(field.data or field.errors for field in fields)

    def update(self) -> Update:
        """What was said."""
        said = super().update()
        moved = {"forecast_on": self.forecast_on.data, "forecast_reason": self.forecast_reason.data or ""}
        values = {name: getattr(said, name) for name in Update.__slots__}
        return Update(**values | (moved if self.forecast_on.data else {}))


class ForecastForm(OnceMixin, Form):
    """A new forecast and its reason."""

    forecast_on = DateField("New forecast date", called="new date")
    forecast_reason = wtforms.TextAreaField(
        "Why does the date change?",
        validators=[validators.DataRequired("Say why the date changes"), _at_most(REASON, "The reason")],
    )
    seen_version = wtforms.HiddenField(default="0")

    def forecast(self) -> Forecast:
        """What was decided."""
        return Forecast(self.forecast_on.data, self.forecast_reason.data or "", _number(self.seen_version.data))


class SlipForm(OnceMixin, Form):
    """Which of the proposed dates to take over."""

    chosen = wtforms.SelectMultipleField("Which milestones should move?", validate_choice=False)
