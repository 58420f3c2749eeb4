"""The forms of the administrator's pages of programmes: their shape only. Mistakes in a text are named by checking."""

import wtforms
from werkzeug.datastructures import FileStorage

from app.files.errors import FileTypeError
from app.files.naming import ending_of
from app.learning.packing import text, unpacked
from app.web.forms import Form, OnceMixin

NOTHING = "Choose the archive of a programme, or a session"
WRONG = "Choose an archive whose name ends in .zip, or one session whose name ends in .md"


class UploadForm(OnceMixin, Form):
    """The archive of a programme's folder, or one session."""

    file = wtforms.FileField("Programme or session")

    def files(self) -> dict[str, str] | str | None:
        """The files by path, or the text of one session; None with an error beside the field."""
        try:
            return _read(self.file.data)
        except FileTypeError as refusal:
            self.refuse(str(refusal))
            return None

    def refuse(self, message: str) -> None:
        """Put a message beside the file."""
        self.file.errors = (message,)


class PublishForm(OnceMixin, Form):
    """The button that publishes, and the version that the difference was shown from (a reference, or empty)."""

    compared_with = wtforms.HiddenField()


class DiscardForm(OnceMixin, Form):
    """The button that discards."""


def _read(sent: object) -> dict[str, str] | str:
    """What was sent. Raises FileTypeError with the message that stands beside the field."""
    if not isinstance(sent, FileStorage) or not sent.filename:
        raise FileTypeError(NOTHING)
    ending = ending_of(sent.filename)
    if ending not in {"md", "zip"}:
        raise FileTypeError(WRONG)
    content = sent.read()
    return unpacked(content) if ending == "zip" else text(content, "The selected file")
