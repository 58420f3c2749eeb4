"""What every change of an agreement does: finds the version locked, demands its state, leaves a trace in the audit."""

from collections.abc import Iterable
from typing import Unpack

from sqlalchemy import select

from app.agreements.content import LineText
from app.agreements.errors import ConflictError, UnsignedExistsError, WrongStateError
from app.agreements.models import AgreementLine, AgreementState, AgreementVersion, Payer, VatTreatment
from app.agreements.queries.versions import version_of
from app.audit import services
from app.audit.services import Trace
from app.db import db
from app.engagements.models import EngagementState, SupportKind
from app.security import EngagementScope
from app.web.filters import person_days

UNSIGNED = (AgreementState.DRAFT, AgreementState.TO_SIGN)


OVER = frozenset({EngagementState.CLOSED, EngagementState.ENDED_EARLY})


def demand_running(scope: EngagementScope) -> None:
    """Raise WrongStateError once the engagement is over: what was signed by then stands."""
    if scope.state in OVER:
        raise WrongStateError("The engagement is over, so its agreement cannot be changed any more.")


def unsigned_of(engagement_id: int) -> AgreementVersion | None:
    """Give the version that is drafted or waits for signatures; there is one at most."""
    return db.session.scalar(
        select(AgreementVersion)
        .where(AgreementVersion.engagement_id == engagement_id, AgreementVersion.state.in_(UNSIGNED))
        .execution_options(populate_existing=True)
    )


def refuse_second(engagement_id: int) -> None:
    """Raise UnsignedExistsError while another version is not signed yet. The engagement is locked by the caller."""
    there = unsigned_of(engagement_id)
    if there is not None:
        stands = "is being drafted" if there.state is AgreementState.DRAFT else "waits for signatures"
        raise UnsignedExistsError(
            f"Only one version can be open at a time: “{there.kind.words}” {stands}. Sign it or withdraw it first.",
            there.ref,
        )


def locked_draft(version: AgreementVersion, seen_version: int) -> AgreementVersion:
    """Lock a draft that is edited. Raises WrongStateError, ConflictError."""
    found = version_of(version.ref, engagement_id=version.engagement_id, lock=True)
    if found is None or found.state is not AgreementState.DRAFT:
        words = found.state.words.lower() if found else "gone"
        raise WrongStateError(f"This version can no longer be edited, as it is {words}. Nothing was changed.")
    if found.version != seen_version:
        raise ConflictError("A colleague saved a change while you were writing")
    return found


def add_lines(version: AgreementVersion, lines: Iterable[LineText]) -> None:
    """Give a version its first lines."""
    for position, line in enumerate(lines):
        db.session.add(
            AgreementLine(
                agreement_version_id=version.id,
                position=position,
                kind=SupportKind(line.kind),
                what=line.what,
                quarters=line.quarters,
                payer=Payer(line.payer),
                vat=VatTreatment(line.vat),
            )
        )
    db.session.flush()


def in_words(line: LineText) -> str:
    """One line as the audit trail and a conflict show it."""
    kind, vat = SupportKind(line.kind).words, VatTreatment(line.vat).words
    return (
        f"{kind}: {person_days(line.quarters)}, {line.payer} pays, VAT {vat[:1].lower()}{vat[1:]}. {line.what}".strip()
    )


def note(action: str, version: AgreementVersion, scope: EngagementScope, **trace: Unpack[Trace]) -> None:
    """Record a change of a version in the audit trail, in the same transaction."""
    services.note(action, f"agreement {version.ref}", scope, **trace)
