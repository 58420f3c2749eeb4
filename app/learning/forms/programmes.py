"""The form that uploads a programme: its shape only. Mistakes in a text are named by checking."""

from collections.abc import Sequence

import wtforms
from werkzeug.datastructures import FileStorage

from app.files.errors import FileTypeError
from app.files.naming import ending_of
from app.learning.packing import text, unpacked
from app.publishing.forms import UploadForm
from app.publishing.reading import Mistake

NOTHING = "Choose the archive of a programme, or a session"
WRONG = "Choose an archive whose name ends in .zip, or one session whose name ends in .md"


class ProgrammeForm(UploadForm):
    """The archive of a programme's folder, or one session."""

    file = wtforms.FileField("Programme or session")

    def source(self) -> dict[str, str] | str | None:
        """The files by path, or the text of one session; None with an error beside the field."""
        try:
            return _read(self.file.data)
        except FileTypeError as refusal:
            self.refuse(str(refusal))
            return None

    def refuse(self, message: str) -> None:
        """Put a message beside the file."""
        self.file.errors = (message,)

    def name_mistakes(self, mistakes: Sequence[Mistake]) -> None:
        """Say beside the file that it has mistakes; the page lists them."""
        first, count = mistakes[0], len(mistakes)
        one = f"{first.file}, line {first.line}: {first.path} {first.message}".replace("  ", " ")
        self.refuse(one if count == 1 else f"Correct {count:,} mistakes in the files, then choose them again")

    def row(self, mistake: Mistake) -> tuple[str, ...]:
        """Show in which file the mistake is, too."""
        return mistake.file, str(mistake.line), mistake.path, mistake.message


def _read(sent: object) -> dict[str, str] | str:
    """What was sent. Raises FileTypeError with the message that stands beside the field."""
    if not isinstance(sent, FileStorage) or not sent.filename:
        raise FileTypeError(NOTHING)
    ending = ending_of(sent.filename)
    if ending not in {"md", "zip"}:
        raise FileTypeError(WRONG)
    content = sent.read()
    return unpacked(content) if ending == "zip" else text(content, "The selected file")
