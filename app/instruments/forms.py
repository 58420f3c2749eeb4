"""The forms of the administrator's pages: their shape only. Mistakes in an instrument are named by its parser."""

from collections.abc import Sequence

import wtforms
from werkzeug.datastructures import FileStorage

from app.instruments.reading import InstrumentError
from app.instruments.services import Upload
from app.web.forms import Form, OnceMixin

PASTED = "pasted text"


class ExactTextField(wtforms.TextAreaField):
    """Text kept as it came but for line ends: in YAML, indentation and the number of a line count."""

    @property
    def exact(self) -> str:
        """The text as it was pasted, or read from the file."""
        found: Sequence[str] = self.raw_data or ()
        return "".join(found[:1]).replace("\r\n", "\n")

    def _value(self) -> str:
        return self.exact


class UploadForm(OnceMixin, Form):
    """A file, or text pasted in its place; the file counts when both are there."""

    file = wtforms.FileField("Questionnaire file")
    text = ExactTextField("Or paste the text")

    def upload(self) -> Upload | None:
        """What was sent; None with an error beside the field when there is nothing to read."""
        if isinstance(self.file.data, FileStorage) and self.file.data:
            return self._from_file(self.file.data)
        if self.text.exact.strip():
            return Upload(self.text.exact, PASTED)
        self._refuse(self.file, "Choose a questionnaire file, or paste its text")
        return None

    def name_mistakes(self, mistakes: InstrumentError) -> None:
        """Say beside the text that it has mistakes; the page lists them."""
        count = len(mistakes.mistakes)
        first = mistakes.mistakes[0]
        self.refuse_text(
            f"Line {first.line}: {first.message}"
            if count == 1
            else f"Correct {count:,} mistakes in the text, the first on line {first.line}"
        )

    def refuse_text(self, message: str) -> None:
        """Put a message beside the text."""
        self._refuse(self.text, message)

    def _from_file(self, file: FileStorage) -> Upload | None:
        try:
            text = file.read().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            self._refuse(self.file, "The file must be UTF-8 text. Save it again with the encoding UTF-8")
            return None
        self.text.raw_data = [text]  # a browser does not keep a chosen file, so its text is kept in the box
        return Upload(text, file.filename or PASTED)

    @staticmethod
    def _refuse(field: wtforms.Field, message: str) -> None:
        field.errors = [*field.errors, message]


class PublishForm(OnceMixin, Form):
    """The button that publishes, and the version that the difference was shown from (a reference, or empty)."""

    compared_with = wtforms.HiddenField()


class DiscardForm(OnceMixin, Form):
    """The button that discards."""
