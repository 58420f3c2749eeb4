"""The page on which anybody signed in reads a tool. Uploading and publishing: administration; using it: appraising."""

from flask import abort, render_template

from app.security import Permission
from app.tools.queries import readable_tool
from app.tools.queries import tool as content
from app.tools.room import room
from app.tools.showing import in_words


@room.get("/tools/<ref:version_ref>", permission=Permission.SIGNED_IN)
def tool(version_ref: str) -> str:
    """A version that was published: what for, who, when, and each criterion with its rules."""
    version = readable_tool(version_ref) or abort(404)
    found = content(version.digest)
    return render_template("tools/tool.html", version=version, tool=found, words=in_words(found), admin=None)
