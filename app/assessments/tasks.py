"""The task lists of the room: what a participant has scored, and what the workshop has agreed."""

from collections.abc import Callable, Mapping

from app.assessments.queries.agreed import Agreed, Found
from app.assessments.queries.own import OwnScore
from app.assessments.queries.unnamed import UnnamedScores
from app.instruments.document import Area
from app.web.tasks import Task

AddressOf = Callable[[str], str]


def scoring_tasks(area: Area, scores: Mapping[str, OwnScore], address: AddressOf) -> list[Task]:
    """Give a row for each standard of the area, with the participant's own answer as its status."""
    return [
        Task(f"{standard.number}. {standard.title}", address(standard.key), "", *_answered(scores.get(standard.key)))
        for standard in area.standards
    ]


def _answered(score: OwnScore | None) -> tuple[str, str | None]:
    if score is None:
        return "Not started", "blue"
    if score.level is not None:
        return f"Level {score.level}", None
    return ("Cannot score", None) if score.cannot_score else ("In progress", "light-blue")


def workshop_tasks(  # what is known of the area, and where its rows lead
    area: Area,
    agreed: Mapping[str, Agreed],
    found: Found | None,
    unnamed: Mapping[str, UnnamedScores],
    address: AddressOf,
    area_address: AddressOf,
) -> list[Task]:
    """Give a row for each standard of the area, how its scores lie and what is agreed, and one for the area itself."""
    rows = [
        Task(
            f"{standard.number}. {standard.title}",
            address(standard.key),
            _lie(unnamed.get(standard.key)),
            *_agreed(agreed.get(standard.key)),
        )
        for standard in area.standards
    ]
    status = ("Described", None) if found else ("Not described yet", "blue")
    return [*rows, Task("Challenges and capacity for improvement", area_address(area.key), "", *status)]


def _lie(unnamed: UnnamedScores | None) -> str:
    spread = unnamed.spread if unnamed else None
    return f"Scores: {spread.word}" if spread and spread.word else ""


def _agreed(score: Agreed | None) -> tuple[str, str | None]:
    if score is None:
        return "Not agreed yet", "blue"
    return ("Not assessed" if score.level is None else f"Level {score.level}, target {score.target}"), None
