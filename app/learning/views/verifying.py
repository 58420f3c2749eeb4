"""Public pages that verify a certificate by its code, for whoever was given one. No account, nothing else shown."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.learning.room import room
from app.security import Permission

CERTIFICATES = "/certificates"


@room.form(CERTIFICATES, permission=Permission.PUBLIC)
def verify_code() -> ResponseReturnValue:
    """Ask for the code."""
    return render_template("learning/verify_code.html")


@room.get(f"{CERTIFICATES}/<code>", permission=Permission.PUBLIC)
def verify(code: str) -> ResponseReturnValue:
    """Show the certificate with this code."""
    return render_template("learning/verify_code.html"), 404
