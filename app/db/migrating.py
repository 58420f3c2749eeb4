"""Lets `flask db` find the migrations. Alembic takes 8 MB and a quarter of a second, which a web worker is spared."""

import importlib
import os

from flask import Flask

from app.db.session import db
from config import ROOT


def on_the_command_line() -> bool:
    """Say whether the `flask` command started this process."""
    return os.environ.get("FLASK_RUN_FROM_CLI") == "true"


def install_migrations(app: Flask) -> None:
    """Make the application known to Flask-Migrate."""
    importlib.import_module("flask_migrate").Migrate(app, db, directory=str(ROOT / "migrations"))
