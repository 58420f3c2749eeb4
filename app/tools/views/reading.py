"""The page on which anybody signed in reads a tool. Uploading and publishing: administration; using it: appraising."""

from flask import abort, get_template_attribute, render_template
from markupsafe import Markup

from app.db.keeping import kept
from app.security import Permission
from app.tools.kind import TOOLS
from app.tools.queries import readable_tool
from app.tools.queries import tool as content
from app.tools.room import room
from app.tools.showing import in_words


@room.get("/tools/<ref:version_ref>", permission=Permission.SIGNED_IN)
def tool(version_ref: str) -> str:
    """A version that was published: what for, who, when, and each criterion with its rules."""
    version = readable_tool(version_ref) or abort(404)
    return render_template("tools/tool.html", version=version, text=whole_text(version.digest), admin=None)


def whole_text(digest: str) -> Markup:
    """Give all that a tool says as a part of a page; rendered once in each worker."""

    def render() -> Markup:
        found = content(digest)
        text: Markup = get_template_attribute("tools/text.html", "text")(found, in_words(found))
        return text

    return kept("tool as text", digest, render, most=TOOLS.kept)
