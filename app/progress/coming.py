"""What comes to a person in each role, and where to look meanwhile: for when nothing waits. Words only; no records."""

from collections.abc import Collection
from dataclasses import dataclass

from app.security import Role


@dataclass(frozen=True, slots=True)
class Coming:
    """One sentence; `text` and `endpoint` make a link to where the person can look, empty without one."""

    words: str
    text: str = ""
    endpoint: str = ""


_ENGAGEMENTS = ("See your engagements", "engagements.listing")
_COMING: dict[Role, Coming] = {
    Role.LEAD_OFFICER: Coming(
        "You run the rounds and the change plan. A round to start, a milestone that is due, a day to look at and a "
        "monthly review to confirm come here.",
        *_ENGAGEMENTS,
    ),
    Role.DIRECTOR: Coming(
        "What needs your word comes here: a result or an agreement to sign, a plan to endorse, support days to "
        "approve, a monthly review to confirm.",
        *_ENGAGEMENTS,
    ),
    Role.PARTICIPANT: Coming(
        "You are asked here to score the standards when a round opens, and to vote in the workshop.", *_ENGAGEMENTS
    ),
    Role.CONSULTANT: Coming(
        "A workshop to run, a meeting to record and days to submit come here.",
        "See your support days",
        "charging.my_month",
    ),
    Role.MANAGER: Coming(
        "A plan to review, an agreement to sign and a month without a review come here.",
        "See the portfolio",
        "progress.portfolio",
    ),
    Role.TRAINER: Coming(
        "A register comes here on the day of each session that you lead.", "See your training", "learning.training"
    ),
    Role.DELEGATE: Coming(
        "Before, during and after your training you are asked here to rate your confidence, to take the check, to "
        "give feedback on each day, and to say what you will do.",
        "See your training",
        "learning.training",
    ),
    Role.FINANCE_OFFICER: Coming(
        "A statement that can be issued, one that is disputed, and a purchase order that is missing come here.",
        *_ENGAGEMENTS,
    ),
    Role.ADMINISTRATOR: Coming(
        "Email that may not have arrived, and invitations that are asked for, are under administration.",
        "Go to administration",
        "accounts.admin",
    ),
}
NOBODY = Coming(
    "You have no part in an engagement that is under way. You get an email when somebody gives you one; engagements "
    "that have ended can still be read.",
    *_ENGAGEMENTS,
)


def coming_to(roles: Collection[Role]) -> tuple[Coming, ...]:
    """Give what comes to who holds these roles anywhere, in the order of the product's roles."""
    return tuple(_COMING[role] for role in Role if role in roles) or (NOBODY,)
