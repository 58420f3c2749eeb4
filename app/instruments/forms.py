"""The form that uploads a questionnaire: its shape only. Mistakes in an instrument are named by its parser."""

from collections.abc import Sequence

import wtforms
from werkzeug.datastructures import FileStorage

from app.files.errors import FileTypeError
from app.publishing.forms import UploadForm, plain_text
from app.publishing.reading import Mistake


class ExactTextField(wtforms.TextAreaField):
    """Text kept as it came but for line ends: in YAML, indentation and the number of a line count."""

    @property
    def exact(self) -> str:
        """The text as it was pasted, or read from the file."""
        found: Sequence[str] = self.raw_data or ()
        return "".join(found[:1]).replace("\r\n", "\n")

    def _value(self) -> str:
        return self.exact


class QuestionnaireForm(UploadForm):
    """A file, or text pasted in its place; the file counts when both are there."""

    thing = "questionnaire"
    file = wtforms.FileField("Questionnaire file")
    text = ExactTextField("Or paste the text")

    def source(self) -> str | None:
        """The text; None with an error beside the field when there is nothing to read."""
        sent = self.file.data
        try:
            if isinstance(sent, FileStorage) and sent:
                self.text.raw_data = [plain_text(sent.read(), "The file")]  # a browser keeps text, but no chosen file
        except FileTypeError as refusal:
            self._refuse(self.file, str(refusal))
            return None
        if not self.text.exact.strip():
            self._refuse(self.file, f"Choose a {self.thing} file, or paste its text")
            return None
        return self.text.exact

    def name_mistakes(self, mistakes: Sequence[Mistake]) -> None:
        """Say beside the text that it has mistakes; the page lists them."""
        first, count = mistakes[0], len(mistakes)
        self.refuse(
            f"Line {first.line}: {first.message}"
            if count == 1
            else f"Correct {count:,} mistakes in the text, the first on line {first.line}"
        )

    def refuse(self, message: str) -> None:
        """Put a message beside the text."""
        self._refuse(self.text, message)

    def row(self, mistake: Mistake) -> tuple[str, ...]:
        """Show the line in which the mistake is, too."""
        lines = self.text.exact.split("\n")
        text = lines[mistake.line - 1].strip()[:100] if mistake.line <= len(lines) else ""
        return str(mistake.line), mistake.message, text, mistake.path

    @staticmethod
    def _refuse(field: wtforms.Field, message: str) -> None:
        field.errors = [*field.errors, message]
