"""The file of an entry of a goal's history, as a download."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.files.answering import download
from app.plans.queries.history import entry_file as file_of_entry
from app.plans.room import PLAN, room
from app.security import Permission, require_scope


@room.get(f"{PLAN}/entries/<ref:entry_ref>/file", permission=Permission.PLAN_VIEW)
def entry_file(engagement_ref: str, entry_ref: str) -> ResponseReturnValue:
    """Give the file to everybody who may see the plan."""
    return download(file_of_entry(entry_ref, engagement_id=require_scope().id) or abort(404))
