"""What training changed, by authority, for managers: the page and its CSV. Small groups are held back."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.learning.room import TRAINING, room
from app.security import Permission


@room.get(f"{TRAINING}/effect", permission=Permission.TRAINING_OVERSEE)
def effect() -> ResponseReturnValue:
    """Show take-up and effect by authority."""
    return render_template("learning/effect.html")


@room.get(f"{TRAINING}/effect.csv", permission=Permission.TRAINING_OVERSEE)
def effect_csv() -> ResponseReturnValue:
    """Give the same as CSV."""
    return ""
