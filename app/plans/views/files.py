"""The plan to take away: Word, PDF, Excel and CSV. What is in them: report/ and workbook. Excel back in: excel_in."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue

from app.accounts.queries import people_of_engagement
from app.charts import cache
from app.charts.model import Chart
from app.db.clock import today
from app.documents.csv import MIME as CSV_MIME
from app.documents.csv import csv_bytes
from app.documents.making import EXCEL_MIME, PDF_MIME, WORD_MIME, make_excel, make_pdf, make_word
from app.documents.model import Document
from app.documents.names import file_name
from app.plans.picture import PlanPicture, picture
from app.plans.queries.conditions import ConditionRow, conditions_of
from app.plans.queries.plan import PlanRecord, standings
from app.plans.queries.versions import VersionRow, versions_of
from app.plans.report import HEAD, ConditionLine, Facts, plan_rows, report
from app.plans.room import PLAN, room
from app.plans.timeline import timeline_of
from app.plans.views.loading import live_picture, load_plan, working_scope
from app.plans.workbook import Occasion, people_names, plan_book, standard_name
from app.security import Permission, require_identity, require_scope

KEPT_DOCUMENTS = 4
Made = Callable[[Document], bytes]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the files hold: the approved plan as it stands today, else the scope as it is worked on."""

    record: PlanRecord
    shown: PlanPicture
    version: VersionRow | None  # the approved one

    @property
    def said(self) -> tuple[str, ...]:
        """Say in a file's name which plan it is."""
        return ("version", str(self.version.number)) if self.version else ("draft not approved",)


@room.get(f"{PLAN}/files", permission=Permission.PLAN_VIEW)
def files(engagement_ref: str) -> ResponseReturnValue:
    """Offer the files, each with what it is for."""
    record = load_plan()
    return render_template(
        "plans/files.html",
        scope=require_scope(),
        plan=record.plan,
        version=_approved(record),
        may_build=require_identity().may(Permission.PLAN_BUILD),
    )


@room.get(f"{PLAN}/files/plan.docx", permission=Permission.PLAN_VIEW)
def plan_word(engagement_ref: str) -> ResponseReturnValue:
    """Give the plan as Word, to edit."""
    return _document(make_word, WORD_MIME, "docx")


@room.get(f"{PLAN}/files/plan.pdf", permission=Permission.PLAN_VIEW)
def plan_pdf(engagement_ref: str) -> ResponseReturnValue:
    """Give the plan as tagged PDF."""
    return _document(make_pdf, PDF_MIME, "pdf")


@room.get(f"{PLAN}/files/plan.csv", permission=Permission.PLAN_VIEW)
def plan_csv(engagement_ref: str) -> ResponseReturnValue:
    """Give a row for each milestone, for other programs."""
    wanted = _wanted()
    rows = plan_rows(wanted.shown, approved=wanted.version is not None)
    return _file(csv_bytes(HEAD, rows), CSV_MIME, "csv", wanted.said)


@room.get(f"{PLAN}/files/plan.xlsx", permission=Permission.PLAN_VIEW)
def plan_excel(engagement_ref: str) -> ResponseReturnValue:
    """Give the workbook: the scope as it is worked on while it can be edited, else the plan to read."""
    record = load_plan()
    if record.plan.is_editable:
        stand = standings(record.plan) if record.plan.approved_number else {}
        wanted = Wanted(record, picture(working_scope(record), stand, today=today()), None)
    else:
        wanted = _wanted(record)
    occasion = _occasion(wanted)
    kind = "change" if occasion.fillable and occasion.approved else ""
    return _file(make_excel(plan_book(wanted.shown, occasion)), EXCEL_MIME, "xlsx", (*wanted.said, kind))


def _wanted(record: PlanRecord | None = None) -> Wanted:
    record = record or load_plan()
    version = _approved(record)
    shown = live_picture(record) if version else picture(working_scope(record), {}, today=today())
    return Wanted(record, shown, version)


def _approved(record: PlanRecord) -> VersionRow | None:
    """Give the version that is worked by, without its content."""
    number = record.plan.approved_number
    return next((row for row in versions_of(record.plan) if row.number == number), None) if number else None


def _document(make: Made, mime: str, ending: str) -> Response:
    wanted = _wanted()
    shown, approved = wanted.shown, wanted.version is not None
    facts = replace(
        _facts(wanted),
        conditions=tuple(_conditions(wanted)) if approved else (),
        timeline=timeline_of(shown, approved=approved) if shown.milestones else None,
        drawn=_drawn,
    )
    document = report(shown, facts)
    kept: cache.ChartCache = current_app.extensions.setdefault("plan documents", cache.ChartCache(KEPT_DOCUMENTS))
    content = hashlib.sha256(repr(document).encode()).digest()
    made = kept.get_or_draw((make.__name__, content), lambda: make(document))
    return _file(made, mime, ending, wanted.said)


def _facts(wanted: Wanted) -> Facts:
    scope, version, shown = require_scope(), wanted.version, wanted.shown
    return Facts(
        lead=scope.lead_name,
        illustrative=scope.illustrative,
        day=shown.today,
        state=_state(wanted.record),
        version=version.number if version else 0,
        decision=version.words if version else "",
        approved_name=version.decided_name if version else "",
        approved_at=version.decided_at if version else None,
    )


def _state(record: PlanRecord) -> str:
    plan = record.plan
    change = f", with a change of scope: {plan.change_state.value}" if plan.change_state else ""
    return f"{plan.state.words}{change}"


def _conditions(wanted: Wanted) -> list[ConditionLine]:
    return [_condition(row, wanted.shown) for row in conditions_of(wanted.record.plan) if row.confirmed_at is None]


def _condition(row: ConditionRow, shown: PlanPicture) -> ConditionLine:
    goal = shown.content.goal(row.goal_ref)
    on = f"{goal.standard_number}. {goal.standard_title}" if goal else ""
    return ConditionLine(row.text, on, row.due_on, row.standing(shown.today)[0])


def _drawn(chart: Chart) -> bytes:
    return cache.picture(chart, cache.charts_kept(current_app.extensions))


def _occasion(wanted: Wanted) -> Occasion:
    scope, record = require_scope(), wanted.record
    fillable = record.plan.is_editable
    people = {each.person_ref: each.name for each in people_of_engagement(engagement_id=scope.id)} if fillable else {}
    return Occasion(
        plan_ref=record.plan.ref,
        digest=wanted.shown.content.digest,
        date=wanted.shown.today,
        mark=_facts(wanted).mark,
        approved=record.plan.approved_number is not None,
        fillable=fillable,
        people=tuple(people_names(people)),
        standards=tuple(standard_name(each.number, each.title) for each in record.result.standards),
    )


def _file(content: bytes, mime: str, ending: str, said: tuple[str, ...]) -> Response:
    """Answer with a file whose name says whose plan it is, how far it is approved, and if its figures are made up."""
    scope = require_scope()
    made_up = "illustrative" if scope.illustrative else ""
    name = file_name(scope.partner_name, "change plan", *said, made_up, ending=ending)
    response = Response(content, content_type=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
