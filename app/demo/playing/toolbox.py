"""What stories of tools share: the engagement, what was made so far, steps in order. The stories: tools.py."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy import select

from app.appraising.models import Appraisal
from app.cases.models import ServiceCase
from app.db import db
from app.demo.playing.plans import PlanPlay
from app.demo.playing.play import Play
from app.demo.playing.timeline import Story
from app.demo.service_content import TextFile
from app.demo.tools_content import ToolsPlayed
from app.files.services import Shelf, Upload, shelf_of

Act = Callable[[dt.datetime], None]
Step = tuple[int, int, int, Act]  # working day, hour, minute, what is done


@dataclass
class ToolsPlay:
    """Tools of an engagement that is being played, and the references of records by what the content calls them."""

    played: ToolsPlayed
    plan: PlanPlay
    appraisals: dict[str, str] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)

    @property
    def play(self) -> Play:
        """The engagement."""
        return self.plan.play

    def goal(self, standard: str) -> str:
        """The reference of a goal; empty without one."""
        return self.plan.goals[standard] if standard else ""

    def milestone(self, key: str) -> str:
        """The reference of a milestone; empty without one."""
        return self.plan.milestones[key] if key else ""

    def case(self, key: str) -> ServiceCase:
        """A service case, which has been opened by now."""
        return db.session.scalars(select(ServiceCase).filter_by(ref=self.cases[key])).one()

    def appraisal(self, key: str) -> Appraisal:
        """An appraisal, which has been begun by now."""
        return db.session.scalars(select(Appraisal).filter_by(ref=self.appraisals[key])).one()


def told(steps: list[Step], of: ToolsPlay) -> Story:
    """Do every step that lies in the past, in order."""
    for day, hour, minute, act in sorted(steps, key=lambda step: step[:3]):
        if day <= 0:
            now = yield of.play.stage.calendar.at(day, hour, minute)
            act(now)


def shelf() -> Shelf:
    """Where files are kept."""
    return shelf_of(current_app.config["SETTINGS"])


def upload(file: TextFile | None) -> Upload | None:
    """Give a file of the content as a browser sends it."""
    return Upload(file.name, io.BytesIO(file.text.encode())) if file else None
