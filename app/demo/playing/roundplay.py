"""A round of a case while it is played: its content, and its record once it is started. Tells no story."""

from dataclasses import dataclass

from app.assessments.models import Round
from app.demo.content import RoundPlayed
from app.demo.playing.play import Play
from app.demo.playing.stage import Stage
from app.security import EngagementScope


@dataclass
class RoundPlay:
    """A round of a case, and its record once it is started."""

    played: RoundPlayed
    play: Play
    started: Round | None = None

    @property
    def made(self) -> Round:
        """The record, which has been made by now."""
        if self.started is None:
            raise RuntimeError(f"case {self.play.case.key}: something happens before the round is started")
        return self.started

    @property
    def stage(self) -> Stage:
        """What all stories share."""
        return self.play.stage

    @property
    def scope(self) -> EngagementScope:
        """The engagement of the round, as it is now."""
        return self.stage.scope(self.play.made)
