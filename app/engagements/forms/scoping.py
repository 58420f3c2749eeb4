"""The forms of the scoping: the record of practice, a service, the recommended package."""

from typing import Any

import wtforms
from wtforms import validators

from app.engagements.forms.versions import VersionedMixin
from app.engagements.models import SupportKind
from app.engagements.services import PackageLine, Practice, ServiceSeen
from app.web.fields import DaysField
from app.web.forms import Form, OnceMixin

LONGEST_TEXT = 10_000
LONGEST_LINE = 200


def _text(label: str) -> wtforms.TextAreaField:
    message = f"{label} must be {LONGEST_TEXT:,} characters or fewer"
    return wtforms.TextAreaField(label, [validators.Length(max=LONGEST_TEXT, message=message)])


class PracticeForm(VersionedMixin, Form):
    """What was learned about current practice."""

    people_met = _text("People met")
    current_practice = _text("Current practice")
    strengths = _text("Strengths")
    concerns = _text("Concerns")

    def practice(self) -> Practice:
        """The record of a valid form."""
        return Practice(
            people_met=self.people_met.data or "",
            current_practice=self.current_practice.data or "",
            strengths=self.strengths.data or "",
            concerns=self.concerns.data or "",
        )


class ServiceForm(OnceMixin, VersionedMixin, Form):
    """A service that was looked at."""

    name = wtforms.StringField(
        "Name of the service",
        [
            validators.InputRequired("Enter the name of the service"),
            validators.Length(max=LONGEST_LINE, message=f"Name must be {LONGEST_LINE} characters or fewer"),
        ],
    )
    how_commissioned = _text("How it is commissioned now")
    observation = _text("What you saw")

    def service(self) -> ServiceSeen:
        """The service of a valid form."""
        return ServiceSeen(
            name=str(self.name.data),
            how_commissioned=self.how_commissioned.data or "",
            observation=self.observation.data or "",
        )


class _PackageForm(VersionedMixin, Form):
    """The recommendation; days and note of each kind of support are added below."""

    recommendation = _text("Recommendation")

    def rows(self) -> list[tuple[SupportKind, Any, Any]]:
        """For each kind of support its field of days and its field of notes."""
        return [(kind, self[f"{kind.value}_days"], self[f"{kind.value}_note"]) for kind in SupportKind]

    def called(self) -> dict[str, str]:
        """What each field of a kind is called where its heading is missing."""
        days = {days.name: f"{kind.words}: person-days" for kind, days, _ in self.rows()}
        return days | {note.name: f"{kind.words}: what for" for kind, _, note in self.rows()}

    def lines(self) -> list[PackageLine]:
        """The lines of a valid form; empty days are none."""
        return [PackageLine(kind, days.data or 0, note.data or "") for kind, days, note in self.rows()]


def _fields_of(kind: SupportKind) -> dict[str, object]:
    called = f"person-days for {kind.words[:1].lower()}{kind.words[1:]}"
    note = validators.Length(max=LONGEST_LINE * 5, message=f"Note must be {LONGEST_LINE * 5:,} characters or fewer")
    return {
        f"{kind.value}_days": DaysField("Person-days", called=called, required=False, maximum=4000),
        f"{kind.value}_note": wtforms.StringField("What for", [note]),
    }


_FIELDS = {name: field for kind in SupportKind for name, field in _fields_of(kind).items()}
PackageForm: type[_PackageForm] = type("PackageForm", (_PackageForm,), _FIELDS)
