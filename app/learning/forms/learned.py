"""Forms of delegates: confidence, the check, feedback. Shape only; values come out. Pledges: pledging.py."""

from collections.abc import Mapping, Sequence
from typing import Any

import wtforms
from wtforms.validators import InputRequired, Length

from app.engagements.forms.versions import VersionedMixin
from app.learning.confidence import LEVELS
from app.learning.content import Question, Titled
from app.learning.services.checking import Sheet
from app.learning.services.replying import Feedback
from app.web.forms import Form, option

LONGEST_TEXT = 2_000
FEEDBACK = {
    "useful": "The day was useful for my work",
    "clear": "The trainers were clear",
    "part": "I could take part in the way I needed",
    "practical": "The room, or the call, and the breaks worked for me",
}
AGREE = {1: "Strongly disagree", 2: "Disagree", 3: "Neither", 4: "Agree", 5: "Strongly agree"}


def _levels(scale: Mapping[int, str]) -> list[Any]:
    return [option(str(level), words) for level, words in scale.items()]


class RatingForm(VersionedMixin, Form):
    """Confidence of 1 to 5 on each topic and attribute; fields are added by `rating_form`."""

    keys: tuple[str, ...] = ()

    def levels(self) -> dict[str, int]:
        """What was chosen."""
        return {key: int(self[key].data) for key in self.keys}


def rating_form(aspects: Sequence[Titled], sent: Any, kept: Mapping[str, int], version: int) -> Any:
    """Give the form of a programme's topics and attributes, with what is kept."""
    scale = {1: "1 Not at all", 2: "2", 3: "3 Fairly", 4: "4", 5: "5 Very"}
    fields: dict[str, Any] = {
        each.key: wtforms.RadioField(
            each.title, [InputRequired(f"Choose how confident you are: {each.title}")], choices=_levels(scale)
        )
        for each in aspects
    }
    made: Any = type("RatingFormOfProgramme", (RatingForm,), {**fields, "keys": tuple(fields)})
    return made(
        sent, data={**{key: str(level) for key, level in kept.items() if level in LEVELS}, "seen": str(version)}
    )


class CheckForm(Form):
    """The questions of one attempt; fields are added by `check_form`."""

    keys: tuple[str, ...] = ()
    act = wtforms.StringField()

    def sheet(self) -> Sheet:
        """What was chosen, and whether it is handed in."""
        chosen = {key: int(self[key].data) for key in self.keys if str(self[key].data or "").isdigit()}
        return Sheet(chosen, hand_in=self.act.data != "later")


def check_form(asked: Sequence[Question], sent: Any, kept: Mapping[str, int]) -> Any:
    """Give the form of an attempt, with the answers kept. Every question is asked for only when it is handed in."""
    later = sent is not None and sent.get("act") == "later"
    fields: dict[str, Any] = {}
    for place, question in enumerate(asked, 1):
        options = [option(str(number), text) for number, text in enumerate(question.options, 1)]
        demand = [wtforms.validators.Optional()] if later else [InputRequired(f"Choose an answer to question {place}")]
        fields[question.id] = wtforms.RadioField(f"{place}. {question.text}", demand, choices=options)
    made: Any = type("CheckFormOfAttempt", (CheckForm,), {**fields, "keys": tuple(fields)})
    return made(sent, data={key: str(option_) for key, option_ in kept.items()})


def _text() -> list[Any]:
    return [Length(max=LONGEST_TEXT, message=f"Use {LONGEST_TEXT:,} characters or fewer")]


def _agree(key: str) -> Any:
    words = FEEDBACK[key]
    return wtforms.RadioField(words, [InputRequired(f"Choose how far you agree: {words}")], choices=_levels(AGREE))


class FeedbackForm(VersionedMixin, Form):
    """Feedback on one day."""

    on_the_page = (*FEEDBACK, "helped", "change")

    useful = _agree("useful")
    clear = _agree("clear")
    part = _agree("part")
    practical = _agree("practical")
    helped = wtforms.TextAreaField("What helped you most? (optional)", _text())
    change = wtforms.TextAreaField("What should we change? (optional)", _text())

    def feedback(self) -> Feedback:
        """What was said."""
        ratings = {key: int(self[key].data) for key in FEEDBACK}
        return Feedback(ratings, str(self.helped.data or ""), str(self.change.data or ""))
