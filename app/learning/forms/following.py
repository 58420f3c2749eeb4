"""Forms of the three-month follow-up, for delegate and manager. Shape only; the questions: follow_up.py."""

from collections.abc import Mapping, Sequence
from typing import Any

import wtforms
from wtforms.validators import InputRequired, Length

from app.learning.follow_up import (
    HINDRANCES,
    LINES,
    OFTEN,
    PLEDGE_STATES,
    SEEN,
    SEEN_LINES,
    TALKED,
    WITH_EXAMPLE,
    line_key,
)
from app.learning.models import Pledge
from app.web.forms import Form, option

LONGEST_TEXT = 2_000


class FollowUpForm(Form):
    """Base of both: `lines` are (key of the line, key of its example) in order; other fields are added."""

    lines: tuple[tuple[str, str], ...] = ()
    delegate = True

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask a delegate for an example wherever something is done."""
        fine = super().validate(extra_validators)
        for line, example in self.lines if self.delegate else ():
            if self[line].data in WITH_EXAMPLE and not self[example].data:
                self[example].errors, fine = ("Enter one example, in a sentence or two",), False
        return fine

    def answers(self) -> dict[str, Any]:
        """What was answered, by the key of the question; examples only where there is something to show."""
        found = dict(self.data)
        for line, example in self.lines:
            if found[line] not in WITH_EXAMPLE:
                found[example] = ""
        return found


def _text(words: str, *demands: Any, kind: Any = wtforms.TextAreaField) -> Any:
    return kind(words, [*demands, Length(max=LONGEST_TEXT, message=f"Use {LONGEST_TEXT:,} characters or fewer")])


def _radios(words: str, missing: str, choices: Mapping[str, str]) -> Any:
    return wtforms.RadioField(
        words, [InputRequired(missing)], choices=[option(key, text) for key, text in choices.items()]
    )


def _of_lines(words: Sequence[str], choices: Mapping[str, str], ask: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for place, text in enumerate(words, 1):
        fields[line_key(place)] = _radios(f"{place}. {text}", f"Choose how often: line {place}", choices)
        fields[f"example{place}"] = _text(ask)
    return fields


def _made(base: type[FollowUpForm], before: Any, lines: Any, after: Any, sent: Any) -> Any:
    places = tuple((key, key.replace("line", "example")) for key in lines if key.startswith("line"))
    fields = {**before, **lines, **after}
    made: Any = type("FollowUpFormOfWitness", (base,), {**fields, "lines": places, "on_the_page": tuple(fields)})
    return made(sent)


class ManagerBase(FollowUpForm):
    """The manager gives examples where there are any."""

    delegate = False


def delegate_form(pledges: Sequence[Pledge], sent: Any) -> Any:
    """Give the delegate's form, with questions on each pledge."""
    before: dict[str, Any] = {}
    for pledge in pledges:
        place = pledge.position
        missing = f"Choose how far your action is: {pledge.action[:60]}"
        before[f"state{place}"] = _radios("How far is it?", missing, PLEDGE_STATES)
        before[f"where{place}"] = _text(
            "Where could someone see it? Give a link or say where it is. (optional)", kind=wtforms.StringField
        )
        before[f"helped{place}"] = _text("What helped most, and what got in the way? (optional)")
    after = {
        "used": _text("Which session have you used most, and for what? (optional)"),
        "unable": _text("What do you still not feel able to do? (optional)"),
        "next": _text("What would help next: mentoring, a tool, another session, or your manager’s time? (optional)"),
    }
    return _made(FollowUpForm, before, _of_lines(LINES, OFTEN, "One example, in one or two sentences"), after, sent)


def manager_form(pledges: Sequence[Pledge], sent: Any) -> Any:
    """Give the manager's form."""
    talked = "Have you and the delegate talked about the programme and the pledge since the last day?"
    before: dict[str, Any] = {"talked": _radios(talked, "Choose whether you have talked", TALKED)}
    if pledges:
        before["seen"] = wtforms.SelectMultipleField(
            "Which of the actions have you seen the result of? (optional)",
            choices=[option(str(pledge.position), pledge.action) for pledge in pledges],
        )
        before["saw"] = _text("What did you see? (optional)")
    after = {
        "changed": _text(
            "What has the delegate’s work changed for a team, a provider or a family?",
            InputRequired("Enter what has changed, or “too early to tell”"),
        ),
        "hindered": wtforms.SelectMultipleField(
            "What has got in the way? (optional)", choices=[option(key, text) for key, text in HINDRANCES.items()]
        ),
        "help": _text(
            "What will you do in the next three months to help? Name one thing.",
            InputRequired("Enter one thing that you will do"),
        ),
    }
    return _made(ManagerBase, before, _of_lines(SEEN_LINES, SEEN, "An example (optional)"), after, sent)
