"""How many people hold each role in an engagement, and how many are asked to: counted in one query, without names."""

from typing import Any

from sqlalchemy import CompoundSelect, bindparam, func, literal_column, select, union_all

from app.accounts.models import Invitation, Membership, Person
from app.db import db
from app.security.roles import Role

HELD, ASKED = "held", "asked"
_COUNTS: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(literal_column(f"'{HELD}'").label("how"), Membership.role.label("role"), func.count().label("people"))
    .join(Person, Person.id == Membership.person_id)
    .where(
        Membership.engagement_id == bindparam("engagement_id"),
        Membership.ended_at.is_(None),
        Person.ended_at.is_(None),
    )
    .group_by(Membership.role),
    select(literal_column(f"'{ASKED}'"), Invitation.role, func.count())
    .where(
        Invitation.engagement_id == bindparam("engagement_id"),
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
    )
    .group_by(Invitation.role),
).order_by("how", "role")


def roles_counted(*, engagement_id: int) -> tuple[dict[Role, int], dict[Role, int]]:
    """Give the numbers of those who hold each role in the engagement, and of those who are invited to it."""
    counts: dict[str, dict[Role, int]] = {HELD: {}, ASKED: {}}
    for how, role, people in db.session.connection().execute(_COUNTS, {"engagement_id": engagement_id}):
        counts[how][role] = people
    return counts[HELD], counts[ASKED]
