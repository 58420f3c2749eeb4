"""What forms with a file share: the field, its checks and hint, a link beside it, and what a browser sends.

A filled workbook that comes back: workbooks.py.
"""

from typing import Any

import wtforms
from flask import current_app, request
from werkzeug.datastructures import CombinedMultiDict, FileStorage
from wtforms import validators

from app.files.errors import FileRefusedError
from app.files.services import Upload, check
from app.files.sniffing import ENDINGS, TAKEN
from app.web.forms import Form

LINK_LENGTH = validators.Length(max=2000, message="The web address must be 2,000 characters or fewer")


class FileMixin(Form):
    """A file that may be chosen, and what pages say of it."""

    file = wtforms.FileField("File (optional)")

    accept = ",".join(f".{ending}" for ending in ENDINGS)
    file_is = "A"

    def validate_file(self, _field: wtforms.Field) -> None:
        """Say what is wrong with the file beside the other messages, so that it is chosen again only once."""
        if self.upload:
            try:
                check(self.upload, max_mb=current_app.config["FILES_MAX_MB"])
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
        return f"{self.file_is} {TAKEN} of up to {current_app.config['FILES_MAX_MB']} MB"

    @property
    def choose_again(self) -> bool:
        """Say whether a good file has to be chosen once more, because something else is wrong."""
        return bool(self.errors) and self.upload is not None and not self.file.errors


class LinkMixin(Form):
    """A web address that may be given."""

    link = wtforms.URLField("Link (optional)", [LINK_LENGTH])

    def validate_link(self, field: wtforms.Field) -> None:
        """A link leads to a page, not to a script or to a file on one's own computer."""
        if field.data and not field.data.lower().startswith(("https://", "http://")):
            raise validators.ValidationError("Enter a full web address, like https://www.example.gov.uk/report")


def sent() -> Any:
    """Give what the browser sent, files included; None for a page that is only shown."""
    return CombinedMultiDict((request.files, request.form)) if request.method == "POST" else None
