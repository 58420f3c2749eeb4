"""A case that is being played, and the engagement that its first step makes. The stories: engagement.py and others."""

import datetime as dt
from dataclasses import dataclass

from app.demo.content import Case
from app.demo.playing.stage import Stage
from app.engagements.models import Engagement
from app.security import EngagementScope, Identity, Role


@dataclass
class Play:
    """A case, and the engagement that its first step makes; its other stories begin later."""

    case: Case
    stage: Stage
    engagement: Engagement | None = None

    @property
    def made(self) -> Engagement:
        """The engagement, which has been made by now."""
        if self.engagement is None:
            raise RuntimeError(f"case {self.case.key}: something happens before it is set up")
        return self.engagement

    @property
    def scope(self) -> EngagementScope:
        """The engagement as the services know it now."""
        return self.stage.scope(self.made)

    def acting(self, email: str, role: Role, *, now: dt.datetime) -> Identity:
        """Somebody who acts in this engagement in `role`."""
        return self.stage.actor(email, now=now, scope=self.scope, role=role)
