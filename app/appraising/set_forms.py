"""Forms whose fields a tool decides: weights, minimums and own criteria; what is concluded of each subject."""

from collections.abc import Sequence
from typing import Any

import wtforms
from wtforms.validators import InputRequired, NumberRange, Optional

from app.appraising.answers import FULL
from app.appraising.content import AppraisalContent
from app.appraising.forms import LINE, at_most
from app.appraising.queries.answers import OwnRow
from app.appraising.rows import LONGEST
from app.appraising.services.concluding import Concluded, Conclusion
from app.appraising.services.criteria import OwnData, Weight
from app.engagements.forms.versions import VersionedMixin
from app.tools.tool import Criterion, ScaleType, Tool
from app.web.forms import Form, option

SLOTS = 5  # own criteria that a slot has room for
MOST_WEIGHT = 100
NOTHING_COUNTS = "At least one criterion must have a weight above 0"


def _weight(least: int) -> Any:
    words = f"Weight must be a whole number from {least} to {MOST_WEIGHT}"
    return wtforms.IntegerField("Weight", [InputRequired("Enter the weight"), NumberRange(least, MOST_WEIGHT, words)])


def _minimum() -> Any:
    words = f"Minimum must be a whole number from 0 to {FULL}, or empty"
    return wtforms.IntegerField("Minimum (optional)", [Optional(), NumberRange(0, FULL, words)])


class WeightFields(Form):
    """What a criterion of the tool counts for."""

    weight = _weight(0)
    minimum = _minimum()


class OwnFields(Form):
    """One criterion of the service's own; without a title there is none."""

    ref = wtforms.HiddenField()
    title = wtforms.StringField("What is it called?", [at_most(LINE, "What it is called")])
    text = wtforms.TextAreaField("What must be shown?", [at_most(LONGEST, "What must be shown")])
    weight = wtforms.IntegerField(
        "Weight",
        [Optional(), NumberRange(1, MOST_WEIGHT, f"Weight must be a whole number from 1 to {MOST_WEIGHT}")],
        default=1,
    )
    minimum = _minimum()


class CriteriaForm(VersionedMixin, Form):
    """All weights and own criteria of an appraisal at once; `made` says for which criteria it has fields."""

    made: tuple[tuple[str, Criterion], ...] = ()
    slots: tuple[tuple[str, Criterion], ...] = ()

    def validate(self, *arguments: Any, **named: Any) -> bool:
        """Something must count, or every sum would be nothing of nothing."""
        if not super().validate(*arguments, **named):
            return False
        if self.made and not self.own() and not any(self._inner(name).weight.data for name, _ in self.made):
            self._inner(self.made[0][0]).weight.errors = [NOTHING_COUNTS]
            return False
        return True

    def _inner(self, name: str) -> Any:
        field: Any = self[name]
        return field.form

    def own(self) -> list[OwnData]:
        """The criteria of the service's own that have a title."""
        found = []
        for name, slot in self.slots:
            fields = self._inner(name)
            if fields.title.data:
                weight = Weight(fields.weight.data or 1, fields.minimum.data)
                found.append(
                    OwnData(fields.ref.data or "", slot.key, fields.title.data, fields.text.data or "", weight)
                )
        return found

    def weights(self) -> dict[str, Weight]:
        """What each criterion of the tool counts for, where it differs from what the tool says."""
        found = {}
        for name, criterion in self.made:
            fields = self._inner(name)
            said = Weight(fields.weight.data, fields.minimum.data)
            if said != Weight(criterion.weight, criterion.minimum):
                found[criterion.key] = said
        return found


def criteria_form(tool: Tool, rows: Sequence[OwnRow], sent: Any, *, version: int) -> CriteriaForm:
    """Make the form for this tool, filled with what is set."""
    made: list[tuple[str, Criterion]] = []
    slots: list[tuple[str, Criterion]] = []
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {"seen": str(version)}
    weights = {row.key: row for row in rows if not row.ref}
    for criterion in tool.criteria:
        if criterion.own:
            mine = [row for row in rows if row.ref and row.key == criterion.key]
            for place in range(max(SLOTS, len(mine))):
                name = f"own{len(slots) + 1}"
                fields[name] = wtforms.FormField(OwnFields, f"{criterion.title}, {place + 1}")
                data[name] = _own_data(mine[place]) if place < len(mine) else {}
                slots.append((name, criterion))
        elif tool.scale is ScaleType.WEIGHTED:
            name = f"weight{criterion.number}"
            fields[name] = wtforms.FormField(WeightFields, f"{criterion.number}. {criterion.title}")
            set_to: Any = weights.get(criterion.key, criterion)
            data[name] = {"weight": set_to.weight, "minimum": set_to.minimum}
            made.append((name, criterion))
    form_class: Any = type("FittedCriteriaForm", (CriteriaForm,), fields)
    form: CriteriaForm = form_class(sent, data=data)
    form.made, form.slots = tuple(made), tuple(slots)
    return form


def _own_data(row: OwnRow) -> dict[str, Any]:
    return {"ref": row.ref, "title": row.title, "text": row.text, "weight": row.weight, "minimum": row.minimum}


class ConcludeForm(Form):
    """What is concluded; `seen` is the digest of the answers that the page showed."""

    seen = wtforms.HiddenField()
    recommendation = wtforms.TextAreaField(
        "What do you recommend, and why?",
        [InputRequired("Enter what you recommend"), at_most(LONGEST, "What you recommend")],
    )

    def conclusion(self, content: AppraisalContent, tool: Tool) -> Conclusion:
        """What was concluded."""
        found = {}
        if tool.outcomes:
            for place, subject in enumerate(content.subjects, 1):
                outcome, reason = self[f"outcome-{place}"].data, self[f"reason-{place}"].data
                found[subject.ref] = Concluded(str(outcome), str(reason))
        return Conclusion(found, str(self.recommendation.data), str(self.seen.data))


def conclude_form(tool: Tool, content: AppraisalContent, sent: Any) -> ConcludeForm:
    """Make the form for these subjects."""
    fields: dict[str, Any] = {}
    order: list[str] = []
    for place, subject in enumerate(content.subjects if tool.outcomes else (), 1):
        fields[f"outcome-{place}"] = wtforms.RadioField(
            f"What do you conclude of {subject.name}?",
            [InputRequired(f"Choose what you conclude of {subject.name}")],
            choices=[option(each.key, each.label, hint=each.text) for each in tool.outcomes],
        )
        fields[f"reason-{place}"] = wtforms.TextAreaField(
            f"Why, for {subject.name}?",
            [InputRequired(f"Enter the reason for {subject.name}"), at_most(LONGEST, "The reason")],
        )
        order += [f"outcome-{place}", f"reason-{place}"]
    form_class: Any = type("FittedConcludeForm", (ConcludeForm,), fields)
    form: ConcludeForm = form_class(sent, data={"seen": content.digest})
    form.on_the_page = (*order, "recommendation")
    return form
