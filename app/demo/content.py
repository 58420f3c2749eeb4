"""The demonstration's content as values, read from the YAML beside it. Playing it through the services: playing/.

Days count working days from today: -1 is the last working day before today, 5 the fifth after it.
"""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints, model_validator

from app.assessments.models import RoundKind
from app.demo.basis import Content, content_of
from app.demo.days_content import ChargingPlayed
from app.demo.plan_content import AgreementFromPlan, PairPlayed, PlanPlayed, VariationPlayed
from app.demo.reviews_content import ReviewPlayed
from app.engagements.models import SupportKind
from app.security import Role

HERE = Path(__file__).parent
CANNOT = "x"
UNANSWERED = "."
Levels = Annotated[str, StringConstraints(pattern=r"^([1-5x.]{12})?$")]


class FictionalAuthority(Content):
    """A council that does not exist."""

    code: str
    name: str
    official_name: str
    region: str
    type: str


class DemoPerson(Content):
    """Somebody in the demonstration; `roles` are those held for a whole authority, by its code."""

    email: str
    name: str
    roles: dict[str, tuple[Role, ...]] = {}
    administrator: bool = False


class SeatTaken(Content):
    """Somebody asked to be consultant, lead officer or director; without `accepted` the invitation is still open."""

    email: str
    asked: int
    accepted: int | None = None


class Service(Content):
    """A service looked at in scoping."""

    name: str
    how_commissioned: str
    observation: str


class Line(Content):
    """One line of a recommended package; `days` are person-days in quarters of a day."""

    days: Decimal
    note: str


class ScopingDone(Content):
    """What scoping recorded; without `closed` it is still under way."""

    started: int
    people_met: str
    current_practice: str
    strengths: str
    concerns: str
    services: tuple[Service, ...] = ()
    recommendation: str = ""
    package: dict[SupportKind, Line] = {}
    closed: int | None = None


class Scorer(Content):
    """A participant. `levels`: a character per standard, 1 to 5, x for "cannot score", . for not answered.

    `said` holds, by standard, the evidence offered, or with x why it cannot be scored; `files` a text file offered.
    """

    email: str
    agency: str
    accepted: int | None = None
    scored: int | None = None
    levels: Levels = ""
    submitted: bool = True
    said: dict[str, str] = {}
    files: dict[str, "TextFile"] = {}


class TextFile(Content):
    """A file of plain text; `review` is the day by which it should be looked at again."""

    name: str
    text: str
    about: str
    review: int | None = None


class Dissenting(Content):
    """A dissent in words. `asked` is whose name is asked for; without `confirmed` the answer is still open."""

    text: str
    asked: str | None = None
    confirmed: bool = False


class Agreed(Content):
    """What the workshop agreed on a standard; without a level it is not assessed, and `reason` says why."""

    level: int | None = None
    target: int | None = None
    target_by: int | None = None
    priority: bool = False
    reason: str = ""
    dissents: tuple[Dissenting, ...] = ()


class Found(Content):
    """What the workshop found in an area."""

    challenges: str
    capacity: str


class Vote(Content):
    """A second vote on a standard: a character for each scorer who submitted, in order, . for who has not voted."""

    levels: Annotated[str, StringConstraints(pattern=r"^[1-5x.]*$")]
    closed: bool = True


class Meeting(Content):
    """The workshop as a meeting; a person a line."""

    place: str
    present: str
    apologies: str = ""


class Returned(Content):
    """The director sends the result back: why, and comments by standard; it is sent again on `again`."""

    day: int
    reason: str
    comments: dict[str, str] = {}
    again: int


class Reopened(Content):
    """A signed result is opened again by the first lead officer; with `agreed` it is worked on, sent and signed."""

    day: int
    reason: str
    agreed: dict[str, Agreed] = {}
    sent: int | None = None
    signed: int | None = None


class RoundPlayed(Content):
    """A round, as far as it has come. `still_true`: what a lead officer says of evidence carried over, by standard."""

    kind: RoundKind
    started: int
    deadline: int
    opened: int | None = None
    reminded: int | None = None
    closed: int | None = None
    workshop: int | None = None
    sent: int | None = None
    signed: int | None = None
    scorers: tuple[Scorer, ...]
    votes: dict[str, Vote] = {}
    agreed: dict[str, Agreed] = {}
    findings: dict[str, Found] = {}
    meeting: Meeting | None = None
    still_true: dict[str, bool] = {}
    returned: Returned | None = None
    reopened: Reopened | None = None


class Case(Content):
    """One engagement and all that happened in it. Authorities by code, people by address."""

    key: str
    lead: str
    partner: str
    partnership: str
    decision: str
    manager: str
    set_up: int
    starts: int
    signed: int | None = None
    signed_here: bool = False  # the initial agreement; else it was signed on paper
    fewest_days: int = 20
    most_days: int = 30
    consultants: tuple[SeatTaken, ...] = ()
    lead_officers: tuple[SeatTaken, ...] = ()
    director: SeatTaken | None = None
    scoping: ScopingDone | None = None
    rounds: tuple[RoundPlayed, ...] = ()
    plan: PlanPlayed | None = None
    agreement: AgreementFromPlan | None = None
    variation: VariationPlayed | None = None
    mentoring: tuple[PairPlayed, ...] = ()
    charging: ChargingPlayed | None = None
    reviews: tuple[ReviewPlayed, ...] = ()
    compares: int | None = None  # the day on which the director agrees that the partner is compared

    @model_validator(mode="after")
    def _reasons_are_given(self) -> "Case":
        for scorer in (scorer for played in self.rounds for scorer in played.scorers):
            if scorer.levels.count(CANNOT) > len(scorer.said):
                raise ValueError(f"{scorer.email} does not say why a standard cannot be scored")
        return self


@cache
def authorities() -> tuple[FictionalAuthority, ...]:
    """The fictional authorities."""
    return tuple(FictionalAuthority(**each) for each in content_of(HERE / "authorities.yaml"))


@cache
def people() -> tuple[DemoPerson, ...]:
    """Everybody in the demonstration."""
    return tuple(DemoPerson(**each) for each in content_of(HERE / "people.yaml"))


@cache
def cases() -> tuple[Case, ...]:
    """Every engagement of the demonstration, by the names of their files."""
    return tuple(Case(**content_of(path)) for path in sorted((HERE / "cases").glob("*.yaml")))
