"""Finance confirms how each kind of support is treated for VAT, and what that rests on. Statements apply it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.agreements.models import VatTreatment
from app.charging.errors import ConflictError, RefusedFieldError
from app.charging.models import VatCode
from app.charging.queries.statements import vat_codes
from app.charging.services.books import lock_account
from app.charging.services.issuing import demand_issuer
from app.charging.services.moves import demand_running, note
from app.db import db
from app.engagements.models import SupportKind
from app.security import EngagementScope, Identity


@dataclass(frozen=True, slots=True)
class Treatment:
    """How a kind is treated, and what that rests on (a notice, advice): needed unless it is the standard rate."""

    treatment: VatTreatment
    basis: str


def confirm(
    kind: SupportKind,
    treatment: VatTreatment,
    basis: str,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Confirm the treatment of one kind; statements that are issued keep theirs.

    Raises ConflictOfInterestError, RefusedFieldError without a basis, WrongStateError, NotChargeableError.
    """
    confirm_all({kind: Treatment(treatment, basis)}, scope, actor=actor, now=now)


def confirm_all(
    treatments: Mapping[SupportKind, Treatment],
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
    seen_version: int | None = None,
) -> None:
    """Confirm several at once; `seen_version` as `version_of` gave it to the page (None: not asked).

    Raises as `confirm`, and ConflictError if a colleague confirmed something meanwhile.
    """
    demand_running(scope)
    demand_issuer(actor, scope, doing="confirm VAT")
    for kind, each in treatments.items():
        _demand_basis(kind, each)
    lock_account(engagement_id=scope.id)
    codes = vat_codes(engagement_id=scope.id)
    if seen_version is not None and seen_version != version_of(codes):
        raise ConflictError("A colleague saved a change while you were writing")
    for kind, each in treatments.items():
        _confirm(kind, each, codes.get(kind), scope, actor=actor, now=now)


def version_of(codes: Mapping[SupportKind, VatCode]) -> int:
    """Count the changes of all codes."""
    return sum(code.version for code in codes.values())


def _demand_basis(kind: SupportKind, each: Treatment) -> None:
    if each.treatment is VatTreatment.TO_CONFIRM:
        raise RefusedFieldError(f"treatment_{kind.value}", f"Choose how “{kind.words}” is treated for VAT")
    if each.treatment is not VatTreatment.STANDARD and not each.basis:
        raise RefusedFieldError(f"basis_{kind.value}", f"Enter what the treatment of “{kind.words}” rests on")


def _confirm(
    kind: SupportKind,
    each: Treatment,
    code: VatCode | None,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> None:
    was = {"treatment": code.treatment.value, "basis": code.basis} if code else {}
    became = {"treatment": each.treatment.value, "basis": each.basis}
    if was == became:
        return
    if code is None:
        code = VatCode(engagement_id=scope.id, kind=kind)
        db.session.add(code)
    code.treatment, code.basis = each.treatment, each.basis
    code.confirmed_by_id, code.confirmed_name, code.confirmed_at = actor.person_id, actor.name, now
    note("VAT confirmed", f"VAT code {kind.value}", scope, actor=actor, now=now, was=was, became=became)
