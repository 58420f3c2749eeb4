"""The plan's workbook when it comes back: shown first with what it changes, then taken over whole or not at all."""

from collections.abc import Sequence
from dataclasses import astuple

from flask import abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer

from app.accounts.queries import people_of_engagement
from app.db.clock import now
from app.documents.book import CellMistake, ReadCell, ReadSheet, UnreadableWorkbookError, mistakes_in_order
from app.documents.making import read_excel
from app.files.workbooks import WorkbookForm
from app.plans.comparing import plan_difference
from app.plans.content import PlanContent
from app.plans.errors import PlanError
from app.plans.filled import filled
from app.plans.importing import Ground, Import, read_into
from app.plans.queries.plan import PlanRecord, approved_content
from app.plans.reading_rows import StandardFact
from app.plans.room import PLAN, room
from app.plans.services.importing import take_over
from app.plans.views.loading import load_plan, to, working_scope
from app.plans.workbook import GOALS, HOW, MILESTONES, people_names, standard_name
from app.security import Permission, require_identity, require_scope

UNPROCESSABLE, CONFLICT = 422, 409
SHEETS = (GOALS, MILESTONES, HOW)
Sheets = tuple[ReadSheet, ...]


@room.form(f"{PLAN}/excel", permission=Permission.PLAN_BUILD)
def excel_in(engagement_ref: str) -> ResponseReturnValue:
    """Take the workbook, show what it would change or each cell that is wrong; the second press takes it over."""
    taking = request.method == "POST" and "workbook" in request.form
    record, form = load_plan(lock=taking), WorkbookForm(request.files)
    if request.method == "GET" or not record.plan.is_editable:
        return _closed(record) if request.method == "POST" else _page(record, form)
    if taking:
        return _take_over(record, _carried(record, request.form["workbook"]))
    content = form.content()
    if content is None:
        return _page(record, form)
    try:
        sheets = read_excel(content)
    except UnreadableWorkbookError as error:
        form.refuse(str(error))
        return _page(record, form)
    scope = working_scope(record)
    return _shown(record, scope, sheets, _read(record, scope, sheets))


def _take_over(record: PlanRecord, sheets: Sheets) -> ResponseReturnValue:
    """Do what was shown; shown anew if the plan changed meanwhile."""
    was = working_scope(record)
    found = _read(record, was, sheets)
    if found.mistakes or request.form.get("seen") != was.digest:
        return _shown(record, was, sheets, found, meanwhile=True)
    try:
        take_over(record, was, found.becomes, require_scope(), actor=require_identity(), now=now())
    except PlanError as error:
        form = WorkbookForm()
        form.refuse(f"{error}. Nothing was changed")
        return _page(record, form)
    changed = plan_difference(was, found.becomes).in_words
    flash(f"The plan is changed as in your workbook. {changed}.", "success")
    return redirect(to("scope"), 303)


def _read(record: PlanRecord, scope: PlanContent, sheets: Sheets) -> Import:
    people = {each.person_ref: each.name for each in people_of_engagement(engagement_id=require_scope().id)}
    approved = approved_content(record.plan)
    ground = Ground(
        content=scope,
        people=people_names(people),
        standards={
            standard_name(each.number, each.title): StandardFact(each.key, each.number, each.title, each.level)
            for each in record.result.standards
        },
        fixed=frozenset(each.ref for each in approved.milestones) if approved else frozenset(),
    )
    return read_into(filled(sheets, plan_ref=record.plan.ref), ground)


def _closed(record: PlanRecord) -> ResponseReturnValue:
    flash("The plan cannot be edited now, so your workbook changed nothing.", "important")
    return redirect(to("files"), 303)


def _page(
    record: PlanRecord, form: WorkbookForm, mistakes: Sequence[CellMistake] = (), *, status: int = UNPROCESSABLE
) -> ResponseReturnValue:
    body = render_template(
        "plans/excel.html",
        scope=require_scope(),
        plan=record.plan,
        form=form,
        mistakes=mistakes_in_order(mistakes),
        errors=form.error_list,
    )
    return body, status if form.error_list else 200


def _shown(
    record: PlanRecord, scope: PlanContent, sheets: Sheets, found: Import, *, meanwhile: bool = False
) -> ResponseReturnValue:
    """Show what would change, or what is wrong."""
    if found.mistakes:
        form = WorkbookForm()
        changed = "The plan changed meanwhile, and the workbook no longer fits it" if meanwhile else ""
        form.refuse(f"{changed or 'The workbook has something to correct'}. Nothing was changed")
        return _page(record, form, found.mistakes, status=CONFLICT if meanwhile else UNPROCESSABLE)
    body = render_template(
        "plans/preview.html",
        scope=require_scope(),
        plan=record.plan,
        difference=plan_difference(scope, found.becomes),
        outdated=found.outdated,
        meanwhile=meanwhile,
        seen=scope.digest,
        workbook=_carrier(record).dumps([_plain(sheet) for sheet in sheets if sheet.name in SHEETS]),
    )
    return body, CONFLICT if meanwhile else 200


def _carrier(record: PlanRecord) -> URLSafeSerializer:
    """The page carries the workbook's cells from the look to the press: signed, and for this plan alone."""
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"workbook of plan {record.plan.ref}")


def _plain(sheet: ReadSheet) -> tuple[str, list[tuple[object, ...]]]:
    return sheet.name, [astuple(cell) for cell in sheet.cells]


def _carried(record: PlanRecord, text: str) -> Sheets:
    try:
        found = _carrier(record).loads(text)
    except BadSignature:
        abort(400)  # the page sends what it carries; anything else was made by hand
    return tuple(ReadSheet(name, tuple(ReadCell(*cell) for cell in cells)) for name, cells in found)
