"""Programmes as trainers read them without a cohort: published versions only. Drafts: administration."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.learning.queries.library import Published, published, published_version
from app.learning.queries.programmes import programme
from app.learning.room import PROGRAMME, TRAINING, room
from app.learning.showing import kind_text, month_text, shown
from app.learning.timetable import placed
from app.security import Permission


@room.get(f"{TRAINING}/programmes", permission=Permission.TRAINING_RUN)
def library() -> ResponseReturnValue:
    """List the published programmes, the newest version of each first."""
    return render_template("learning/library.html", versions=published())


@room.get(PROGRAMME, permission=Permission.TRAINING_RUN)
def library_programme(training_ref: str) -> ResponseReturnValue:
    """Show a published programme: how to run it, its days and sessions."""
    version = _version(training_ref)
    return render_template(
        "learning/library_programme.html",
        version=version,
        programme=programme(version.digest),
        shown=shown,
        month_text=month_text,
    )


@room.get(f"{PROGRAMME}/sessions/<session:session_key>", permission=Permission.TRAINING_RUN)
def library_session(training_ref: str, session_key: str) -> ResponseReturnValue:
    """Show one session of a published programme with all that is for trainers."""
    version = _version(training_ref)
    whole = programme(version.digest)
    found = placed(whole, session_key) or abort(404)
    titles = {each.key: each.title for each in whole.aspects}
    return render_template(
        "learning/library_session.html",
        version=version,
        placed=found,
        session=found.session,
        about=[titles[key] for key in found.session.topics + found.session.attributes],
        cases=whole.cases_of(session_key),
        kind_text=kind_text,
        shown=shown,
        month_text=month_text,
    )


def _version(training_ref: str) -> Published:
    return published_version(training_ref) or abort(404)
