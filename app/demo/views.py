"""Pages of the demonstration: one-press sign-in, and the e-mail that was sent. Registered in demo mode only."""

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import queries
from app.accounts.views.signing_in import start
from app.demo.mailbox import letter, letters
from app.demo.personas import BY_KEY, PERSONAS, Persona
from app.security import Permission, Room

room = Room("demo", "app.demo")


@room.app_template_global("demo_personas")
def personas_present() -> list[Persona]:
    """The personas whom the demonstration's data holds, for the list on the sign-in page."""
    known = queries.emails_known([persona.email for persona in PERSONAS])
    return [persona for persona in PERSONAS if persona.email in known]


@room.post("/demo/sign-in/<key>", permission=Permission.PUBLIC)
def sign_in_as(key: str) -> ResponseReturnValue:
    """Sign in as a persona, without a password."""
    persona = BY_KEY.get(key) or abort(404)
    person = queries.credentials(persona.email) or abort(404)
    start(person.person_id)
    return redirect(url_for("progress.home"), 303)


@room.get("/demo/mail", permission=Permission.PUBLIC)
def mail() -> str:
    """List what was sent, the newest first."""
    page = max(request.args.get("page", 1, type=int), 1)
    shown, pages = letters(current_app.config["SETTINGS"].mail_folder, page=page)
    return render_template("demo/mail.html", letters=shown, page=page, pages=pages)


@room.get("/demo/mail/<ref:message_ref>", permission=Permission.PUBLIC)
def message(message_ref: str) -> str:
    """One e-mail, with links that can be pressed."""
    shown = letter(current_app.config["SETTINGS"].mail_folder, message_ref) or abort(404)
    return render_template("demo/message.html", letter=shown)
