"""Forms around the signature: sending to be signed, signing, sending back. Drafting has forms of its own."""

import wtforms
from wtforms import validators
from wtforms.validators import Length

from app.web.forms import Form

TEXT = 2_000


class SendForm(Form):
    """The version of the draft that its sender read."""

    seen_version = wtforms.HiddenField(default="0")

    def seen(self) -> int:
        """The version as a number; 0 for anything that is none."""
        typed = self.seen_version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


class SignForm(Form):
    """A signature: a box that is ticked on purpose, and the mark of the content that was read."""

    confirm = wtforms.BooleanField(validators=[validators.DataRequired("Tick the box to sign")])
    seen = wtforms.HiddenField(default="")


class SendBackForm(Form):
    """Why the agreement is not signed as it stands."""

    reason = wtforms.TextAreaField(
        "What has to change before you sign?",
        validators=[
            validators.DataRequired("Say what has to change"),
            Length(max=TEXT, message=f"The reason must be {TEXT:,} characters or fewer"),
        ],
    )
    seen = wtforms.HiddenField(default="")
