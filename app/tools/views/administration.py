"""The administrator's pages of tools: their addresses and words. What they do: app.publishing.pages."""

from functools import partial

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import CombinedMultiDict

from app.publishing.pages import Pages, Words
from app.publishing.services import store_draft
from app.security import Permission
from app.tools.difference import compare
from app.tools.forms import ToolForm
from app.tools.kind import TOOLS
from app.tools.room import room
from app.tools.views.reading import whole_text

PAGES = Pages(
    kind=TOOLS,
    words=Words(
        title="Tools",
        about="A new appraisal is offered the newest published version of each tool. "
        "An appraisal that has begun keeps the text it began with.",
        thing="tool",
        upload="Upload a tool",
        texts="This text is",
        user="appraisal",
        users_keep="Appraisals that have begun keep their version",
        without="no appraisal can be started",
    ),
    room="tools",
    templates="instruments",
    list_at="tools.listing",
    part="version_ref",
    compare=compare,
)


@room.get("/admin/tools", permission=Permission.ADMINISTER)
def listing() -> str:
    """Every tool with its versions."""
    return PAGES.listing()


@room.form("/admin/tools/upload", permission=Permission.ADMINISTER)
def upload() -> ResponseReturnValue:
    """Store a correct tool as a draft, or show each mistake with its line."""
    form = ToolForm(CombinedMultiDict([request.files, request.form]))
    return PAGES.upload(form, partial(store_draft, TOOLS))


@room.get("/admin/tools/<ref:version_ref>", permission=Permission.ADMINISTER)
def version(version_ref: str) -> str:
    """One version in full; for a draft, what it changes and what can be done with it."""
    admin = PAGES.version(version_ref)
    found = admin["version"]
    return render_template("tools/tool.html", version=found, text=whole_text(found.digest), admin=admin)


@room.form("/admin/tools/<ref:version_ref>/publish", permission=Permission.ADMINISTER)
def publish(version_ref: str) -> ResponseReturnValue:
    """Ask, then offer a draft to new appraisals."""
    return PAGES.publish(version_ref)


@room.form("/admin/tools/<ref:version_ref>/discard", permission=Permission.ADMINISTER)
def discard(version_ref: str) -> ResponseReturnValue:
    """Ask, then remove a draft."""
    return PAGES.discard(version_ref)
