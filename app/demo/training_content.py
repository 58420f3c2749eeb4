"""What the demonstration tells of training, as values read from training.yaml. Playing it: playing/training.py.

Days count working days from today. Whoever is not named as late or absent was there all the time.
"""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from app.demo.basis import Content, content_of

Ratings = Annotated[str, StringConstraints(pattern=r"^([1-5]{11})?$")]
"""A level for each of the eight topics and three attributes, in the programme's order; empty: not given."""


class PledgePlayed(Content):
    """One action of a delegate for the hundred days after; `by` counts working days from the last day."""

    action: str
    measure: str
    by: int
    standard: str


class DelegatePlayed(Content):
    """A delegate of a cohort. `check` is how many of eight were right before and after; −1: not taken."""

    email: str
    authority: str
    asked: int
    needs: str = ""
    before: Ratings = ""
    after: Ratings = ""
    looking_back: Ratings = ""
    check: tuple[int, int] = (-1, -1)
    absent: tuple[str, ...] = ()  # half-days, such as "2 morning"
    minutes: dict[str, int] = {}  # of half-days in which somebody was late
    gave_up: int | None = None
    line_manager: tuple[str, str] = ("", "")
    pledges: tuple[PledgePlayed, ...] = ()
    silent: bool = False  # three months on


class RemarkPlayed(Content):
    """What a delegate says at the end of a day: 1 to 5 on each question of the form, and two texts."""

    agrees: Annotated[str, StringConstraints(pattern=r"^[1-5]{4}$")]
    helped: str = ""
    change: str = ""


class FollowedPlayed(Content):
    """What is answered three months on; examples stand by line of the form, changes are given in turn, by delegate."""

    examples: tuple[str, ...]
    seen: tuple[str, ...]  # a manager's examples
    states: tuple[str, ...]  # of pledges
    changed: tuple[str, ...]  # what managers see
    help: str  # what a manager will do


class ChargedPlayed(Content):
    """A second trainer, whose days an engagement of the lead authority pays; `goal` is a standard’s key."""

    who: str
    partner: str  # the code of the authority that pays
    goal: str


class CohortPlayed(Content):
    """A cohort from its making on; dates that lie ahead have not happened yet."""

    title: str
    seats: int
    made: int
    dates: tuple[int, int, int, int]
    venue: str = ""
    link: str = ""
    joining: str
    trainer: str
    charged: ChargedPlayed | None = None
    delegates: tuple[DelegatePlayed, ...]
    remarks: tuple[RemarkPlayed, ...] = ()  # given in turn, by delegate and day
    followed: FollowedPlayed | None = None

    @property
    def trainers(self) -> tuple[str, ...]:
        """Who leads it, by address."""
        return (self.trainer, self.charged.who) if self.charged else (self.trainer,)


@cache
def cohorts() -> tuple[CohortPlayed, ...]:
    """Give every cohort of the demonstration."""
    rows = content_of(Path(__file__).parent / "training.yaml")
    return tuple(CohortPlayed.model_validate(row) for row in rows)
