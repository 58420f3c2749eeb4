"""The director agrees that the partner's signed results are compared, or withdraws. What is shown: comparison.py."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.comparing.room import COMPARISON, room
from app.security import Permission, require_scope


@room.form(f"{COMPARISON}/consent", permission=Permission.COMPARISON_AGREE)
def consent(engagement_ref: str) -> ResponseReturnValue:
    """Say what agreeing means, and take it."""
    return render_template("comparing/consent.html", scope=require_scope())
