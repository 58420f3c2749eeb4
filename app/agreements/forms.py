"""The forms that start a version, change its terms, and record one signed on paper. Its lines: lines_form.py."""

from typing import Any

import wtforms
from wtforms import validators

from app.agreements.drafting import INITIAL_QUARTERS
from app.agreements.models import AgreementKind
from app.agreements.services.drafting import Start
from app.agreements.services.opening import Paper
from app.agreements.services.terms import VersionTerms
from app.engagements.forms.terms import EstimateForm
from app.engagements.forms.versions import VersionedMixin
from app.engagements.models import SupportKind
from app.files.forms import FileMixin
from app.web.fields import DateField, DaysField
from app.web.forms import Form, OnceMixin, option

LONGEST_TEXT, LONGEST_LINE = 10_000, 200


def _text(label: str, *needed: Any) -> wtforms.TextAreaField:
    message = f"{label} must be {LONGEST_TEXT:,} characters or fewer"
    return wtforms.TextAreaField(label, [*needed, validators.Length(max=LONGEST_TEXT, message=message)])


class StartForm(OnceMixin, Form):
    """Which kind of version is drafted next."""

    kind = wtforms.RadioField("What do you want to draft?", choices=[], validate_choice=False)
    reason = _text("Why is the agreement varied?")

    def offer(self, kinds: tuple[AgreementKind, ...]) -> None:
        """Offer these kinds; one alone is taken as it is."""
        self.kind.choices = [option(kind.value, kind.words, hint=HINTS[kind]) for kind in kinds]
        if len(kinds) == 1:
            self.kind.data = kinds[0].value

    def validate_kind(self, field: Any) -> None:
        """Ask for one that is offered."""
        if field.data not in {choice.value for choice in field.iter_choices()}:
            raise validators.ValidationError("Choose what you want to draft")

    def validate_reason(self, field: Any) -> None:
        """Ask for the reason of a variation."""
        if self.kind.data == AgreementKind.VARIATION and not field.data:
            raise validators.ValidationError("Enter why the agreement is varied")

    def start(self) -> Start:
        """What a valid form starts."""
        kind = AgreementKind(self.kind.data)
        return Start(kind, (self.reason.data or "") if kind is AgreementKind.VARIATION else "")


HINTS = {
    AgreementKind.INITIAL: "Scoping and self-assessment. It opens the engagement when both have signed",
    AgreementKind.PLAN: "Its lines come from the days that the milestones of the approved plan need",
    AgreementKind.VARIATION: "Begins as a copy of the version in force: change lines, rate, cap, end date or words",
}


class VersionTermsForm(VersionedMixin, EstimateForm):
    """Everything that a version says besides its lines."""

    on_the_page = (
        "reason", "purpose", "starts_on", "ends_on", "day_rate", "estimate_quarters", "cap_quarters", "costs",
        "legal_power", "equality", "decision_reference",
    )  # fmt: skip
    reason = _text("Why is the agreement varied?")
    purpose = _text("What the support is for", validators.InputRequired("Enter what the support is for"))
    starts_on = DateField("Start date", called="start date", required=False)
    ends_on = DateField("End date", called="end date")
    costs = _text("Who pays for what besides the days")
    legal_power = _text("Legal power relied on")
    equality = _text("Equality impact")
    decision_reference = wtforms.StringField("Decision that approved it", [validators.Length(max=LONGEST_LINE)])
    is_initial = is_variation = False

    def validate_reason(self, field: Any) -> None:
        """A variation keeps its reason."""
        if self.is_variation and not field.data:
            raise validators.ValidationError("Enter why the agreement is varied")

    def terms(self, starts_on: Any) -> VersionTerms:
        """The terms of a valid form; without a start date it stays as it is."""
        return VersionTerms(
            reason=self.reason.data or "",
            purpose=self.purpose.data or "",
            starts_on=self.starts_on.data or starts_on,
            ends_on=self.ends_on.data,
            day_rate=self.day_rate.data,
            estimate_quarters=self.estimate_quarters.data,
            cap_quarters=self.cap_quarters.data,
            costs=self.costs.data or "",
            legal_power=self.legal_power.data or "",
            equality=self.equality.data or "",
            decision_reference=self.decision_reference.data or "",
        )


class PaperForm(OnceMixin, FileMixin):
    """The initial agreement that was signed on paper: when, the days of each line, and the paper itself."""

    signed_on = DateField(
        "When was the initial agreement signed by both authorities?", called="date on which both had signed"
    )
    scoping_days = DaysField(
        "Scoping exercise", default=INITIAL_QUARTERS[SupportKind.SCOPING], called="days for scoping", maximum=4000
    )
    self_assessment_days = DaysField(
        "Self-assessment",
        default=INITIAL_QUARTERS[SupportKind.SELF_ASSESSMENT],
        called="days for the self-assessment",
        maximum=4000,
    )
    file = wtforms.FileField("The signed paper (optional)")
    file_is = "A scan: a"

    def leave_out(self, *, days: bool, date: bool) -> None:
        """Take out what is known already: days of a version drafted here, the date of an open engagement."""
        for name in (("scoping_days", "self_assessment_days") if days else ()) + (("signed_on",) if date else ()):
            del self[name]

    def validate_self_assessment_days(self, field: DaysField) -> None:
        """Ask for a day at all."""
        if not (field.data or self.scoping_days.data):
            raise validators.ValidationError("Enter the days of at least one of the two")

    def paper(self, signed_on: Any) -> Paper:
        """What a valid form records; `signed_on` is the date that is known already."""
        days = {SupportKind.SCOPING: "scoping_days", SupportKind.SELF_ASSESSMENT: "self_assessment_days"}
        return Paper(
            signed_on=signed_on or self["signed_on"].data,
            quarters={kind: self[name].data for kind, name in days.items() if name in self},
            upload=self.upload,
        )
