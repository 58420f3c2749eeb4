"""The form that compares every need of a case with the services that are there: fields for each need. Shape only."""

from collections.abc import Sequence
from typing import Any

import wtforms
from wtforms.validators import Length, ValidationError

from app.cases.models import Cover, ExistingService, Need
from app.cases.services.understanding import Gap
from app.cases.texts import COVERS
from app.web.forms import Form, option

LONGEST = 10_000
NOT_YET = ""


class GapForm(Form):
    """Of each need: how far it is met, by which services, what is lacking, and whether it is a priority."""

    needs: tuple[Need, ...] = ()

    def gaps(self) -> dict[str, Gap]:
        """What was written, by the reference of the need."""
        return {need.ref: self._gap(need.ref) for need in self.needs}

    def _gap(self, ref: str) -> Gap:
        cover, seen = self[f"cover_{ref}"].data or "", "".join(self[f"seen_{ref}"].raw_data or ())
        return Gap(
            cover=Cover(cover) if cover else None,
            services=tuple(self[f"services_{ref}"].data or ()),
            gap=self[f"gap_{ref}"].data or "",
            priority=bool(self[f"priority_{ref}"].data),
            seen_version=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0,
        )

    def see(self, _version: int) -> None:
        """Carry the versions that are saved, so that sending again overwrites what the page shows beside it."""
        for need in self.needs:
            field = self[f"seen_{need.ref}"]
            field.raw_data, field.data = None, str(need.version)


def gap_form(needs: Sequence[Need], services: Sequence[ExistingService], sent: Any) -> GapForm:
    """Make the form for these needs, filled in as they stand; or with what was sent."""
    fields: dict[str, Any] = {"needs": tuple(needs)}
    stored: dict[str, Any] = {}
    offered = [option(each.ref, each.name) for each in services]
    for number, need in enumerate(needs, 1):
        fields |= _fields(need.ref, f"Need {number}", offered)
        stored |= {
            f"cover_{need.ref}": need.cover.value if need.cover else NOT_YET,
            f"services_{need.ref}": need.services,
            f"gap_{need.ref}": need.gap,
            f"priority_{need.ref}": need.priority,
            f"seen_{need.ref}": str(need.version),
        }
    form: GapForm = type("GapsOfNeeds", (GapForm,), fields)(sent, data=stored)
    return form


def _fields(ref: str, called: str, services: list[Any]) -> dict[str, Any]:
    """Give the fields of one need, in the order of the page."""
    covers = [option(NOT_YET, "Not compared yet"), *(option(cover.value, words) for cover, words in COVERS.items())]

    def lacking(form: GapForm, field: Any) -> None:
        if form[f"cover_{ref}"].data in {Cover.NOT.value, Cover.PARTLY.value} and not field.data:
            raise ValidationError(f"{called}: say what is lacking, as it is not fully met")

    def can_be_met(_form: GapForm, field: Any) -> None:
        if not services and field.data in {Cover.PARTLY.value, Cover.FULLY.value}:
            raise ValidationError(f"{called}: list the service that meets it first, as none is listed yet")

    def met_by(form: GapForm, field: Any) -> None:
        cover = form[f"cover_{ref}"].data
        if cover in {Cover.PARTLY.value, Cover.FULLY.value} and services and not field.data:
            raise ValidationError(f"{called}: choose the services that meet it, or say that it is not met")
        if cover == Cover.NOT.value and field.data:
            raise ValidationError(f"{called}: no service can meet it, as you say that it is not met")

    longest = Length(max=LONGEST, message=f"{called}: what is lacking must be {LONGEST:,} characters or fewer")
    return {
        f"cover_{ref}": wtforms.RadioField(
            "How far do existing services meet it?", [can_be_met], choices=covers, default=NOT_YET
        ),
        f"services_{ref}": wtforms.SelectMultipleField("Which services meet it?", [met_by], choices=services),
        f"gap_{ref}": wtforms.TextAreaField("What is lacking?", [lacking, longest]),
        f"priority_{ref}": wtforms.BooleanField("This gap is a priority"),
        f"seen_{ref}": wtforms.HiddenField(),
    }
