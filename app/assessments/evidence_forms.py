"""Forms of evidence: a file beside one's own score, evidence added in the workshop, "still true?". Shape only."""

import wtforms
from wtforms import validators
from wtforms.validators import Length

from app.assessments.forms import TEXT, seen
from app.assessments.services.evidence import Offer, StillTrue
from app.files.forms import LINK_LENGTH, FileMixin, LinkMixin
from app.web.forms import DateField, Form, OnceMixin, option

YES, NO = "yes", "no"


class _OfferForm(OnceMixin, FileMixin):
    """What both ways of offering a file share."""

    file = wtforms.FileField("File")
    note = wtforms.TextAreaField(
        "Note", validators=[Length(max=TEXT, message=f"The note must be {TEXT:,} characters or fewer")]
    )
    review_on = DateField("When should it be looked at again? (optional)", called="review date", required=False)


class OwnFileForm(_OfferForm):
    """A file for one standard, from somebody who scores alone."""

    def validate_file(self, field: wtforms.Field) -> None:
        """Without a file there is nothing to add: notes and links stand on the page before."""
        if self.upload is None:
            raise validators.ValidationError("Select a file")
        super().validate_file(field)

    def offer(self) -> Offer:
        """What is offered."""
        return Offer(self.note.data or "", "", self.review_on.data, self.upload)


class EvidenceForm(LinkMixin, _OfferForm):
    """Evidence that a lead officer adds in the workshop."""

    on_the_page = ("standard", "note", "link", "file", "review_on")

    standard = wtforms.SelectField("Which standard is it for?")
    link = wtforms.URLField("Link", [LINK_LENGTH])

    def validate_note(self, field: wtforms.Field) -> None:
        """Something has to be offered."""
        if not field.data and not self.link.data and self.upload is None:
            raise validators.ValidationError("Enter a note, a link or a file")

    def offer(self) -> Offer:
        """What is offered."""
        return Offer(self.note.data or "", self.link.data or "", self.review_on.data, self.upload)


class StillTrueForm(Form):
    """Whether evidence of an earlier round is still true."""

    still_true = wtforms.RadioField(
        "Your answer",
        choices=[
            option(YES, "Yes", hint="It counts as evidence in this round"),
            option(NO, "No longer", hint="It stays in the earlier round’s result, and does not count in this one"),
        ],
        validators=[validators.DataRequired("Say whether it is still true")],
    )
    note = wtforms.TextAreaField(
        "Note (optional)", validators=[Length(max=TEXT, message=f"The note must be {TEXT:,} characters or fewer")]
    )
    seen_version = wtforms.HiddenField(default="0")

    def answer(self) -> StillTrue:
        """What was said."""
        return StillTrue(self.still_true.data == YES, self.note.data or "", seen(self.seen_version.data))
