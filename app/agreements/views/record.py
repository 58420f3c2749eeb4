"""Finds one version of the agreement with its content, signatures and the signed ones beside it, or answers 404."""

import datetime as dt
from dataclasses import dataclass

from flask import abort, url_for

from app.agreements.changes import AgreementDifference, agreement_difference
from app.agreements.content import AgreementContent, agreement_from
from app.agreements.document import Standing, stands, title
from app.agreements.models import AgreementState, AgreementVersion
from app.agreements.queries.versions import content_of, signatures_of, version_of, versions_of
from app.agreements.signatures import Signed, digest
from app.agreements.wording import Clause, clauses, signature_table, waits_for
from app.db.clock import today
from app.documents.model import TableBlock
from app.security import require_identity, require_scope
from app.web.filters import LONDON


@dataclass(frozen=True, slots=True)
class Record:
    """One version as its pages and files show it; `older` is the signed version before it, `newest` the latest one."""

    version: AgreementVersion
    content: AgreementContent
    signed: tuple[Signed, ...]
    signers: frozenset[int]
    older: AgreementVersion | None
    newest: AgreementVersion | None

    @property
    def title(self) -> str:
        """Its name, with its number once it is signed."""
        return title(self.content, self.version.number)

    @property
    def standing(self) -> Standing:
        """How it stands."""
        version = self.version
        return Standing(
            state=version.state,
            day=self._day,
            number=version.number,
            signed_on=version.signed_on,
            on_paper=version.on_paper,
            signed=self.signed,
            illustrative=require_scope().illustrative,
            since=self.older.number if self.older else None,
        )

    @property
    def stands(self) -> str:
        """How it stands, in a sentence."""
        return stands(self.standing, self.content)

    @property
    def waits_for(self) -> str:
        """Whose signature is still to come."""
        return waits_for(self.content, self.signed)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """What both sides sign."""
        return clauses(self.content)

    @property
    def signatures(self) -> TableBlock:
        """Both signatures, or whom they wait for."""
        return signature_table(self.content, self.signed, waits=self.version.state is AgreementState.TO_SIGN)

    @property
    def difference(self) -> AgreementDifference | None:
        """What it changes in the signed version before it; None for the first one."""
        if self.older is None or self.older.content is None:
            return None
        return agreement_difference(agreement_from(self.older.content), self.content)

    @property
    def digest(self) -> str:
        """The mark of what is signed."""
        return digest(self.version.content)

    @property
    def is_superseded(self) -> bool:
        """Say whether a later signed version has taken its place."""
        is_signed = self.version.state is AgreementState.SIGNED
        return is_signed and self.newest is not None and self.newest.id != self.version.id

    @property
    def signed_by_me(self) -> bool:
        """Say whether the person who is asking has signed it."""
        return require_identity().person_id in self.signers

    @property
    def _day(self) -> dt.date:
        """The day that it speaks of: of the last signature, of sending, or today while it is edited."""
        version = self.version
        if version.signed_on:
            return version.signed_on
        return version.sent_at.astimezone(LONDON).date() if version.sent_at else today()


def load_record(agreement_ref: str) -> Record:
    """Give the version of the address with what its pages show; 404 for one of another engagement."""
    scope = require_scope()
    versions = versions_of(engagement_id=scope.id)
    version = next((each for each in versions if each.ref == agreement_ref), None) or abort(404)
    signed = sorted((each for each in versions if each.number), key=lambda each: each.number or 0)
    frozen = version.state in {AgreementState.TO_SIGN, AgreementState.SIGNED}
    signatures = signatures_of(version) if frozen else []
    return Record(
        version=version,
        content=content_of(version, scope),
        signed=tuple(
            Signed(each.side.value, each.authority_name, each.person_name, each.signed_at.astimezone(LONDON).date())
            for each in signatures
        ),
        signers=frozenset(each.person_id for each in signatures),
        older=next((each for each in reversed(signed) if each.id < version.id), None),
        newest=signed[-1] if signed else None,
    )


def load_locked(agreement_ref: str) -> AgreementVersion:
    """Give the version of the address, so that nobody else changes it before this request ends."""
    return version_of(agreement_ref, engagement_id=require_scope().id, lock=True) or abort(404)


def to(endpoint: str, agreement_ref: str) -> str:
    """Give the address of a page of the version."""
    return url_for(f"agreements.{endpoint}", engagement_ref=require_scope().ref, agreement_ref=agreement_ref)
