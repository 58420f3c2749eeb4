"""Addresses of monitoring and ending whose pages are being made."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.cases.room import CASE, room
from app.security import Permission


def _none(**_values: str) -> ResponseReturnValue:
    abort(404)


for _name, _rule, _kind in (
    ("measures", f"{CASE}/measures", "get"),
    ("measure_new", f"{CASE}/measures/new", "form"),
    ("measure_edit", f"{CASE}/measures/<ref:measure_ref>/edit", "form"),
    ("measure_end", f"{CASE}/measures/<ref:measure_ref>/end", "post"),
    ("monitoring", f"{CASE}/monitoring", "get"),
    ("quarter", f"{CASE}/monitoring/<month:quarter>", "form"),
    ("notice", f"{CASE}/notice", "form"),
    ("end", f"{CASE}/end", "form"),
):
    _permission = Permission.TOOLS_VIEW if _kind == "get" else Permission.CASE_KEEP
    getattr(room, _kind)(_rule, endpoint=_name, permission=_permission)(_none)
