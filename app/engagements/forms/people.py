"""The form that invites one person by e-mail."""

import wtforms
from wtforms import validators

from app.accounts.services import Invitee
from app.web.forms import Form, OnceMixin

LONGEST_NAME = 120
LONGEST_ADDRESS = 254


class InviteForm(OnceMixin, Form):
    """A name and an address."""

    name = wtforms.StringField(
        "Full name",
        [
            validators.InputRequired("Enter their full name"),
            validators.Length(max=LONGEST_NAME, message=f"Full name must be {LONGEST_NAME} characters or fewer"),
        ],
    )
    email = wtforms.EmailField(
        "Email address",
        [
            validators.InputRequired("Enter their email address"),
            validators.Length(max=LONGEST_ADDRESS, message="Email address is too long"),
            validators.Regexp(
                r"^[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}$",
                message="Enter an email address in the correct format, like name@example.gov.uk",
            ),
        ],
    )

    def invitee(self) -> Invitee:
        """Whom a valid form names."""
        return Invitee(email=str(self.email.data), name=str(self.name.data))
