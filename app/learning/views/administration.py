"""The administrator's pages of programmes: the list, one version with what it changes, uploading, publishing."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.learning.queries.programmes import version_by_ref
from app.learning.room import room
from app.security import Permission


@room.get("/admin/training", permission=Permission.ADMINISTER)
def programmes() -> str:
    """Every programme with its versions."""
    return render_template("learning/admin/programmes.html")


@room.form("/admin/training/upload", permission=Permission.ADMINISTER)
def upload() -> ResponseReturnValue:
    """Store a correct programme as a draft, or show each mistake with its file."""
    return render_template("learning/admin/programmes.html")


@room.get("/admin/training/<ref:training_ref>", permission=Permission.ADMINISTER)
def version(training_ref: str) -> str:
    """One version in full; for a draft, what it changes and what can be done with it."""
    version_by_ref(training_ref) or abort(404)
    return render_template("learning/admin/programmes.html")


@room.form("/admin/training/<ref:training_ref>/publish", permission=Permission.ADMINISTER)
def publish(training_ref: str) -> ResponseReturnValue:
    """Ask, then offer a draft to new cohorts."""
    version_by_ref(training_ref) or abort(404)
    return render_template("learning/admin/programmes.html")


@room.form("/admin/training/<ref:training_ref>/discard", permission=Permission.ADMINISTER)
def discard(training_ref: str) -> ResponseReturnValue:
    """Ask, then remove a draft."""
    version_by_ref(training_ref) or abort(404)
    return render_template("learning/admin/programmes.html")


@room.get("/admin/training/<ref:training_ref>/files.zip", permission=Permission.ADMINISTER)
def version_zip(training_ref: str) -> ResponseReturnValue:
    """The files of a version, to start a new one from."""
    version_by_ref(training_ref) or abort(404)
    return render_template("learning/admin/programmes.html")
