"""Forms of certificates: the code to check, the reason for withdrawing. Shape only."""

import wtforms
from wtforms import validators

from app.learning.certificate import as_kept
from app.web.forms import Form

LONGEST_CODE, LONGEST_REASON, SPELLED = 60, 500, 19


class CodeForm(Form):
    """A certificate's code as it was typed, with hyphens and capitals or without."""

    code = wtforms.StringField(
        "Certificate number",
        [
            validators.InputRequired("Enter the certificate number"),
            validators.Length(max=LONGEST_CODE, message="The certificate number has 16 letters and digits"),
        ],
    )

    def validate_code(self, field: wtforms.StringField) -> None:
        """Refuse what cannot be a code before anything is looked up."""
        kept = as_kept(field.data or "")
        if len(kept) != SPELLED or not kept.isascii():
            raise wtforms.ValidationError(
                "The certificate number has 16 letters and digits, such as 2345-6789-abcd-efgh"
            )

    @property
    def kept(self) -> str:
        """The code as it is kept."""
        return as_kept(self.code.data or "")


class WithdrawForm(Form):
    """Why a certificate is withdrawn; its public page says so."""

    reason = wtforms.TextAreaField(
        "Why is it withdrawn?",
        [
            validators.DataRequired("Say why the certificate is withdrawn"),
            validators.Length(max=LONGEST_REASON, message=f"The reason must be {LONGEST_REASON} characters or fewer"),
        ],
    )
