"""Effect of support over all engagements of a lead authority: the page and its picture. The portfolio: portfolio.py."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.progress.room import room
from app.security import Permission


@room.get("/portfolio/effect", permission=Permission.PORTFOLIO_VIEW)
def support_effect() -> str:
    """Show days and training beside score change by standard, over all engagements."""
    return render_template("progress/support_effect.html")


@room.get("/portfolio/effect/<digest>.svg", permission=Permission.PORTFOLIO_VIEW)
def effect_chart(digest: str) -> ResponseReturnValue:
    """Give the picture by its content's digest."""
    abort(404)
