"""The form of a second vote: a level or "I cannot score this", with no reason asked; and how a saved one is told."""

import datetime as dt

import wtforms
from wtforms import validators

from app.assessments.forms import CANNOT, LEVELS
from app.assessments.services.voting import Choice
from app.web.filters import clock
from app.web.forms import Form, option


class VoteForm(Form):
    """One standard, scored once more; `vote` names the vote for which the form was shown."""

    level = wtforms.RadioField(
        "Level",
        choices=[option(value, value) for value in (*LEVELS, CANNOT)],
        validators=[validators.DataRequired("Choose a level, or “I cannot score this”")],
    )
    vote = wtforms.HiddenField()

    def choice(self) -> Choice:
        """What was chosen."""
        return Choice(None if self.level.data == CANNOT else int(self.level.data))


def words_of(level: int | None, saved_at: dt.datetime) -> str:
    """Tell the person, and nobody else, what is saved."""
    said = "I cannot score this" if level is None else f"level {level}"
    return f"Your second vote: {said}, saved at {clock(saved_at)}. You can change it until the vote closes."
