"""Forms of a case, its decisions, needs, services and evidence: shape only. Comparing needs: gap_form.py."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import wtforms
from wtforms.validators import InputRequired, Length, ValidationError

from app.cases.models import Ending
from app.cases.services.cases import CaseText, NewCase
from app.cases.services.deciding import NewDecision
from app.cases.services.evidence import Offer
from app.cases.services.understanding import NeedText, ServiceText
from app.cases.texts import KIND_HINTS, KINDS
from app.engagements.forms.versions import VersionedMixin
from app.files.forms import FileMixin, LinkMixin
from app.tools.tool import CaseKind, Stage
from app.web.forms import DateField, Form, OnceMixin, PoundsField, option

LONGEST_TEXT, LONGEST_LINE = 10_000, 300
MOST_POUNDS = Decimal(10_000_000_000)
STAY = "stay"
People = Mapping[str, tuple[int, str]]  # reference: key and name


def at_most(characters: int, what: str) -> Length:
    """Refuse a longer text."""
    return Length(max=characters, message=f"{what} must be {characters:,} characters or fewer")


def _line(label: str, what: str, asked: str = "") -> Any:
    needed = [InputRequired(asked)] if asked else []
    return wtforms.StringField(label, [*needed, at_most(LONGEST_LINE, what)])


def _text(label: str, what: str, asked: str = "") -> Any:
    needed = [InputRequired(asked)] if asked else []
    return wtforms.TextAreaField(label, [*needed, at_most(LONGEST_TEXT, what)])


def _yearly() -> PoundsField:
    return PoundsField("Cost in a year (optional)", called="cost in a year", required=False, maximum=MOST_POUNDS)


def pence(pounds: Decimal | None) -> int | None:
    """Give pounds as whole pence."""
    return None if pounds is None else int(pounds * 100)


def pounds_of(amount: int | None) -> Decimal | None:
    """Give whole pence as pounds."""
    return None if amount is None else Decimal(amount).scaleb(-2)


class EditCaseForm(VersionedMixin, Form):
    """What a case is about, and who sees to it."""

    service = _line("Which service is it about?", "The name of the service", "Enter the name of the service")
    purpose = _text(
        "What is to become different, and for whom?",
        "What is to become different",
        "Say what is to become different, and for whom",
    )
    provider = _line("Who provides it now? (optional)", "Who provides it")
    yearly = _yearly()
    owner = wtforms.SelectField("Who sees to the case?", [InputRequired("Choose who sees to the case")])
    goal = wtforms.SelectField("Which goal of the change plan does it serve? (optional)", default="")

    def offer(self, people: People, goals: Sequence[tuple[str, str]], kept_goal: str = "") -> None:
        """Offer these people, and these goals; `kept_goal` stays on offer."""
        self.owner.choices = [option("", "Choose a person"), *(option(ref, name) for ref, (_, name) in people.items())]
        kept = [(kept_goal, "The goal that it names now, which the plan no longer has")]
        gone = kept if kept_goal and kept_goal not in dict(goals) else []
        self.goal.choices = [option("", "None"), *(option(ref, what) for ref, what in [*goals, *gone])]

    def text(self, people: People) -> CaseText:
        """What was written."""
        return CaseText(
            service=str(self.service.data),
            purpose=str(self.purpose.data),
            provider=self.provider.data or "",
            yearly_pence=pence(self.yearly.data),
            owner_id=people[str(self.owner.data)][0],
            goal_ref=self.goal.data or "",
        )


class OpenCaseForm(OnceMixin, EditCaseForm):
    """A new case; `subject` is the candidate that it is opened from."""

    on_the_page = ("kind",)

    subject = wtforms.HiddenField(default="")
    kind = wtforms.RadioField(
        "What kind of case is it?",
        [InputRequired("Choose what kind of case it is")],
        choices=[option(kind.value, words, hint=KIND_HINTS[kind]) for kind, words in KINDS.items()],
    )

    def new_case(self, people: People) -> NewCase:
        """What was written."""
        return NewCase(CaseKind(str(self.kind.data)), self.text(people))


class EndsToolsMixin:
    """For a form that can end a case: carries which tools under way it told of, by reference."""

    seen_tools = wtforms.HiddenField(default="")

    @property
    def tools_seen(self) -> list[str]:
        """The references that the page carried."""
        return str(self.seen_tools.data or "").split()

    def tell_tools(self, refs: Iterable[str]) -> None:
        """Carry those that the page tells of now."""
        self.seen_tools.raw_data, self.seen_tools.data = None, " ".join(refs)


class DecisionForm(EndsToolsMixin, OnceMixin, Form):
    """A decision and its reasons, and where it leads."""

    today: dt.date

    on_the_page = ("what", "considered", "reason", "decided_by", "decided_on", "reference", "leads_to")

    seen_stage = wtforms.HiddenField(default="")
    what = _text("What was decided?", "What was decided", "Enter what was decided")
    considered = _text("What else was considered? (optional)", "What else was considered")
    reason = _text("Why was it decided so?", "The reason", "Enter the reason for the decision")
    decided_by = _line("Who decided?", "Who decided", "Enter who decided, such as a board or an officer’s title")
    decided_on = DateField("When was it decided?", called="date of the decision")
    reference = _line("Reference (optional)", "The reference")
    leads_to = wtforms.RadioField("What follows for the case?", [InputRequired("Choose what follows for the case")])

    def offer(self, choices: Sequence[tuple[str, str, str]], today: dt.date) -> None:
        """Offer what may follow: value, words, hint."""
        self.today = today
        self.leads_to.choices = [option(value, words, hint=hint) for value, words, hint in choices]

    def validate_decided_on(self, field: Any) -> None:
        """A decision that is recorded has been taken."""
        if field.data > self.today:
            raise ValidationError("The date of the decision must be today or in the past")

    def decision(self) -> NewDecision:
        """What was written."""
        follows = str(self.leads_to.data)
        return NewDecision(
            what=str(self.what.data),
            considered=self.considered.data or "",
            reason=str(self.reason.data),
            decided_by=str(self.decided_by.data),
            decided_on=self.decided_on.data or self.today,
            reference=self.reference.data or "",
            leads_to=Stage(follows) if follows in set(Stage) else None,
            ends=Ending(follows) if follows in set(Ending) else None,
        )


class NeedForm(OnceMixin, VersionedMixin, Form):
    """What people need."""

    on_the_page = ("what", "who", "evidence", "unheard")

    what = _line("What do people need?", "What people need", "Enter what people need")
    who = _line("Whose need is it, and how many people is that?", "Whose need it is", "Enter whose need it is")
    evidence = _text("How do you know?", "How you know", "Say how you know of the need")
    unheard = _text("Who has not been asked, and what is not known? (optional)", "Who has not been asked")

    def text(self) -> NeedText:
        """What was written."""
        return NeedText(str(self.what.data), str(self.who.data), str(self.evidence.data), self.unheard.data or "")


class ServiceForm(OnceMixin, VersionedMixin, Form):
    """A service that is there already."""

    on_the_page = ("name", "provider", "reach", "quality", "funding", "yearly")

    name = _line("What is the service called?", "The name of the service", "Enter the name of the service")
    provider = _line("Who provides it?", "Who provides it", "Enter who provides the service")
    reach = _text("Whom does it reach, where, and how many? (optional)", "Whom it reaches")
    quality = _text("How good is it, what difference does it make, and how is that known? (optional)", "How good it is")
    funding = _text("Who pays for it, and until when? (optional)", "Who pays for it")
    yearly = _yearly()

    def text(self) -> ServiceText:
        """What was written."""
        return ServiceText(
            str(self.name.data),
            str(self.provider.data),
            self.reach.data or "",
            self.quality.data or "",
            self.funding.data or "",
            pence(self.yearly.data),
        )


class EvidenceForm(OnceMixin, FileMixin, LinkMixin, Form):
    """A note, a link or a file for a stage of a case."""

    on_the_page = ("stage", "note", "link", "file")

    stage = wtforms.RadioField(
        "Which stage is it for?",
        [InputRequired("Choose the stage that it is for")],
        choices=[option(stage.value, stage.label) for stage in Stage],
    )
    note = wtforms.TextAreaField("Note (optional)", [at_most(LONGEST_TEXT, "The note")])

    def validate_note(self, field: Any) -> None:
        """Something has to be offered."""
        if not field.data and not self.link.data and self.upload is None:
            raise ValidationError("Enter a note, a link or a file")

    def offer(self) -> Offer:
        """What is offered."""
        return Offer(Stage(str(self.stage.data)), self.note.data or "", self.link.data or "", self.upload)
