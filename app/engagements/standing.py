"""What the home page says of people and scoping, by role. Arithmetic on facts given; asks nobody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.engagements.models import EngagementState
from app.engagements.queries import ScopingProgress
from app.engagements.seats import CONSULTANTS, DIRECTOR, LEAD_OFFICERS, Seat
from app.security import Identity, Permission, Role
from app.web.tasks import Task

TO_DO = ("To do", "blue")
WAITING = ("Waiting", "yellow")
AddressOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Seats:
    """How many people hold each role, and how many are asked to."""

    held: dict[Role, int]
    asked: dict[Role, int]

    @property
    def only_one_lead_officer(self) -> bool:
        """Say whether both sides must be warned (rules.md, People and roles)."""
        return self.held.get(Role.LEAD_OFFICER, 0) == 1


def count_seats(held: Sequence[Role], asked: Sequence[Role]) -> Seats:
    """Count roles held and roles asked."""
    return Seats({role: held.count(role) for role in held}, {role: asked.count(role) for role in asked})


def people_items(seats: Seats, identity: Identity, address: AddressOf) -> list[Task]:
    """Rows for consultants, lead officers and director, for those whom their absence concerns."""
    if not identity.may(Permission.SCOPING_VIEW):
        return []
    return [
        _seat_item(CONSULTANTS, "Consultants", seats, identity, address),
        _seat_item(LEAD_OFFICERS, "Lead officers", seats, identity, address),
        _seat_item(DIRECTOR, "Director", seats, identity, address),
    ]


_ASK = {
    Role.CONSULTANT: "Assign at least one consultant",
    Role.LEAD_OFFICER: "Invite the first lead officer",
    Role.DIRECTOR: "Name the director, who signs the agreed result",
}
_WAIT = {
    Role.CONSULTANT: "The manager assigns consultants",
    Role.LEAD_OFFICER: "The manager invites the first lead officer",
    Role.DIRECTOR: "A lead officer names the director",
}


def _seat_item(seat: Seat, title: str, seats: Seats, identity: Identity, address: AddressOf) -> Task:
    held, asked = seats.held.get(seat.role, 0), seats.asked.get(seat.role, 0)
    may = identity.may(seat.permission)
    if held == 1 and seat is LEAD_OFFICERS and not asked:
        hint = "Invite a second lead officer" if may else "There should be a second one"
        return Task(title, address(f"invite_{seat.role}" if may else "people"), hint, *TO_DO)
    if held:
        waiting = f", {asked} invited" if asked else ""
        return Task(title, address("people"), "", f"{held} in place{waiting}" if seat.several else "In place")
    if asked:
        return Task(title, address("people"), "Invited, and has not accepted yet", *WAITING)
    if may:
        return Task(title, address(f"invite_{seat.role}"), _ASK[seat.role], *TO_DO)
    return Task(title, address("people"), _WAIT[seat.role], *WAITING)


def scoping_item(
    progress: ScopingProgress, state: EngagementState, identity: Identity, address: AddressOf
) -> list[Task]:
    """The row of the scoping, for those who may read it."""
    if not identity.may(Permission.SCOPING_VIEW):
        return []
    title, href = "Scoping", address("scoping")
    if progress.closed_at:
        return [Task(title, href, "Read the recommended support package", "Completed")]
    if state is EngagementState.DRAFT:
        return [Task(title, None, "Starts when the engagement is open", "Cannot start yet")]
    if identity.may(Permission.SCOPING_EDIT):
        hint = "Record current practice and services, then recommend a support package"
        return [Task(title, href, hint, *(("In progress", "light-blue") if progress.started else TO_DO))]
    hint = "The consultant records current practice and services"
    return [Task(title, href, hint, *(("In progress", "light-blue") if progress.started else WAITING))]


def draft_items(seats: Seats, identity: Identity, address: AddressOf) -> list[Task]:
    """What the manager does before a draft can open, in order; the initial agreement, which opens it, comes above."""
    return [
        Task("Terms", address("change_terms"), "Check dates, rate and days with the partner", "Completed"),
        _seat_item(CONSULTANTS, "Consultants", seats, identity, address),
        _seat_item(LEAD_OFFICERS, "First lead officer", seats, identity, address),
    ]
