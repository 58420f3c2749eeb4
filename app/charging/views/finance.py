"""What finance settles before the first statement: the VAT treatment of each kind of support, the purchase order."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.agreements.content import agreement_from
from app.agreements.models import VatTreatment
from app.agreements.queries.versions import in_force
from app.charging.errors import ChargingError, ConflictError, RefusedFieldError
from app.charging.models import VatCode
from app.charging.queries.statements import kinds_logged, order_number, vat_codes
from app.charging.room import DAYS, room
from app.charging.services import ordering
from app.charging.services import vat as treating
from app.charging.services.vat import Treatment, version_of
from app.charging.statement_forms import OrderForm, VatForm, vat_data, vat_form
from app.charging.views.acting import CONFLICT, INVALID, refused
from app.charging.views.loading import to
from app.charging.views.statements import disputes, issues
from app.db.clock import now
from app.engagements.forms.versions import Difference
from app.engagements.models import SupportKind
from app.security import Permission, require_identity, require_scope

Codes = Mapping[SupportKind, VatCode]


@room.form(f"{DAYS}/vat", permission=Permission.STATEMENT_ISSUE)
def vat(engagement_ref: str) -> ResponseReturnValue:
    """Confirm how each kind of support is treated for VAT, and what that rests on."""
    codes = vat_codes(engagement_id=require_scope().id)
    form = _vat_form(codes)
    if request.method == "GET":
        return _vat_page(form, codes)
    if issues() and not form.validate():
        return _vat_page(form, codes), INVALID
    try:
        treating.confirm_all(
            form.treatments() if issues() else {},
            require_scope(),
            actor=require_identity(),
            now=now(),
            seen_version=form.seen_version,
        )
    except RefusedFieldError as error:
        form[error.field].errors = [str(error)]
        return _vat_page(form, codes), INVALID
    except ConflictError:
        return _vat_page(form, codes, _vat_conflict(form)), CONFLICT
    except ChargingError as error:
        return refused(error, to("statements"))
    flash("The VAT treatment is confirmed. Statements that are issued keep theirs.", "success")
    return redirect(to("statements"), 303)


def _vat_form(codes: Codes) -> VatForm:
    """Ask for the kinds that are agreed, logged or confirmed; what is not confirmed is proposed from the agreement."""
    scope = require_scope()
    proposed = _proposed(engagement_id=scope.id)
    known = kinds_logged(engagement_id=scope.id) | set(codes) | set(proposed)
    shown = vat_data(proposed | _confirmed(codes)) | {"seen": str(version_of(codes))}
    sent = request.form if request.method == "POST" else None
    form = vat_form(kind for kind in SupportKind if kind in known)(sent, data=shown)
    form.confirmed = frozenset(codes)
    return form


def _confirmed(codes: Codes) -> dict[SupportKind, Treatment]:
    return {kind: Treatment(code.treatment, code.basis) for kind, code in codes.items()}


def _proposed(*, engagement_id: int) -> dict[SupportKind, Treatment]:
    """Propose what the agreement's charged lines say of each kind, where they agree with each other."""
    version = in_force(engagement_id=engagement_id)
    if version is None or version.content is None:
        return {}
    said: dict[SupportKind, set[str]] = {}
    for line in agreement_from(version.content).charged:
        said.setdefault(SupportKind(line.kind), set()).add(line.vat)
    return {kind: _proposal(treatments) for kind, treatments in said.items()}


def _proposal(treatments: set[str]) -> Treatment:
    one = next(iter(treatments)) if len(treatments) == 1 else VatTreatment.TO_CONFIRM.value
    treatment = VatTreatment(one)
    basis = "" if treatment in {VatTreatment.STANDARD, VatTreatment.TO_CONFIRM} else "As in the support agreement."
    return Treatment(treatment, basis)


def _vat_conflict(form: VatForm) -> tuple[Difference, ...]:
    """Show both texts of each kind. What was typed stays, and sending it again overwrites."""
    codes = vat_codes(engagement_id=require_scope().id)
    saved, typed = _confirmed(codes), form.treatments()
    form.see(version_of(codes))
    both = (Difference(kind.words, _words(typed.get(kind)), _words(saved.get(kind))) for kind in form.kinds)
    return tuple(each for each in both if each.typed != each.saved)


def _words(each: Treatment | None) -> str:
    return f"{each.treatment.words}. {each.basis}".strip() if each else "Not confirmed yet"


def _vat_page(form: VatForm, codes: Codes, conflict: tuple[Difference, ...] | None = None) -> str:
    return render_template(
        "charging/vat.html",
        scope=require_scope(),
        to=to,
        form=form,
        codes=codes,
        conflicting=conflict is not None,
        conflict=conflict or (),
        issues=issues(),
        errors=form.error_list,
    )


@room.form(f"{DAYS}/purchase-order", permission=Permission.STATEMENT_DISPUTE)
def purchase_order(engagement_ref: str) -> ResponseReturnValue:
    """Give the number of the partner's purchase order, or change it."""
    number = order_number(engagement_id=require_scope().id)
    sent = request.form if request.method == "POST" else None
    form = OrderForm(sent, data={"number": number, "seen_number": number})
    if request.method == "GET":
        return _order_page(form, number)
    if disputes() and not form.validate():
        return _order_page(form, number), INVALID
    try:
        ordering.record_order(
            form.number.data or "",
            require_scope(),
            actor=require_identity(),
            now=now(),
            seen_number=form.seen_number.data or "",
        )
    except ConflictError:
        saved = order_number(engagement_id=require_scope().id)
        form.see(saved)
        both = (Difference("Purchase order number", form.number.data or "", saved),)
        return _order_page(form, saved, both), CONFLICT
    except ChargingError as error:
        return refused(error, to("statements"))
    flash("The purchase order number is recorded. The next statement carries it.", "success")
    return redirect(to("statements"), 303)


def _order_page(form: OrderForm, number: str, conflict: tuple[Difference, ...] = ()) -> str:
    return render_template(
        "charging/purchase_order.html",
        scope=require_scope(),
        to=to,
        form=form,
        number=number,
        conflict=conflict,
        may_give=disputes(),
        errors=form.error_list,
    )
