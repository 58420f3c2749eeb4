"""The command `flask demo load`. There outside the demonstration too, so that it can say why it refuses."""

import importlib

import click
from flask import current_app
from flask.cli import AppGroup

from app.comparing.services.snapshots import make_due
from app.db import db
from app.db.clock import now
from config import Settings

demo_commands = AppGroup("demo", help="The demonstration: its people, authorities and engagements.")


@demo_commands.command("load")
def load_command() -> None:
    """Load register, questionnaires, personas and example engagements; what is there already stays as it is."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.demo:
        raise click.ClickException(
            "The demonstration is loaded in demo mode only: set DEMO_MODE=1. Nothing was changed."
        )
    playing = importlib.import_module("app.demo.playing")  # a tenth of all code, which no worker that serves needs
    with current_app.test_request_context(method="POST"):  # e-mail holds addresses of pages
        outcome = playing.load_demo(password=settings.demo_password, now=now())
        db.session.commit()
        if outcome.added:
            make_due(now=now())  # the comparison of the last quarter, which the worker would make at its first look
            db.session.commit()
    click.echo(
        f"{outcome.added} engagements added, {outcome.known} as they were. Everybody's password is DEMO_PASSWORD."
    )
