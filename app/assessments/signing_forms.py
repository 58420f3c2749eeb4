"""Forms around the signature: signing, returning with comments, reopening. The round's other forms: forms.py."""

from functools import lru_cache
from typing import cast

import wtforms
from wtforms import validators
from wtforms.validators import Length

from app.assessments.forms import TEXT, seen
from app.assessments.services.reopening import Reopening
from app.assessments.services.signing import Return
from app.instruments.document import Instrument
from app.web.forms import Form

COMMENT = "comment_"
NO_REASON = "Give a reason, or comment on at least one standard"


class SignForm(Form):
    """The director's signature: a box that is ticked on purpose, and the version that was read."""

    confirm = wtforms.BooleanField(
        "I have read the result and sign it for the partnership",
        validators=[validators.DataRequired("Tick the box to sign")],
    )
    seen_version = wtforms.HiddenField(default="0", id="sign_version")

    def seen(self) -> int:
        """The version of the round that was read."""
        return seen(self.seen_version.data)


class ReturnForm(Form):
    """What should be looked at again: over all, and by standard in the fields that `return_form` adds."""

    reason = wtforms.TextAreaField(
        "Over all", validators=[Length(max=TEXT, message=f"The reason must be {TEXT:,} characters or fewer")]
    )
    seen_version = wtforms.HiddenField(default="0", id="return_version")

    @property
    def comment_fields(self) -> list[wtforms.Field]:
        """The field of each standard, in the instrument's order."""
        return [field for field in self if field.name.startswith(COMMENT)]

    def validate_reason(self, field: wtforms.Field) -> None:
        """Something is to be looked at again, or there is nothing to return."""
        if not field.data and not any(comment.data for comment in self.comment_fields):
            raise validators.ValidationError(NO_REASON)

    def what(self) -> Return:
        """What was said."""
        comments = {field.name.removeprefix(COMMENT): field.data for field in self.comment_fields if field.data}
        return Return(self.reason.data or "", comments, seen(self.seen_version.data))


class ReopenForm(Form):
    """Why a signed result is opened again."""

    reason = wtforms.TextAreaField(
        "Why does the result have to change?",
        validators=[
            validators.DataRequired("Say why the result has to change"),
            Length(max=TEXT, message=f"The reason must be {TEXT:,} characters or fewer"),
        ],
    )
    seen_version = wtforms.HiddenField(default="0", id="reopen_version")

    def what(self) -> Reopening:
        """What was said."""
        return Reopening(self.reason.data or "", seen(self.seen_version.data))


def return_form(instrument: Instrument) -> type[ReturnForm]:
    """Give the form with a comment field for each standard of the instrument."""
    return _return_form(tuple((standard.key, standard.number, standard.title) for standard in instrument.standards))


@lru_cache(maxsize=64)
def _return_form(standards: tuple[tuple[str, int, str], ...]) -> type[ReturnForm]:
    fields = {
        f"{COMMENT}{key}": wtforms.TextAreaField(
            f"{number}. {title}",
            validators=[Length(max=TEXT, message=f"The comment on {title} must be {TEXT:,} characters or fewer")],
        )
        for key, number, title in standards
    }
    return cast("type[ReturnForm]", type("ReturnFormOfStandards", (ReturnForm,), fields))
