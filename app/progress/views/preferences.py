"""How often a person gets an e-mail of what waits. What it says: app/progress/digest.py."""

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.mail.digests import choose, rhythm_of
from app.mail.models import DigestRhythm
from app.progress.room import room
from app.security import Permission, require_identity
from app.web.forms import Form, option


class MailPreferencesForm(Form):
    """The choice of a rhythm."""

    rhythm = wtforms.RadioField(
        "How often do you want an email of what waits for you?",
        choices=[
            option(DigestRhythm.DAILY, "Every working day"),
            option(DigestRhythm.WEEKLY, "Once a week", hint="On the first working day of the week"),
            option(DigestRhythm.NEVER, "Never", hint="You find it under “Your work” whenever you sign in"),
        ],
        validate_choice=False,
        validators=[
            wtforms.validators.AnyOf(
                [each.value for each in DigestRhythm], message="Select how often you want an email of what waits"
            )
        ],
    )


@room.form("/account/email", permission=Permission.SIGNED_IN)
def mail_preferences() -> ResponseReturnValue:
    """Choose how often one email sums up what waits."""
    me = require_identity()
    if request.method == "GET":
        form = MailPreferencesForm(data={"rhythm": rhythm_of(me.person_id)})
        return render_template("progress/mail_preferences.html", form=form, errors=[])
    form = MailPreferencesForm(request.form)
    if not form.validate():
        return render_template("progress/mail_preferences.html", form=form, errors=form.error_list), 422
    choose(DigestRhythm(form.rhythm.data), person_id=me.person_id, now=now())
    flash("Your choice of email is saved.")
    return redirect(url_for("accounts.account"), 303)
