"""The page on which anybody signed in reads a questionnaire. Uploading and publishing: administration."""

from flask import abort, render_template

from app.instruments.queries import instrument, readable_version
from app.instruments.room import room
from app.security import Permission


@room.get("/questionnaires/<ref:version_ref>", permission=Permission.SIGNED_IN)
def questionnaire(version_ref: str) -> str:
    """The scale, standards and provenance of a version that was published."""
    version = readable_version(version_ref) or abort(404)
    return render_template(
        "instruments/questionnaire.html", version=version, instrument=instrument(version.digest), admin=None
    )
