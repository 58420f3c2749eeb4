"""The form of a delegate's own notes on a session."""

import wtforms
from wtforms.validators import Length

from app.engagements.forms.versions import VersionedMixin
from app.learning.services.notes import Note
from app.web.forms import Form

LONGEST_NOTE = 20_000


class NoteForm(VersionedMixin, Form):
    """Own notes, and whether the pre-reading is done."""

    on_the_page = ("prepared", "text")

    prepared = wtforms.BooleanField("I have done the pre-reading")
    text = wtforms.TextAreaField(
        "Your notes", [Length(max=LONGEST_NOTE, message=f"Your notes must be {LONGEST_NOTE:,} characters or fewer")]
    )

    def note(self) -> Note:
        """What was written."""
        return Note(str(self.text.data or ""), bool(self.prepared.data))
