"""Training on pages of rooms below: its row on the engagement's home, its lines beside a goal of the plan."""

from collections.abc import Sequence

from flask import url_for

from app.db.clock import today
from app.engagements.models import EngagementState
from app.learning.content import Programme
from app.learning.queries.beside import BesideGoal, beside_goal
from app.learning.queries.programmes import programme
from app.learning.small_groups import enough
from app.learning.suggesting import Turnout, turnouts
from app.plans.beside import Beside
from app.security import EngagementScope, Identity, Permission, Role
from app.web.filters import day, plural
from app.web.tasks import Task

TITLE = "Training"


def training_items(scope: EngagementScope, identity: Identity) -> list[Task]:
    """Give the row to those who see training, once an engagement has begun. It asks nothing of the database."""
    if not identity.may(Permission.TRAINING_VIEW) or scope.state == EngagementState.DRAFT:
        return []
    is_officer = Role.LEAD_OFFICER in identity.scope_roles
    hint = "See what suits your weakest standards, and give colleagues a place" if is_officer else "Who takes part"
    if scope.state in {EngagementState.OPEN, EngagementState.CLOSING}:
        return [Task(TITLE, url_for("learning.engagement_training", engagement_ref=scope.ref), hint, "Places")]
    href = url_for("learning.engagement_training", engagement_ref=scope.ref)
    return [Task(TITLE, href, "Who took part, and what was pledged", "Ended")]


def training_beside(goal_ref: str, scope: EngagementScope, identity: Identity) -> list[Beside]:
    """Give a line for each session that serves the goal's standard: how many of the partner's delegates were there.

    Of fewer than five it says only how many had a place. Whoever sees the goal sees the numbers; the address only
    whoever may see training.
    """
    on = today()
    found = beside_goal(goal_ref, engagement_id=scope.id, today=on)
    if found is None:
        return []
    sessions = turnouts(found.standard_key, _programmes(found), found.seated, today=on)
    if not sessions:
        return []
    may = identity.may(Permission.TRAINING_VIEW)
    href = url_for("learning.engagement_training", engagement_ref=scope.ref) if may else None
    taken = [each for each in sessions if each.of or each.coming]
    if not taken:
        titles = "; ".join(each.serving.session.title for each in sessions)
        serve = "1 session serves" if len(sessions) == 1 else f"{len(sessions)} sessions serve"
        nobody = f"Nobody from {scope.partner_name} takes part yet"
        return [(f"Training: {serve} this standard", href, f"{titles}. {nobody}")]
    return [(f"Training: {each.serving.session.title}", href, _turnout(each, scope)) for each in taken]


def _programmes(found: BesideGoal) -> Sequence[tuple[str, Programme]]:
    digests = dict.fromkeys((*found.newest, *(each.digest for each in found.seated)))
    return [(digest, programme(digest)) for digest in digests]


def _turnout(each: Turnout, scope: EngagementScope) -> str:
    said = list[str]()
    if each.of and not enough(each.of):  # how many of so few were there would tell about a person
        said.append(f"{plural(each.of, 'delegate')} from {scope.partner_name} had a place")
    elif each.of:
        were = "was" if each.attended == 1 else "were"
        said.append(f"{each.attended} of {plural(each.of, 'delegate')} from {scope.partner_name} {were} there")
    if each.coming and each.coming_on:
        said.append(f"{plural(each.coming, 'delegate')} booked, next on {day(each.coming_on)}")
    return "; ".join(said)
