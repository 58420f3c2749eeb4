"""Addresses of the room whose pages are being made."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.cases.room import CASE, CASES, room
from app.security import Permission


def _none(**_values: str) -> ResponseReturnValue:
    abort(404)


for _name, _rule, _kind in (
    ("cases", CASES, "get"),
    ("open", f"{CASES}/new", "form"),
    ("case", CASE, "get"),
    ("edit", f"{CASE}/edit", "form"),
    ("decide", f"{CASE}/decide", "form"),
    ("needs", f"{CASE}/needs", "get"),
    ("need_new", f"{CASE}/needs/new", "form"),
    ("need_edit", f"{CASE}/needs/<ref:need_ref>/edit", "form"),
    ("need_remove", f"{CASE}/needs/<ref:need_ref>/remove", "post"),
    ("services", f"{CASE}/services", "get"),
    ("service_new", f"{CASE}/services/new", "form"),
    ("service_edit", f"{CASE}/services/<ref:existing_ref>/edit", "form"),
    ("service_remove", f"{CASE}/services/<ref:existing_ref>/remove", "post"),
    ("gaps", f"{CASE}/gaps", "form"),
    ("evidence_new", f"{CASE}/evidence/new", "form"),
    ("evidence_remove", f"{CASE}/evidence/<ref:case_evidence_ref>/remove", "post"),
    ("evidence_file", f"{CASE}/evidence/<ref:case_evidence_ref>/file", "get"),
    ("record_pdf", f"{CASE}/record.pdf", "get"),
    ("record_word", f"{CASE}/record.docx", "get"),
):
    _permission = Permission.TOOLS_VIEW if _kind == "get" else Permission.CASE_KEEP
    getattr(room, _kind)(_rule, endpoint=_name, permission=_permission)(_none)
