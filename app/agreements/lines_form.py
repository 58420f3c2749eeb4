"""The form of a draft's lines: added, moved and removed by buttons that save nothing, then saved all at once."""

import re
from collections.abc import Sequence
from typing import Any

import wtforms
from werkzeug.datastructures import MultiDict
from wtforms import validators

from app.agreements.content import LineText
from app.agreements.drafting import BEFORE_THE_PLAN
from app.agreements.models import Payer, VatTreatment
from app.agreements.services.lines import Line
from app.engagements.forms.versions import VersionedMixin
from app.engagements.models import SupportKind
from app.web.fields import DaysField
from app.web.forms import Form, option

MOST_LINES = 40
LONGEST_WHAT = 2_000
PARTS = ("ref", "kind", "what", "days", "payer", "vat")
NEW = {"ref": "", "kind": "", "what": "", "days": "", "payer": Payer.PARTNER.value, "vat": VatTreatment.STANDARD.value}


class LineDaysField(DaysField):
    """Days of one line: messages name the line by its number."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.called = f"person-days of line {_number(self.name)}"


def _number(name: str) -> int:
    found = re.search(r"-(\d+)-", name)
    return int(found[1]) + 1 if found else 1


class LineForm(Form):
    """One line."""

    ref = wtforms.HiddenField()
    kind = wtforms.SelectField("Kind of support", choices=[])
    what = wtforms.TextAreaField(
        "What it is for",
        [
            validators.Length(
                max=LONGEST_WHAT, message=f"What a line is for must be {LONGEST_WHAT:,} characters or fewer"
            )
        ],
    )
    days = LineDaysField("Person-days", maximum=4000)
    payer = wtforms.SelectField("Who pays", choices=[])
    vat = wtforms.SelectField("VAT", choices=[option(each.value, each.words) for each in VatTreatment])

    def validate_kind(self, field: Any) -> None:
        """Ask for a kind."""
        if not field.data:
            raise validators.ValidationError(f"Choose the kind of support of line {_number(field.name)}")


class LinesForm(VersionedMixin, Form):
    """All lines of a draft in their order."""

    rows = wtforms.FieldList(wtforms.FormField(LineForm), max_entries=MOST_LINES)

    def offer(self, *, lead: str, partner: str, rests_on_plan: bool) -> None:
        """Offer the payers by name, and the kinds that this version can have (one that is there stays on offer)."""
        for row in self.rows:
            kept = row.form.kind.data
            kinds = [kind for kind in SupportKind if rests_on_plan or kind in BEFORE_THE_PLAN or kind.value == kept]
            row.form.kind.choices = [option("", "Choose"), *(option(kind.value, kind.words) for kind in kinds)]
            row.form.payer.choices = [option("partner", partner), option("lead", lead)]

    def lines(self) -> list[Line]:
        """The lines of a valid form."""
        return [Line(row.form.ref.data or "", _text(row.form)) for row in self.rows]

    def so_far(self) -> list[LineText]:
        """The lines whose days are typed and understood so far."""
        return [_text(row.form) for row in self.rows if row.form.days.data is not None and row.form.kind.data]


def _text(form: Any) -> LineText:
    return LineText(form.kind.data, form.what.data or "", form.days.data, form.payer.data, form.vat.data)


def saved_rows(lines: Sequence[Any]) -> list[dict[str, Any]]:
    """Lines that are kept (AgreementLine), as the form takes them."""
    return [
        {
            "ref": line.ref,
            "kind": line.kind.value,
            "what": line.what,
            "days": line.quarters,
            "payer": line.payer.value,
            "vat": line.vat.value,
        }
        for line in lines
    ]


def rearranged(sent: Any, act: str) -> MultiDict[str, str]:
    """Give what was sent with a line added ("add"), taken out ("remove-2") or moved ("up-2", "down-2"), from 0.

    Anything else is given back as it is, its lines numbered from 0, with so many at most as the form takes.
    """
    numbers = sorted({int(found[1]) for name in sent if (found := re.fullmatch(r"rows-(\d{1,4})-\w+", name))})
    rows = [{part: sent.get(f"rows-{number}-{part}", "") for part in PARTS} for number in numbers][:MOST_LINES]
    verb, _, place = act.partition("-")
    at = int(place) if place.isdecimal() and len(place) < 4 else -1
    if verb == "add" and len(rows) < MOST_LINES:
        rows.append(dict(NEW))
    elif verb == "remove" and 0 <= at < len(rows):
        rows.pop(at)
    elif verb in {"up", "down"}:
        to = at - 1 if verb == "up" else at + 1
        if 0 <= at < len(rows) and 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
    values = {f"rows-{number}-{part}": row[part] for number, row in enumerate(rows) for part in PARTS}
    return MultiDict(values | {"seen": sent.get("seen", "")})
