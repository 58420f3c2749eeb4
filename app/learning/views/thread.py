"""Training in one engagement: what its weak standards suggest, who attends what, pledges that become milestones."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.learning.room import IN_ENGAGEMENT, room
from app.security import Permission, require_scope


@room.get(IN_ENGAGEMENT, permission=Permission.TRAINING_VIEW)
def engagement_training(engagement_ref: str) -> ResponseReturnValue:
    """Show what training the partner takes, and what its weakest standards suggest."""
    return render_template("learning/engagement_training.html", scope=require_scope())


@room.form(f"{IN_ENGAGEMENT}/pledges/<ref:pledge_ref>/milestone", permission=Permission.PLAN_BUILD)
def pledge_milestone(engagement_ref: str, pledge_ref: str) -> ResponseReturnValue:
    """Make a delegate's pledge a milestone of the change plan."""
    return render_template("learning/pledge_milestone.html", scope=require_scope())
