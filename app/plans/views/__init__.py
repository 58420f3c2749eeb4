"""Pages of the change plan: building, review, progress, timeline, calendar feed, documents."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from app.engagements.home import add_to_home
from app.plans.home import plan_items
from app.plans.room import room
from app.plans.views import (
    calendar,
    change,
    close,
    comments,
    conditions,
    decide,
    endorse,
    entry_file,
    excel_in,
    files,
    forecast,
    goal,
    goals,
    milestones,
    omissions,
    pinned,
    plan,
    progress,
    review,
    scope,
    submit,
    timeline,
    versions,
)

__all__ = [
    "calendar",
    "change",
    "close",
    "comments",
    "conditions",
    "decide",
    "endorse",
    "entry_file",
    "excel_in",
    "files",
    "forecast",
    "goal",
    "goals",
    "milestones",
    "omissions",
    "pinned",
    "plan",
    "progress",
    "review",
    "room",
    "scope",
    "submit",
    "timeline",
    "versions",
]


def _on_registration(setup: BlueprintSetupState) -> None:
    if isinstance(setup.app, Flask):
        add_to_home(setup.app, plan_items)


room.record_once(_on_registration)
