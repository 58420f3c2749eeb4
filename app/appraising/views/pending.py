"""Addresses that other rooms link to already and whose pages are still being written. No page."""

from typing import Any

from flask import abort
from flask.typing import ResponseReturnValue

from app.appraising.room import APPRAISAL, SUBJECT, TOOLS, room
from app.security import Permission


def _not_yet(**_values: Any) -> ResponseReturnValue:
    abort(404)


_VIEW, _KEEP, _IN_IT = Permission.TOOLS_VIEW, Permission.CASE_KEEP, Permission.ENGAGEMENT_VIEW
for _name, _rule, _permission in (
    ("tools", TOOLS, _VIEW),
    ("start", f"{TOOLS}/new/<key:tool_key>", _KEEP),
    ("appraisal", APPRAISAL, _VIEW),
    ("subject_new", f"{APPRAISAL}/new", _KEEP),
    ("subject_edit", f"{SUBJECT}/edit", _KEEP),
    ("subject_remove", f"{SUBJECT}/remove", _KEEP),
    ("own_criteria", f"{APPRAISAL}/criteria", _KEEP),
    ("sheet", f"{SUBJECT}/sheet", _KEEP),
    ("criterion", f"{SUBJECT}/<key:criterion_key>", _KEEP),
    ("answer_file", f"{SUBJECT}/<key:criterion_key>/file", _VIEW),
    ("appraisers", f"{APPRAISAL}/appraisers", _KEEP),
    ("alone", f"{APPRAISAL}/alone", _IN_IT),
    ("alone_sheet", f"{APPRAISAL}/alone/<ref:subject_ref>", _IN_IT),
    ("submit_alone", f"{APPRAISAL}/alone/submit", _IN_IT),
    ("conclude", f"{APPRAISAL}/conclude", _KEEP),
    ("withdraw", f"{APPRAISAL}/withdraw", _KEEP),
    ("again", f"{APPRAISAL}/again", _KEEP),
    ("report_pdf", f"{APPRAISAL}/report.pdf", _VIEW),
    ("report_word", f"{APPRAISAL}/report.docx", _VIEW),
    ("excel", f"{APPRAISAL}/appraisal.xlsx", _VIEW),
    ("csv", f"{APPRAISAL}/appraisal.csv", _VIEW),
):
    room.form(_rule, permission=_permission, endpoint=_name)(_not_yet)
