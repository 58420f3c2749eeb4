"""Pages of support days and money; each module has its first line."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from app.charging import models
from app.charging.home import charging_items
from app.charging.room import room
from app.charging.views import (
    approving,
    burn_up,
    capacity,
    copy_week,
    correcting,
    days,
    editing,
    entry,
    finance,
    following,
    income,
    log,
    month,
    my_month,
    per_level,
    rates,
    statement_files,
    statements,
    submitting,
)
from app.engagements.home import add_to_home

__all__ = [
    "approving",
    "burn_up",
    "capacity",
    "copy_week",
    "correcting",
    "days",
    "editing",
    "entry",
    "finance",
    "following",
    "income",
    "log",
    "models",
    "month",
    "my_month",
    "per_level",
    "rates",
    "room",
    "statement_files",
    "statements",
    "submitting",
]


def _on_registration(setup: BlueprintSetupState) -> None:
    if isinstance(setup.app, Flask):
        add_to_home(setup.app, charging_items)


room.record(_on_registration)
