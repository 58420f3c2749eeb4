"""The room itself: routes are added by the modules in views/."""

from app.engagements.models import SupportKind
from app.security import Room

room = Room("agreements", "app.agreements")
AGREEMENT = "/engagements/<ref:engagement_ref>/agreement"


@room.app_template_filter("support")
def support_words(kind: str | None) -> str:
    """Name a kind of support by its value; nothing for what is none."""
    return SupportKind(kind).words if kind in set(SupportKind) else ""
