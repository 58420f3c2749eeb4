"""The stories of people who work for a whole authority or administer the installation: how they got there."""

from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.services import Grant, invite, make_administrator, renew_hash
from app.db import db
from app.demo.content import DemoPerson
from app.demo.playing.stage import Stage
from app.demo.playing.timeline import Story
from app.security import Role

FIRST_DAY = -300
"""Before every case: the working day on which the installation was set up."""


def arrivals(people: tuple[DemoPerson, ...], stage: Stage) -> list[Story]:
    """Give a story for everybody who needs one and is not there yet."""
    known = set(db.session.scalars(select(Person.email).where(Person.email.in_([each.email for each in people]))))
    administrator = next(each for each in people if each.administrator)
    stories = [] if administrator.email in known else [_administrator(administrator, stage)]
    staff = [each for each in people if each.roles and each.email not in known]
    return stories + [_member(each, administrator.email, place, stage) for place, each in enumerate(staff)]


def _administrator(who: DemoPerson, stage: Stage) -> Story:
    now = yield stage.calendar.at(FIRST_DAY, 9)
    person = stage.person(who.email, now=now)
    make_administrator(person, now=now)
    renew_hash(person.id, stage.password_hash)


def _member(who: DemoPerson, administrator: str, place: int, stage: Stage) -> Story:
    for code, roles in who.roles.items():
        for role in roles:
            yield from _role(who.email, code, role, (administrator, place), stage)


def _role(email: str, code: str, role: Role, by: tuple[str, int], stage: Stage) -> Story:
    administrator, place = by
    now = yield stage.calendar.at(FIRST_DAY, 9, 20 + 4 * place)
    actor = stage.actor(administrator, now=now)
    authority = stage.authorities[code]
    invite(
        stage.person(email, now=now),
        Grant(role, authority.id, None),
        inviter_id=actor.person_id,
        inviter_name=actor.name,
        reason=f"to work as {role.label} for {authority.name}",
        now=now,
    )
    now = yield stage.calendar.at(FIRST_DAY + 1, 10, 7 * place)
    stage.accept(email, role, None, now=now)
