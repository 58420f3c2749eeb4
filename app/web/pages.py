"""The pages that anyone may read: front page, accessibility statement, privacy notice, cookies, contact. No sign-in."""

from flask import current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.security import Permission, Room, current_identity

room = Room("pages", __name__)


@room.get("/", permission=Permission.PUBLIC)
def front() -> ResponseReturnValue:
    """What the service does, for those who are signed out; the others go to their work."""
    if current_identity() is not None:
        return redirect(url_for("progress.home"), 303)
    return _public("front.html")


@room.get("/accessibility", permission=Permission.PUBLIC)
def accessibility() -> str:
    """How accessible the service is and how that is known."""
    return _public("accessibility.html", contact_email=current_app.config["CONTACT_EMAIL"])


@room.get("/privacy", permission=Permission.PUBLIC)
def privacy() -> str:
    """What is held about people, who sees it and for how long."""
    return _public("privacy.html", contact_email=current_app.config["CONTACT_EMAIL"])


@room.get("/cookies", permission=Permission.PUBLIC)
def cookies() -> str:
    """The one cookie."""
    return _public("cookies.html", cookie_name=current_app.config["SESSION_COOKIE_NAME"])


@room.get("/contact", permission=Permission.PUBLIC)
def contact() -> str:
    """Whom to ask."""
    return _public("contact.html", contact_email=current_app.config["CONTACT_EMAIL"])


def _public(template: str, **values: str) -> str:
    """Render a page that is the same for everybody without a session once, and keep it."""
    if session:
        return render_template(template, **values)
    kept: dict[tuple[str, str], str] = current_app.extensions.setdefault("public_pages", {})
    key = (request.script_root, template)
    if key not in kept:
        kept[key] = render_template(template, **values)
    return kept[key]
