"""The administrator's pages of programmes: their addresses and words, and the texts of a version in full."""

from typing import Any

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.files.answering import disposition
from app.files.forms import sent
from app.files.receiving import takes_a_file
from app.learning.content import Programme
from app.learning.difference import compare
from app.learning.forms.programmes import ProgrammeForm
from app.learning.kind import PROGRAMMES
from app.learning.packing import packed
from app.learning.queries.programmes import programme
from app.learning.room import room
from app.learning.services.programmes import store
from app.learning.showing import kind_text, month_text, shown
from app.learning.timetable import placed
from app.publishing.pages import Pages, Words
from app.publishing.queries import source, version_by_ref
from app.security import Permission

PAGES = Pages(
    kind=PROGRAMMES,
    words=Words(
        title="Training programmes",
        about="A new cohort is offered the newest published version of each programme. "
        "A cohort keeps the version it was set up with to its last day.",
        thing="programme",
        upload="Upload a programme or session",
        texts="These files are",
        user="cohort",
        users_keep="Cohorts that are set up keep their version",
        without="no cohort can be set up",
    ),
    room="learning",
    templates="learning/admin",
    list_at="learning.programmes",
    part="training_ref",
    compare=compare,
)


@room.get("/admin/training", permission=Permission.ADMINISTER)
def programmes() -> str:
    """Every programme with its versions."""
    return PAGES.listing()


@room.form("/admin/training/upload", permission=Permission.ADMINISTER)
@takes_a_file
def upload() -> ResponseReturnValue:
    """Store a correct programme or session as a draft, or show each mistake with its file and line."""
    return PAGES.upload(ProgrammeForm(sent()), store)


@room.get("/admin/training/<ref:training_ref>", permission=Permission.ADMINISTER)
def version(training_ref: str) -> str:
    """One version: what is in it, and for a draft what it changes; `?session=` and `?case=` show one text in full."""
    if "session" in request.args or "case" in request.args:
        return _text_page(training_ref)
    values = PAGES.version(training_ref)
    return _page("version.html", **values, programme=programme(values["version"].digest))


@room.form("/admin/training/<ref:training_ref>/publish", permission=Permission.ADMINISTER)
def publish(training_ref: str) -> ResponseReturnValue:
    """Ask, then offer a draft to new cohorts."""
    return PAGES.publish(training_ref)


@room.form("/admin/training/<ref:training_ref>/discard", permission=Permission.ADMINISTER)
def discard(training_ref: str) -> ResponseReturnValue:
    """Ask, then remove a draft."""
    return PAGES.discard(training_ref)


@room.get("/admin/training/<ref:training_ref>/files.zip", permission=Permission.ADMINISTER)
def version_zip(training_ref: str) -> ResponseReturnValue:
    """The files of a version, to start a new one from."""
    found = version_by_ref(PROGRAMMES, training_ref) or abort(404)
    answer = Response(packed(source(PROGRAMMES, found.digest), found.key), content_type="application/zip")
    answer.headers["Content-Disposition"] = disposition(f"{found.key}-{found.label}.zip")
    return answer


def _text_page(training_ref: str) -> str:
    found = version_by_ref(PROGRAMMES, training_ref) or abort(404)
    values = {"pages": PAGES, "version": found}
    content = programme(found.digest)
    if "session" in request.args:
        return _page("session.html", **values, **_session(content, request.args["session"]))
    return _page("case.html", **values, case=content.case(request.args["case"]) or abort(404))


def _session(content: Programme, key: str) -> dict[str, Any]:
    where = placed(content, key) or abort(404)
    titles = {each.key: each.title for each in content.aspects}
    about = [titles[each] for each in where.session.topics + where.session.attributes]
    return {"placed": where, "session": where.session, "about": about}


def _page(template: str, **values: Any) -> str:
    texts = {"shown": shown, "month_text": month_text, "kind_text": kind_text}
    return render_template(f"learning/admin/{template}", **texts, **values)
