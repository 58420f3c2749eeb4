"""Forms of the accounts room: shape only. Which passwords are refused: passwords.py."""

from typing import Any

from wtforms import EmailField, PasswordField, RadioField, StringField, ValidationError, validators

from app.accounts.addresses import is_email
from app.accounts.passwords import MAXIMUM, weakness
from app.accounts.services import LONGEST_NAME, Invitee
from app.security.roles import AUTHORITY_ROLES, Role
from app.web.forms import Form, OnceMixin, option

EMAIL_FORMAT = "Enter an email address in the correct format, like name@example.gov.uk"


def check_email(_form: Form, field: EmailField) -> None:
    """Refuse what is not one plain e-mail address."""
    if not is_email(field.data or ""):
        raise ValidationError(EMAIL_FORMAT)


def check_name(_form: Form, field: StringField) -> None:
    """Refuse a name over several lines or with control signs."""
    if not (field.data or "").isprintable():
        raise ValidationError("Full name must be on one line, without special signs")


NAME = (
    validators.InputRequired("Enter a full name"),
    validators.Length(max=LONGEST_NAME, message=f"Full name must be {LONGEST_NAME} characters or fewer"),
    check_name,
)
EMAIL = (validators.InputRequired("Enter an email address"), check_email)


class SignInForm(Form):
    """E-mail address and password."""

    email = EmailField("Email address", [validators.InputRequired("Enter your email address"), check_email])
    password = PasswordField(
        "Password",
        [
            validators.InputRequired("Enter your password"),
            validators.Length(max=MAXIMUM, message="Password is too long"),
        ],
    )


class EmailForm(Form):
    """Where to send a link."""

    email = EmailField("Email address", [validators.InputRequired("Enter your email address"), check_email])


class NameForm(Form):
    """The person's own name."""

    name = StringField("Full name", NAME)


class NewPasswordForm(Form):
    """A password to be. `email` and `service_name` are what it must not contain."""

    password = PasswordField("Password", [validators.InputRequired("Enter a password")])

    def __init__(self, formdata: Any = None, *, email: str, service_name: str, **values: Any) -> None:
        super().__init__(formdata, **values)
        self.person_email, self.service_name = email, service_name

    def validate_password(self, field: PasswordField) -> None:
        """Refuse a weak password, saying why."""
        problem = weakness(field.data or "", email=self.person_email, service_name=self.service_name)
        if problem:
            raise ValidationError(problem)


class NewAccountForm(NewPasswordForm):
    """What somebody new gives when they accept an invitation."""

    on_the_page = ("name",)
    name = StringField("Full name", NAME)


class ChangePasswordForm(NewPasswordForm):
    """The present password, and the next."""

    on_the_page = ("current",)
    current = PasswordField("Current password", [validators.InputRequired("Enter your current password")])


class AuthorityForm(Form):
    """Which authority to work in."""

    authority = RadioField(
        "Which authority do you want to work in?",
        validators=[validators.InputRequired("Select an authority")],
    )


class InvitePersonForm(OnceMixin, Form):
    """Somebody invited to a role for a whole authority."""

    email = EmailField("Email address", EMAIL)
    name = StringField("Full name", NAME)
    role = RadioField(
        "Role",
        choices=[option(role.value, role.label.capitalize()) for role in sorted(AUTHORITY_ROLES)],
        validators=[validators.InputRequired("Select a role")],
    )

    def invitee(self) -> Invitee:
        """The person as services take them."""
        return Invitee(email=self.email.data or "", name=self.name.data or "")

    def chosen_role(self) -> Role:
        """The role as services take it."""
        return Role(self.role.data)
