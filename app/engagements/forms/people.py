"""The form that invites one person by e-mail."""

import wtforms
from wtforms import validators

from app.accounts.forms import check_email, check_name
from app.accounts.services import LONGEST_NAME, Invitee
from app.web.forms import Form, OnceMixin


class InviteForm(OnceMixin, Form):
    """A name and an address."""

    name = wtforms.StringField(
        "Full name",
        [
            validators.InputRequired("Enter their full name"),
            validators.Length(max=LONGEST_NAME, message=f"Full name must be {LONGEST_NAME} characters or fewer"),
            check_name,
        ],
    )
    email = wtforms.EmailField("Email address", [validators.InputRequired("Enter their email address"), check_email])

    def invitee(self) -> Invitee:
        """Whom a valid form names."""
        return Invitee(email=str(self.email.data), name=str(self.name.data))
