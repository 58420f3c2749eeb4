"""Forms around statements: invoice, dispute, settlement, payment, VAT, purchase order. Those of entries: forms.py."""

from collections.abc import Iterable, Mapping
from typing import Any

import wtforms
from wtforms import validators

from app.agreements.models import VatTreatment
from app.charging.services.vat import Treatment
from app.engagements.forms.versions import VersionedMixin
from app.engagements.models import SupportKind
from app.web.fields import DateField
from app.web.forms import Form, option

LONGEST_NUMBER, LONGEST_TEXT = 60, 2_000
CONFIRMABLE = tuple(each for each in VatTreatment if each is not VatTreatment.TO_CONFIRM)


def _number(label: str, called: str) -> wtforms.StringField:
    longest = f"The {called} must be {LONGEST_NUMBER} characters or fewer"
    needed = (validators.InputRequired(f"Enter the {called}"), validators.Length(max=LONGEST_NUMBER, message=longest))
    return wtforms.StringField(label, needed)


def _text(label: str, needed: str, called: str) -> wtforms.TextAreaField:
    longest = f"{called} must be {LONGEST_TEXT:,} characters or fewer"
    return wtforms.TextAreaField(
        label, [validators.DataRequired(needed), validators.Length(max=LONGEST_TEXT, message=longest)]
    )


class NumberForm(Form):
    """A number that a colleague may have recorded meanwhile: `seen_number` is what the page showed."""

    seen_number = wtforms.HiddenField(default="")

    def see(self, number: str) -> None:
        """Carry what stands now, so that sending again overwrites it."""
        self.seen_number.raw_data, self.seen_number.data = None, number


class InvoiceForm(NumberForm):
    """The number of the VAT invoice."""

    number = _number("Invoice number", "invoice number")


class OrderForm(NumberForm):
    """The number of the partner's purchase order."""

    number = _number("Purchase order number", "purchase order number")


class DisputeForm(Form):
    """Why a statement is disputed."""

    text = _text("What is wrong with the statement?", "Say what is wrong with the statement", "What is wrong")


class SettleForm(Form):
    """How a dispute was settled."""

    text = _text("How was the dispute settled?", "Say how the dispute was settled", "How it was settled")


class PaidForm(Form):
    """The day of payment."""

    paid_on = DateField("When was it paid?", called="date of payment")


class VatForm(VersionedMixin, Form):
    """The treatment of each kind of support and its basis; the fields are those of `vat_form`."""

    kinds: tuple[SupportKind, ...] = ()
    confirmed: frozenset[SupportKind] = frozenset()

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for what each treatment rests on; one that is confirmed can change, but not go."""
        good = super().validate(extra_validators)
        for kind in self.kinds:
            treatment, basis = self.fields_of(kind)
            if not treatment.data and (kind in self.confirmed or basis.data):
                treatment.errors = [f"Choose how “{kind.words}” is treated for VAT"]
            elif treatment.data not in {"", VatTreatment.STANDARD.value} and not basis.data:
                basis.errors = [f"Enter what the treatment of “{kind.words}” rests on"]
        return good and not self.errors

    def fields_of(self, kind: SupportKind) -> tuple[Any, Any]:
        """Give the two fields of a kind: treatment and basis."""
        return self[f"treatment_{kind.value}"], self[f"basis_{kind.value}"]

    def treatments(self) -> dict[SupportKind, Treatment]:
        """The treatments of a valid form; what is not confirmed yet is left out."""
        found = {kind: self.fields_of(kind) for kind in self.kinds}
        return {
            kind: Treatment(VatTreatment(treatment.data), basis.data or "")
            for kind, (treatment, basis) in found.items()
            if treatment.data
        }


def vat_form(kinds: Iterable[SupportKind]) -> type[VatForm]:
    """Make the form that asks for these kinds of support."""
    asked = tuple(kinds)
    choices = [option("", "Not confirmed yet"), *(option(each.value, each.words) for each in CONFIRMABLE)]
    fields: dict[str, Any] = {"kinds": asked}
    for kind in asked:
        longest = f"The basis of “{kind.words}” must be {LONGEST_TEXT:,} characters or fewer"
        fields[f"treatment_{kind.value}"] = wtforms.SelectField("Treatment", choices=choices)
        fields[f"basis_{kind.value}"] = wtforms.TextAreaField(
            "What it rests on", [validators.Length(max=LONGEST_TEXT, message=longest)]
        )
    return type("KindsForm", (VatForm,), fields)


def vat_data(treatments: Mapping[SupportKind, Treatment]) -> dict[str, str]:
    """Give treatments as the form takes them."""
    data = {f"treatment_{kind.value}": each.treatment.value for kind, each in treatments.items()}
    return data | {f"basis_{kind.value}": each.basis for kind, each in treatments.items()}
