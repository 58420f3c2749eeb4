"""Pages of the mail room: what an administrator has to decide about messages that did not surely arrive."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.mail import queries, services
from app.security import Permission, Room, require_identity
from app.web.links import page_number

room = Room("mail", "app.mail")


@room.get("/admin/mail", permission=Permission.ADMINISTER)
def attention() -> str:
    """Messages that failed or may not have arrived, and how many wait."""
    found = queries.stuck_messages(page=page_number())
    return render_template("mail/attention.html", found=found, waiting=queries.waiting(), now=now())


@room.post("/admin/mail/<ref:message_ref>/send-again", permission=Permission.ADMINISTER)
def send_again(message_ref: str) -> ResponseReturnValue:
    """Queue the message once more; a second press finds it queued and changes nothing."""
    try:
        services.send_again(message_ref, actor_id=require_identity().person_id, now=now())
    except services.NotStuckError:
        abort(409)
    flash("The message is queued again.")
    return redirect(url_for("mail.attention"), 303)
