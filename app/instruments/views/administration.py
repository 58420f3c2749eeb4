"""The administrator's pages of questionnaires: their addresses and words. What they do: app.publishing.pages."""

from functools import partial

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import CombinedMultiDict

from app.instruments.difference import compare
from app.instruments.forms import QuestionnaireForm
from app.instruments.kind import QUESTIONNAIRES
from app.instruments.queries import instrument
from app.instruments.room import room
from app.publishing.pages import Pages, Words
from app.publishing.services import store_draft
from app.security import Permission

PAGES = Pages(
    kind=QUESTIONNAIRES,
    words=Words(
        title="Questionnaires",
        about="A new round is offered the newest published version of each questionnaire. "
        "A round that has begun keeps the text it began with.",
        thing="questionnaire",
        upload="Upload a questionnaire",
        texts="This text is",
        user="round",
        users_keep="Running rounds keep their version",
        without="no round can be started",
    ),
    room="instruments",
    templates="instruments",
    list_at="instruments.listing",
    part="version_ref",
    compare=compare,
)


@room.get("/admin/instruments", permission=Permission.ADMINISTER)
def listing() -> str:
    """Every questionnaire with its versions."""
    return PAGES.listing()


@room.form("/admin/instruments/upload", permission=Permission.ADMINISTER)
def upload() -> ResponseReturnValue:
    """Store a correct questionnaire as a draft, or show each mistake with its line."""
    form = QuestionnaireForm(CombinedMultiDict([request.files, request.form]))
    return PAGES.upload(form, partial(store_draft, QUESTIONNAIRES))


@room.get("/admin/instruments/<ref:version_ref>", permission=Permission.ADMINISTER)
def version(version_ref: str) -> str:
    """One version in full; for a draft, what it changes and what can be done with it."""
    admin = PAGES.version(version_ref)
    found = admin["version"]
    return render_template(
        "instruments/questionnaire.html", version=found, instrument=instrument(found.digest), admin=admin
    )


@room.form("/admin/instruments/<ref:version_ref>/publish", permission=Permission.ADMINISTER)
def publish(version_ref: str) -> ResponseReturnValue:
    """Ask, then offer a draft to new rounds."""
    return PAGES.publish(version_ref)


@room.form("/admin/instruments/<ref:version_ref>/discard", permission=Permission.ADMINISTER)
def discard(version_ref: str) -> ResponseReturnValue:
    """Ask, then remove a draft."""
    return PAGES.discard(version_ref)
