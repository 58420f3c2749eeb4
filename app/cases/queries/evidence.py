"""An item of a case's evidence, and its file. All of it: walk.py."""

from sqlalchemy import select

from app.cases.models import CaseEvidence, ServiceCase
from app.db import db
from app.files.models import StoredFile


def evidence_of(evidence_ref: str, *, case: ServiceCase) -> CaseEvidence | None:
    """Give the item of the case with this reference, or None."""
    return db.session.scalar(
        select(CaseEvidence).where(CaseEvidence.ref == evidence_ref, CaseEvidence.case_id == case.id)
    )


def file_of(evidence_ref: str, case_ref: str, *, engagement_id: int) -> StoredFile | None:
    """Give the file of an item of one of the engagement's cases, or None; in one query."""
    return db.session.scalar(
        select(StoredFile)
        .join(CaseEvidence, CaseEvidence.file_id == StoredFile.id)
        .join(ServiceCase, ServiceCase.id == CaseEvidence.case_id)
        .where(
            CaseEvidence.ref == evidence_ref,
            ServiceCase.ref == case_ref,
            ServiceCase.engagement_id == engagement_id,
        )
    )
