"""Evidence of a case: adding a note, link or file for a stage, taking it back, files as downloads."""

from flask import abort, current_app, flash, request
from flask.typing import ResponseReturnValue

from app.cases.forms import EvidenceForm
from app.cases.queries.evidence import evidence_of, file_of
from app.cases.room import CASE, room
from app.cases.services import evidence as services
from app.cases.views.loading import act, by_whom, load_case, not_open, page, take, to
from app.files.answering import download
from app.files.forms import sent
from app.files.receiving import takes_a_file
from app.files.services import shelf_of
from app.security import Permission, require_scope
from app.tools.tool import Stage

ITEM = f"{CASE}/evidence/<ref:case_evidence_ref>"


@room.form(f"{CASE}/evidence/new", permission=Permission.CASE_KEEP)
@takes_a_file
def evidence_new(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Add evidence for a stage; the one that the case is in is offered."""
    case = load_case(case_ref)
    if gone := not_open(case):
        return gone
    asked = request.args.get("stage", "")
    form = EvidenceForm(sent(), data={"stage": asked if asked in set(Stage) else case.stage.value})
    here = to("case", case_ref=case.ref)

    def save() -> str:
        offer = form.offer()
        services.add(offer, case, shelf_of(current_app.config["SETTINGS"]), **by_whom())
        flash("The evidence is added.", "success")
        return f"{here}#{offer.stage.value}"

    def show(*, errors: object = ()) -> str:
        return page("evidence.html", form=form, case=case, errors=errors)

    return take(form, save, show, refused_to=here)


@room.post(f"{ITEM}/remove", permission=Permission.CASE_KEEP)
def evidence_remove(engagement_ref: str, case_ref: str, case_evidence_ref: str) -> ResponseReturnValue:
    """Take evidence back, its file for good."""
    case = load_case(case_ref)
    item = evidence_of(case_evidence_ref, case=case) or abort(404)
    leads_to = f"{to('case', case_ref=case.ref)}#{item.stage.value}"
    return act(lambda: services.remove(item, case, **by_whom()), said="The evidence is removed.", leads_to=leads_to)


@room.get(f"{ITEM}/file", permission=Permission.TOOLS_VIEW)
def evidence_file(engagement_ref: str, case_ref: str, case_evidence_ref: str) -> ResponseReturnValue:
    """Give a file of the case as a download."""
    return download(file_of(case_evidence_ref, case_ref, engagement_id=require_scope().id) or abort(404))
