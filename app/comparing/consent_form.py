"""The box that a director ticks to take part in the comparison. What follows from it: services/agreeing.py."""

import wtforms
from wtforms import validators

from app.web.forms import Form


class ConsentForm(Form):
    """Agreeing; `seen` is the version of what stood on the page."""

    seen = wtforms.HiddenField(default="0")
    confirm = wtforms.BooleanField(
        "I agree that our signed results are part of the comparison, from the next snapshot on",
        [validators.InputRequired("Tick the box to agree that your results are compared")],
    )

    @property
    def seen_version(self) -> int:
        """The version as a number; -1, which none has, for anything else."""
        text = str(self.seen.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000000") else -1
