"""Uploaded files and documents of an archive: which there are for the asker's side. Their bytes: services/parts.py."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app.agreements.models import AgreementState, AgreementVersion
from app.appraising.models import AgreedAnswer, Appraisal, AppraisalState
from app.archiving.queries.library import library_files
from app.archiving.queries.records import signed_versions
from app.archiving.queries.tables import Asked
from app.assessments.queries.evidence import NOBODY, evidence_file
from app.cases.models import CaseEvidence, ServiceCase
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
    """Give every file once: evidence that a signed result names, papers of the agreement, files of plan and cases."""
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
    yield from _of_tools_and_cases(asked)
    for stored, title in library_files(asked):
        yield _kept(stored, f"Library: {title}")


def _of_tools_and_cases(asked: Asked) -> Iterator[Kept]:
    answers = (
        select(StoredFile, Appraisal.title)
        .join(AgreedAnswer, AgreedAnswer.file_id == StoredFile.id)
        .join(Appraisal, Appraisal.id == AgreedAnswer.appraisal_id)
        .where(Appraisal.engagement_id == asked.scope.id, Appraisal.state == AppraisalState.FINISHED)
        .order_by(Appraisal.id, AgreedAnswer.subject_id, AgreedAnswer.criterion_key)
    )
    cases = (
        select(StoredFile, ServiceCase.service)
        .join(CaseEvidence, CaseEvidence.file_id == StoredFile.id)
        .join(ServiceCase, ServiceCase.id == CaseEvidence.case_id)
        .where(ServiceCase.engagement_id == asked.scope.id)
        .order_by(CaseEvidence.id)
    )
    for what, query in (("Evidence of a tool in use", answers), ("Evidence of a service case", cases)):
        for stored, title in db.session.execute(query).all():
            yield _kept(stored, f"{what}: {title}")


def _kept(stored: StoredFile, about: str) -> Kept:
    return Kept(stored.ref, stored.name, stored.media_type, stored.size, stored.sha256, stored.storage_key, about)


def documents_of(asked: Asked) -> tuple[Wanted, ...]:
    """Give every document: agreements, statements, signed results, the plan, confirmed reviews, cases, tools."""
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
    yield from _of_tools_and_services(here)


def _of_tools_and_services(here: int) -> Iterator[Wanted]:
    """Give a record of each service case, and a report and the figures of each tool that was concluded."""
    cases = select(ServiceCase.ref, ServiceCase.service).where(ServiceCase.engagement_id == here)
    for ref, service in db.session.execute(cases.order_by(ServiceCase.id)).all():
        yield Wanted(f"Service case, {service}", "cases.record_pdf", {"case_ref": ref})
    concluded = select(Appraisal.ref, Appraisal.title).where(
        Appraisal.engagement_id == here, Appraisal.state == AppraisalState.FINISHED
    )
    for ref, title in db.session.execute(concluded.order_by(Appraisal.id)).all():
        at = {"appraisal_ref": ref}
        yield Wanted(f"Tool in use, {title}: report", "appraising.report_pdf", at)
        yield Wanted(f"Tool in use, {title}: figures", "appraising.excel", at)
