"""The form of a draft's lines: buttons add, move and remove them on the page; saving takes them all at once."""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.agreements.content import LineText
from app.agreements.drafting import beside, total
from app.agreements.errors import ConflictError, LineError, OverCapError, WrongStateError
from app.agreements.lines_form import LinesForm, rearranged, saved_rows
from app.agreements.models import AgreementState, AgreementVersion
from app.agreements.queries.needs import approved_plan
from app.agreements.queries.versions import lines_of, version_of
from app.agreements.room import AGREEMENT, room
from app.agreements.services.lines import save_lines, text_of
from app.agreements.services.moves import in_words
from app.agreements.views.places import load_version, show, to
from app.db.clock import now
from app.engagements.estimate import value_of
from app.engagements.forms.versions import Difference
from app.security import Permission, require_identity, require_scope

SAVE = "save"


@room.form(f"{AGREEMENT}/<ref:agreement_ref>/lines", permission=Permission.AGREEMENT_DRAFT)
def lines(engagement_ref: str, agreement_ref: str) -> ResponseReturnValue:
    """Change a draft's lines, or show them rearranged, what is wrong, or what a colleague saved meanwhile."""
    version = load_version(agreement_ref)
    if request.method == "GET" and version.state is not AgreementState.DRAFT:
        return redirect(to("version", agreement_ref=version.ref), 303)
    act = request.form.get("act", SAVE) if request.method == "POST" else ""
    form = _form(version, act)
    conflict, errors, status = None, [], 200
    if act == SAVE and form.validate():
        try:
            _save(form, version)
        except ConflictError:
            conflict, status = _conflict(form, version), 409
        except WrongStateError as error:
            errors, status = [(str(error), "")], 409
        except LineError as error:
            form.rows[error.place].form.kind.errors = [str(error)]
        except OverCapError as error:
            form.rows[error.place].form.days.errors = [str(error)]
        else:
            flash("Lines saved", "success")
            return redirect(to("agreement"), 303)
    found = form.error_list if act == SAVE else []
    if found:
        errors, status = found, 422
    return _page(form, version, act, errors=errors, conflict=conflict), status


def _form(version: AgreementVersion, act: str) -> LinesForm:
    scope = require_scope()
    if act:
        form = LinesForm(rearranged(request.form, act))
    else:
        form = LinesForm(data={"rows": saved_rows(lines_of(version)), "seen": str(version.version)})
    form.offer(lead=scope.lead_name, partner=scope.partner_name, rests_on_plan=version.plan_version_id is not None)
    return form


def _save(form: LinesForm, version: AgreementVersion) -> None:
    save_lines(
        version,
        form.lines(),
        require_scope(),
        seen_version=form.seen_version,
        actor=require_identity(),
        now=now(),
    )


def _page(form: LinesForm, version: AgreementVersion, act: str, *, errors: Any, conflict: Any) -> str:
    so_far = form.so_far()
    plan = approved_plan(engagement_id=version.engagement_id) if version.plan_version_id else None
    return show(
        "lines.html",
        form=form,
        version=version,
        errors=errors,
        conflicting=conflict is not None,
        conflict=conflict or (),
        unsaved=act not in {"", SAVE},
        total=total(so_far, version.day_rate, version.estimate_quarters, version.cap_quarters),
        values=[value_of(days, version.day_rate) if days is not None else None for days in _days(form)],
        plan=plan,
        beside=beside(plan.content, so_far) if plan else (),
    )


def _days(form: LinesForm) -> list[int | None]:
    return [row.form.days.data for row in form.rows]


def _conflict(form: LinesForm, version: AgreementVersion) -> list[Difference]:
    """Show both lists. What was typed stays in the form, and sending it again now overwrites."""
    saved = version_of(version.ref, engagement_id=version.engagement_id) or version
    form.see(saved.version)
    both = Difference(
        "Lines", _listed(line.text for line in form.lines()), _listed(text_of(line) for line in lines_of(saved))
    )
    return [both] if both.typed != both.saved else []


def _listed(lines: Iterable[LineText]) -> str:
    return "\n".join(f"{number}. {in_words(line)}" for number, line in enumerate(lines, start=1))
