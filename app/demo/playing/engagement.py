"""The story of an engagement: set up, its people, opened, scoped. Its rounds: rounds.py."""

from app.accounts.queries import holds_membership
from app.db import db
from app.demo.content import ScopingDone, SeatTaken
from app.demo.playing import agreements
from app.demo.playing.play import Play
from app.demo.playing.timeline import Story
from app.engagements.estimate import QUARTERS
from app.engagements.seats import CONSULTANTS, DIRECTOR, LEAD_OFFICERS, Seat
from app.engagements.services import (
    PackageLine,
    Practice,
    ServiceSeen,
    add_service,
    assign_consultant,
    close_scoping,
    invite_to_seat,
    save_package,
    save_practice,
    set_up,
)
from app.engagements.terms import DEFAULT_DAY_RATE, Terms, last_day_of_twelve_months


def stories(play: Play) -> list[Story]:
    """Give what happens around the rounds."""
    case = play.case
    told = [_terms(play)]
    told += [_seat(CONSULTANTS, each, case.manager, play) for each in case.consultants]
    for place, each in enumerate(case.lead_officers):
        asker = case.manager if place == 0 else case.lead_officers[0].email
        told.append(_seat(LEAD_OFFICERS, each, asker, play))
    if case.director:
        told.append(_seat(DIRECTOR, case.director, case.lead_officers[0].email, play))
    if case.scoping:
        told.append(_scoping(case.scoping, play))
    return told


def _terms(play: Play) -> Story:
    case, stage = play.case, play.stage
    now = yield stage.calendar.at(case.set_up, 9, 35)
    starts_on = stage.calendar.day(case.starts)
    terms = Terms(
        partnership_name=case.partnership,
        starts_on=starts_on,
        ends_on=last_day_of_twelve_months(starts_on),
        decision_reference=case.decision,
        day_rate=DEFAULT_DAY_RATE,
        estimate_quarters=case.fewest_days * QUARTERS,
        cap_quarters=case.most_days * QUARTERS,
    )
    manager = stage.person(case.manager, now=now)
    lead, partner = stage.authorities[case.lead], stage.authorities[case.partner]
    play.engagement = set_up(
        terms,
        lead_authority_id=lead.id,
        partner_authority_id=partner.id,
        actor_id=manager.id,
        now=now,
        illustrative=True,
    )
    db.session.flush()
    if case.signed is not None:
        yield from agreements.initial(play)


def _seat(seat: Seat, taken: SeatTaken, asker: str, play: Play) -> Story:
    stage = play.stage
    now = yield stage.calendar.at(taken.asked, 11, 5)
    scope, actor = stage.scope(play.made), stage.actor(asker, now=now)
    person = stage.person(taken.email, now=now)
    if seat is CONSULTANTS and holds_membership(person.id, authority_id=scope.lead_authority_id):
        assign_consultant(person, scope=scope, actor=actor, now=now)
        return
    reason = f"to be {seat.title} for {play.case.partnership}"
    invite_to_seat(seat, stage.invitee(taken.email), reason=reason, scope=scope, actor=actor, now=now)
    if taken.accepted is not None:
        now = yield stage.calendar.at(taken.accepted, 14, 40)
        stage.accept(taken.email, seat.role, scope.id, now=now)


def _scoping(done: ScopingDone, play: Play) -> Story:
    stage, consultant = play.stage, play.case.consultants[0].email
    now = yield stage.calendar.at(done.started, 10, 15)
    scope, actor_id = stage.scope(play.made), stage.person(consultant, now=now).id
    practice = Practice(done.people_met, done.current_practice, done.strengths, done.concerns)
    save_practice(practice, seen_version=1, scope=scope, actor_id=actor_id, now=now)
    for place, service in enumerate(done.services):
        now = yield stage.calendar.at(done.started, 10, 40 + 25 * place)
        seen = ServiceSeen(service.name, service.how_commissioned, service.observation)
        add_service(seen, scope=scope, actor_id=actor_id, now=now)
    if done.package:
        now = yield stage.calendar.at(done.started, 15, 30)
        lines = [PackageLine(kind, int(line.days * QUARTERS), line.note) for kind, line in done.package.items()]
        save_package(lines, done.recommendation, seen_version=1, scope=scope, actor_id=actor_id, now=now)
    if done.closed is not None:
        now = yield stage.calendar.at(done.closed, 15, 45)
        close_scoping(scope=scope, actor_id=actor_id, now=now)
