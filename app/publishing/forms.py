"""The forms of the administrator's pages: their shape only. What may be uploaded: each room's own form."""

from collections.abc import Sequence
from typing import Any

import wtforms

from app.files.errors import FileTypeError
from app.publishing.reading import Mistake
from app.web.forms import Form, OnceMixin


class UploadForm(OnceMixin, Form):
    """A source that is sent; the form of a kind says what, and tells its mistakes."""

    def source(self) -> Any:
        """What was sent; None with an error beside the field when there is nothing to read."""
        raise NotImplementedError

    def refuse(self, message: str) -> None:
        """Put a message beside the text."""
        raise NotImplementedError

    def name_mistakes(self, mistakes: Sequence[Mistake]) -> None:
        """Say beside the text that it has mistakes; the page lists them."""
        raise NotImplementedError

    def row(self, mistake: Mistake) -> tuple[str, ...]:
        """Give the cells that show one mistake."""
        raise NotImplementedError


class PublishForm(OnceMixin, Form):
    """The button that publishes, and the version that the difference was shown from (a reference, or empty)."""

    compared_with = wtforms.HiddenField()


class DiscardForm(OnceMixin, Form):
    """The button that discards."""


def plain_text(content: bytes, name: str) -> str:
    """Give text with plain line ends. Raises FileTypeError, fit to be shown, if it is none."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise FileTypeError(f"{name} must be UTF-8 text. Save it again with the encoding UTF-8") from None
