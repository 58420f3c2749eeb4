"""The stories of mentoring pairs: their meetings, and the actions agreed in them."""

import datetime as dt

from sqlalchemy import select

from app.db import db
from app.demo.plan_content import ActionPlayed, MeetingPlayed, PairPlayed
from app.demo.playing.plans import PlanPlay
from app.demo.playing.play import Play
from app.demo.playing.timeline import Story
from app.mentoring.models import MentoringAction, MentoringMeeting, MentoringPair
from app.mentoring.queries import Choice
from app.mentoring.services.log import Agreed, Meeting, agree, mark_done, record_meeting
from app.mentoring.services.pairs import PairPlan, pair_up
from app.plans.models import Goal
from app.security import Role


def story(played: PairPlayed, of: PlanPlay) -> Story:
    """One pair, made by the first lead officer."""
    play = of.play
    now = yield play.stage.calendar.at(played.started, 9, 45)
    plan = PairPlan(
        played.focus, play.stage.calendar.day(played.started), tuple(_goal(key, of) for key in played.goals)
    )
    mentor, mentee = _choice(played.mentor, play, now=now), _choice(played.mentee, play, now=now)
    pair = pair_up(mentor, mentee, plan, play.scope, actor=of.officer(now), now=now)
    for met in played.meetings:
        now = yield play.stage.calendar.at(met.day, 16)
        kept = _meeting(met, pair, played, of, now=now)
        agreed = [(action, _agree(action, kept, pair, of, now=now)) for action in met.actions]
        for action, row in sorted(agreed, key=lambda each: each[0].done or 0):
            if action.done is not None:
                now = yield play.stage.calendar.at(action.done, 17)
                actor = play.stage.actor(action.owner, now=now)
                mark_done(pair, row, action.note, play.scope, actor=actor, now=now)


def _meeting(
    met: MeetingPlayed, pair: MentoringPair, played: PairPlayed, of: PlanPlay, *, now: dt.datetime
) -> MentoringMeeting:
    mentor = of.play.acting(played.mentor, Role.CONSULTANT, now=now)
    written = Meeting(of.play.stage.calendar.day(met.day), met.minutes, met.discussed, None)
    return record_meeting(pair, written, (), of.play.scope, actor=mentor, now=now)


def _agree(
    action: ActionPlayed, kept: MentoringMeeting, pair: MentoringPair, of: PlanPlay, *, now: dt.datetime
) -> MentoringAction:
    owner = of.play.stage.person(action.owner, now=now)
    goal_id = _goal(action.goal, of).id if action.goal else None
    agreed = Agreed(action.what, owner.id, of.play.stage.calendar.day(action.due), goal_id)
    actor = of.play.stage.actor(action.owner, now=now)
    return agree(pair, kept, agreed, of.play.scope, actor=actor, now=now)


def _choice(email: str, play: Play, *, now: dt.datetime) -> Choice:
    person = play.stage.person(email, now=now)
    return Choice(person.id, person.ref, person.name)


def _goal(standard: str, of: PlanPlay) -> Choice:
    goal = db.session.scalars(select(Goal).where(Goal.ref == of.goals[standard])).one()
    return Choice(goal.id, goal.ref, goal.what)
