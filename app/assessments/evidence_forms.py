"""Forms of evidence: a file beside one's own score, evidence added in the workshop, "still true?". Shape only."""

from typing import Any

import wtforms
from flask import current_app, request
from werkzeug.datastructures import CombinedMultiDict, FileStorage
from wtforms import validators
from wtforms.validators import Length

from app.assessments.forms import TEXT, seen
from app.assessments.services.evidence import Offer, StillTrue
from app.files.errors import FileRefusedError
from app.files.services import Upload, check
from app.files.sniffing import ENDINGS, TAKEN
from app.web.forms import DateField, Form, OnceMixin, option

ACCEPT = {"accept": ",".join(f".{ending}" for ending in ENDINGS)}
YES, NO = "yes", "no"


class _OfferForm(OnceMixin, Form):
    """What both ways of offering a file share."""

    file = wtforms.FileField("File")
    note = wtforms.TextAreaField(
        "Note", validators=[Length(max=TEXT, message=f"The note must be {TEXT:,} characters or fewer")]
    )
    review_on = DateField("When should it be looked at again? (optional)", called="review date", required=False)

    def validate_file(self, _field: wtforms.Field) -> None:
        """Say what is wrong with the file beside the other messages, so that it is chosen again only once."""
        upload = self.upload
        if upload:
            try:
                check(upload, max_mb=current_app.config["FILES_MAX_MB"])
            except FileRefusedError as refusal:
                raise validators.ValidationError(str(refusal)) from None

    @property
    def upload(self) -> Upload | None:
        """The file that was chosen, if any."""
        chosen = self.file.data
        return Upload(chosen.filename, chosen.stream) if isinstance(chosen, FileStorage) and chosen.filename else None

    @property
    def file_hint(self) -> str:
        """What may be chosen."""
        return f"A {TAKEN} of up to {current_app.config['FILES_MAX_MB']} MB"

    @property
    def choose_again(self) -> bool:
        """Say whether a good file has to be chosen once more, because something else is wrong."""
        return bool(self.errors) and self.upload is not None and not self.file.errors


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


class EvidenceForm(_OfferForm):
    """Evidence that a lead officer adds in the workshop."""

    on_the_page = ("standard", "note", "link", "file", "review_on")

    standard = wtforms.SelectField("Which standard is it for?")
    link = wtforms.URLField(
        "Link", validators=[Length(max=2000, message="The web address must be 2,000 characters or fewer")]
    )

    def validate_note(self, field: wtforms.Field) -> None:
        """Something has to be offered."""
        if not field.data and not self.link.data and self.upload is None:
            raise validators.ValidationError("Enter a note, a link or a file")

    def validate_link(self, field: wtforms.Field) -> None:
        """A link leads to a page, not to a script or to a file on one's own computer."""
        if field.data and not field.data.lower().startswith(("https://", "http://")):
            raise validators.ValidationError("Enter a full web address, like https://www.example.gov.uk/report")

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


def sent() -> Any:
    """Give what the browser sent, files included; None for a page that is only shown."""
    return CombinedMultiDict((request.files, request.form)) if request.method == "POST" else None
