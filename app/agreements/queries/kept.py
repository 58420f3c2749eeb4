"""Signed versions of agreements, each read back once in each worker. What is not signed may still change."""

from sqlalchemy import bindparam, select

from app.agreements.content import AgreementContent, agreement_from
from app.agreements.models import AgreementVersion
from app.db import db
from app.db.keeping import kept

KEPT = 128  # some 5 KB each
_CONTENT = select(AgreementVersion.content).where(AgreementVersion.ref == bindparam("ref"))


def kept_agreement(ref: str) -> AgreementContent:
    """Give the content of the signed version with this reference."""
    return kept("signed agreement", ref, lambda: _read(ref), most=KEPT)


def _read(ref: str) -> AgreementContent:
    return agreement_from(db.session.connection().execute(_CONTENT, {"ref": ref}).scalar_one())
