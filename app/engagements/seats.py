"""The roles that people are given in an engagement itself, as data: where, by whose permission, and in which words."""

from dataclasses import dataclass

from app.security import EngagementScope, Permission, Role


@dataclass(frozen=True, slots=True)
class Seat:
    """A role in an engagement. `slug` stands in addresses; `several` is False where one person at most holds it."""

    role: Role
    slug: str
    permission: Permission
    on_lead_side: bool
    title: str
    several: bool = True

    def authority_id(self, scope: EngagementScope) -> int:
        """The authority whose side the seat is on."""
        return scope.lead_authority_id if self.on_lead_side else scope.partner_authority_id


CONSULTANTS = Seat(Role.CONSULTANT, "consultants", Permission.CONSULTANT_ASSIGN, on_lead_side=True, title="consultant")
LEAD_OFFICERS = Seat(
    Role.LEAD_OFFICER, "lead-officers", Permission.LEAD_OFFICER_INVITE, on_lead_side=False, title="lead officer"
)
DIRECTOR = Seat(
    Role.DIRECTOR, "director", Permission.DIRECTOR_INVITE, on_lead_side=False, title="director", several=False
)
SEATS = {seat.slug: seat for seat in (CONSULTANTS, LEAD_OFFICERS, DIRECTOR)}
SEAT_OF = {seat.role: seat for seat in SEATS.values()}
