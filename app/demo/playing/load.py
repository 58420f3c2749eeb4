"""Loads the demonstration: what is not there yet is played, what is there stays. The command: app/demo/commands.py."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import aliased

from app.accounts.hashing import hash_password
from app.accounts.models import Authority, Person
from app.accounts.services import load_register
from app.audit.services import record
from app.db import db
from app.demo import content
from app.demo.playing import (
    agreements,
    charging,
    comparing,
    engagement,
    mentoring,
    plans,
    progress,
    reviews,
    rounds,
    staff,
    tools,
    training,
)
from app.demo.playing.plans import PlanPlay
from app.demo.playing.play import Play
from app.demo.playing.stage import Stage, names_by_address
from app.demo.playing.timeline import Calendar, Story, tell
from app.engagements.models import Engagement
from app.instruments.kind import QUESTIONNAIRES
from app.instruments.queries import instrument, newest_published
from app.learning.kind import PROGRAMMES
from app.mail.models import Message, MessageState
from app.publishing.services import load
from app.tools.kind import TOOLS

INSTRUMENT = "sap"
FRESH_SINCE = -3
"""The working day from which on e-mail is really sent to the demonstration's mailbox; earlier e-mail counts as sent."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a loading did: numbers of engagements."""

    added: int
    known: int


def load_demo(*, password: str, now: dt.datetime) -> Outcome:
    """Load register, instruments, fictional authorities, people and engagements; set everybody's password.

    Needs a request context for the addresses in e-mail. Engagements that are there stay as they are.
    """
    calendar, password_hash, known = Calendar(now), hash_password(password), _known_pairs()
    stage = _stage(calendar, password_hash, beginning=now if known else calendar.at(staff.FIRST_DAY, 8))
    last_message = db.session.scalar(select(func.max(Message.id))) or 0
    plays = [Play(case, stage) for case in content.cases() if (case.lead, case.partner) not in known]
    stories = staff.arrivals(content.people(), stage)
    for play in plays:
        stories += engagement.stories(play) + rounds.stories(play) + _around_the_plan(play) + reviews.stories(play)
        stories += comparing.stories(play)
    stories += training.stories(stage)
    tell(stories)
    db.session.flush()
    _count_as_sent(last_message, before=calendar.at(FRESH_SINCE, 0))
    _set_passwords(list(stage.names), password_hash)
    return Outcome(added=len(plays), known=len(content.cases()) - len(plays))


def _around_the_plan(play: Play) -> list[Story]:
    """Give what happens once a result is signed."""
    if play.case.plan is None:
        return []
    of = PlanPlay(play.case.plan, play)
    told = [plans.story(of), progress.story(of), *agreements.stories(play), *tools.stories(of)]
    told += [mentoring.story(pair, of) for pair in play.case.mentoring]
    return told + ([charging.story(play.case.charging, of)] if play.case.charging else [])


def _stage(calendar: Calendar, password_hash: str, *, beginning: dt.datetime) -> Stage:
    """Load what every case stands on, as of `beginning`."""
    load_register(now=beginning)
    load(QUESTIONNAIRES, QUESTIONNAIRES.own(), now=beginning)
    load(PROGRAMMES, PROGRAMMES.own(), now=beginning)
    load(TOOLS, TOOLS.own(), now=beginning)
    version = newest_published(INSTRUMENT)
    if version is None:
        raise LookupError(f"The instrument {INSTRUMENT} is not published.")
    return Stage(
        calendar=calendar,
        password_hash=password_hash,
        instrument_digest=version.digest,
        instrument=instrument(version.digest),
        names=names_by_address(content.people()),
        authorities=_authorities(now=beginning),
    )


def _authorities(*, now: dt.datetime) -> dict[str, Authority]:
    """Add the fictional authorities that are missing; give those that cases and people name, by code."""
    wanted = {code for case in content.cases() for code in (case.lead, case.partner)}
    wanted |= {code for person in content.people() for code in person.roles}
    found = db.session.scalars(select(Authority).where(Authority.code.in_(wanted)).order_by(Authority.code))
    known = {authority.code: authority for authority in found}
    missing = [each for each in content.authorities() if each.code in wanted - known.keys()]
    for each in missing:
        known[each.code] = Authority(
            **each.model_dump(), gss_code="", nation="England", upper_tier=True, fictional=True
        )
        db.session.add(known[each.code])
    if missing:
        record("fictional authorities added", "authorities", actor_id=None, now=now, became={"added": len(missing)})
    db.session.flush()
    return known


def _known_pairs() -> set[tuple[str, str]]:
    lead, partner = aliased(Authority), aliased(Authority)
    rows = db.session.execute(
        select(lead.code, partner.code)
        .select_from(Engagement)
        .join(lead, lead.id == Engagement.lead_authority_id)
        .join(partner, partner.id == Engagement.partner_authority_id)
        .where(Engagement.illustrative)
        .order_by(Engagement.id)
    )
    return {(row[0], row[1]) for row in rows}


def _count_as_sent(last_message: int, *, before: dt.datetime) -> None:
    """Mark the e-mail of long ago as sent, without its links, so that the mailbox shows the last days only."""
    db.session.execute(
        update(Message)
        .where(Message.id > last_message, Message.queued_at < before)
        .values(state=MessageState.SENT, sent_at=Message.queued_at, body="", attempts=1)
        .execution_options(synchronize_session=False)
    )


def _set_passwords(addresses: list[str], password_hash: str) -> None:
    """Set the password of everybody who has one and whose access has not ended; who is only invited chooses one."""
    db.session.execute(
        update(Person)
        .where(Person.email.in_(addresses), Person.password_hash.is_not(None), Person.ended_at.is_(None))
        .values(password_hash=password_hash)
        .execution_options(synchronize_session=False)
    )
