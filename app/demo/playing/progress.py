"""The story of a plan's progress: what owners say of their milestones, how forecasts move, and the closing."""

import datetime as dt

from flask import current_app

from app.db.clock import LONDON
from app.demo.plan_content import Update as Said
from app.demo.playing.plans import PlanPlay
from app.demo.playing.timeline import Story
from app.files.services import shelf_of
from app.plans.models import Status
from app.plans.picture import PlanPicture, picture
from app.plans.queries.plan import approved_content, standings
from app.plans.services.closing import Closing, close
from app.plans.services.forecasting import Forecast, reforecast
from app.plans.services.progress import Update, update_milestone
from app.plans.services.recording import Pen
from app.security import Role


def picture_of(of: PlanPlay, *, now: dt.datetime) -> PlanPicture:
    """Give the approved plan as it stood then."""
    plan = of.record.plan
    content = approved_content(plan)
    if content is None:
        raise RuntimeError(f"case {of.play.case.key}: progress before an approval")
    return picture(content, standings(plan), today=now.astimezone(LONDON).date())


def story(of: PlanPlay) -> Story:
    """Every update on its day, by the milestone's owner."""
    for place, said in enumerate(of.played.updates):
        now = yield of.play.stage.calendar.at(said.day, 15, place)
        _say(said, of, now=now)
    if of.played.closed is not None:
        now = yield of.play.stage.calendar.at(of.played.closed, 16)
        note = Closing(of.played.closing_note, confirmed=True)
        close(note, of.record.plan, picture_of(of, now=now), of.play.scope, actor=of.officer(now), now=now)


def _say(said: Said, of: PlanPlay, *, now: dt.datetime) -> None:
    day, ref = of.play.stage.calendar.day, of.milestones[said.milestone]
    owner = next(step.owner for goal in of.played.goals for step in goal.milestones if step.key == said.milestone)
    record = of.record
    shown = picture_of(of, now=now)
    actor = of.play.acting(owner, Role.PARTICIPANT, now=now)
    pen = Pen(record, shown, of.play.scope, actor, now)
    milestone = shown.milestone(ref)
    if milestone is None:
        raise RuntimeError(f"case {of.play.case.key}: {said.milestone} is not in the approved plan")
    seen = milestone.standing.version
    if said.forecast is not None:
        reforecast(Forecast(day(said.forecast), said.reason, seen), ref, pen)
        return
    done_on = None if said.done is None else day(said.done)
    status = said.status or Status(milestone.standing.status)
    update = Update(status, said.reason, done_on, said.note, seen_version=seen)
    update_milestone(update, ref, shelf_of(current_app.config["SETTINGS"]), pen)
