"""Uploaded files and documents of an archive: which there are for the asker's side. Their bytes: services/parts.py."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app.agreements.models import AgreementState, AgreementVersion
from app.archiving.queries.records import signed_versions
from app.archiving.queries.tables import Asked
from app.assessments.queries.evidence import NOBODY, evidence_file
from app.charging.models import Statement
from app.db import db
from app.files.models import StoredFile
from app.plans.models import Plan, PlanEntry
from app.reviewing.models import MonthlyReview


@dataclass(frozen=True, slots=True)
class Kept:
    """An uploaded file: its own name, and where it belongs."""

    ref: str
    name: str
    media_type: str
    size: int
    sha256: str
    storage_key: str
    about: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document as a route of its room gives it to the asker; `query` is what follows the question mark."""

    title: str
    endpoint: str
    values: dict[str, str] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)


def files_of(asked: Asked) -> tuple[Kept, ...]:
    """Give every file once: evidence that a signed result names, papers of the agreement, files of the plan."""
    found = {each.ref: each for each in _files(asked)}
    return tuple(found.values())


def _files(asked: Asked) -> Iterator[Kept]:
    for signed in signed_versions(asked):
        for standard in signed.result.standards:
            for ref in (each.file_ref for each in standard.evidence if each.file_ref):
                stored = evidence_file(ref, round_ref=signed.round_ref, engagement_id=asked.scope.id, viewer_id=NOBODY)
                if stored is not None:
                    yield _kept(stored, f"Evidence for standard {standard.number}, {signed.kind}")
    papers = (
        select(StoredFile, AgreementVersion.number)
        .join(AgreementVersion, AgreementVersion.file_id == StoredFile.id)
        .where(AgreementVersion.engagement_id == asked.scope.id, AgreementVersion.state == AgreementState.SIGNED)
        .order_by(AgreementVersion.id)
    )
    for stored, number in db.session.execute(papers).all():
        yield _kept(stored, f"Support agreement, version {number}, as signed on paper")
    if asked.is_after_the_end:
        return
    entries = (
        select(StoredFile)
        .join(PlanEntry, PlanEntry.file_id == StoredFile.id)
        .join(Plan, Plan.id == PlanEntry.plan_id)
        .where(Plan.engagement_id == asked.scope.id)
        .order_by(PlanEntry.id)
    )
    for stored in db.session.scalars(entries).all():
        yield _kept(stored, "Progress of the change plan")


def _kept(stored: StoredFile, about: str) -> Kept:
    return Kept(stored.ref, stored.name, stored.media_type, stored.size, stored.sha256, stored.storage_key, about)


def documents_of(asked: Asked) -> tuple[Wanted, ...]:
    """Give every document: agreements sent, statements, signed results, the plan, reviews confirmed by both."""
    return tuple(_documents(asked))


def _documents(asked: Asked) -> Iterator[Wanted]:
    here = asked.scope.id
    versions = (
        select(AgreementVersion.ref, AgreementVersion.number)
        .where(
            AgreementVersion.engagement_id == here,
            AgreementVersion.state.in_((AgreementState.TO_SIGN, AgreementState.SIGNED)),
        )
        .order_by(AgreementVersion.id)
    )
    for ref, number in db.session.execute(versions).all():
        said = f"version {number}" if number else "sent to be signed"
        yield Wanted(f"Support agreement, {said}", "agreements.pdf", {"agreement_ref": ref})
    for signed in signed_versions(asked):
        said, version = f"{signed.kind}, version {signed.number}", {"version": signed.number}
        at = {"round_ref": signed.round_ref}
        yield Wanted(f"Self-assessment report, {said}", "assessments.report_pdf", at, version)
        yield Wanted(f"Self-assessment figures, {said}", "assessments.result_excel", at, version)
    statements = (
        select(Statement.ref, Statement.number, Statement.month)
        .where(Statement.engagement_id == here)
        .order_by(Statement.id)
    )
    for ref, number, month in db.session.execute(statements).all():
        yield Wanted(f"Statement {number}, {month:%B %Y}", "charging.statement_pdf", {"statement_ref": ref})
    if asked.is_after_the_end:
        return
    if db.session.scalar(select(Plan.id).where(Plan.engagement_id == here)) is not None:
        yield Wanted("Change plan", "plans.plan_pdf")
    reviews = (
        select(MonthlyReview.ref, MonthlyReview.month)
        .where(MonthlyReview.engagement_id == here, MonthlyReview.frozen_at.is_not(None))
        .order_by(MonthlyReview.month, MonthlyReview.id)
    )
    for ref, month in db.session.execute(reviews).all():
        yield Wanted(f"Monthly review, {month:%B %Y}", "reviewing.minutes_pdf", {"review_ref": ref})
