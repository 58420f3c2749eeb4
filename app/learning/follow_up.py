"""The questions of the three-month follow-up, and its answers summed up for groups. Pure.

They are those of training/four-day-programme/cases/three-month-follow-up.md, the third level of Kirkpatrick. Whether a
pledge is a milestone is known here, so it is not asked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.learning.small_groups import enough

LINES = (
    "I start from the outcome and the need before I talk about a service",
    "I test a new duty or policy against local priorities before I act",
    "I join data with what families say, and I look for who is missing",
    "I weigh more than one way to deliver before I choose",
    "I choose a buying or grant route that fits the value and the risk",
    "I write measures of what changes for children, and test them for perverse effects",
    "I involve children, families and providers before the choice is made",
    "I hold our own services to the same test as outside ones",
    "I say when a service should change or end, and plan for the people who lose by it",
    "I raise hard things with partners early and listen to the answer",
    "I ask for challenge on my own work, and give it by asking questions",
)
SEEN_LINES = (
    "Starts from the outcome and the need before talking about a service",
    "Tests a new duty or policy against local priorities before acting",
    "Joins data with what families say, and looks for who is missing",
    "Weighs more than one way to deliver before choosing",
    "Chooses a buying or grant route that fits the value and the risk",
    "Writes measures of what changes for children, and tests them for perverse effects",
    "Involves children, families and providers before the choice is made",
    "Holds our own services to the same test as outside ones",
    "Says when a service should change or end, and plans for the people who lose by it",
    "Raises hard things with partners early and listens to the answer",
    "Asks for challenge on own work, and gives it by asking questions",
)
OFTEN = {"not-yet": "Not yet", "once": "Once or twice", "often": "Often", "no-chance": "No chance so far"}
SEEN = {**OFTEN, "no-chance": "I have had no chance to see"}
WITH_EXAMPLE = frozenset({"once", "often"})
PLEDGE_STATES = {
    "done": "Done",
    "under-way": "Under way",
    "changed": "Changed",
    "dropped": "Dropped",
    "not-started": "Not started",
}
TALKED = {"more": "Yes, more than once", "once": "Yes, once", "no": "No"}
HINDRANCES = {
    "time": "Time",
    "authority": "Authority to decide",
    "data": "Data",
    "priorities": "Other priorities",
    "other": "Something else",
    "nothing": "Nothing has got in the way",
}
Answers = Mapping[str, Any]


def line_key(place: int) -> str:
    """Name the answer to a line, from 1."""
    return f"line{place}"


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line with how often each frequency was chosen, in the order of OFTEN, and how many gave an example."""

    words: str
    counts: tuple[int, ...]
    examples: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Answers of at least five witnesses of one kind, summed up."""

    people: int
    lines: tuple[LineShown, ...]


def shown(answers: Sequence[Answers], words: Sequence[str]) -> Shown | None:
    """Sum up the answers; None if they are too few to be shown."""
    if not enough(len(answers)):
        return None
    return Shown(len(answers), tuple(_line(place, text, answers) for place, text in enumerate(words, 1)))


def _line(place: int, words: str, answers: Sequence[Answers]) -> LineShown:
    counted = Counter(each.get(line_key(place)) for each in answers)
    examples = sum(bool(each.get(f"example{place}")) for each in answers)
    return LineShown(words, tuple(counted[key] for key in OFTEN), examples)


def pledge_states(answers: Sequence[Answers], positions: Iterable[int]) -> tuple[tuple[str, int], ...] | None:
    """Count pledges by state over all delegates who answered; None if they are too few to be shown."""
    if not enough(len(answers)):
        return None
    places = tuple(positions)
    counted = Counter(each.get(f"state{place}") for each in answers for place in places)
    return tuple((words, counted[key]) for key, words in PLEDGE_STATES.items())
