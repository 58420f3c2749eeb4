"""The commands `check` and `load` that the room of a kind has, and the check without settings or a database."""

import sys
from pathlib import Path

import click

from app.db import db
from app.db.clock import now
from app.publishing.errors import LabelTakenError
from app.publishing.kinds import C, Kind, V
from app.publishing.reading import report
from app.publishing.services import load
from app.security import Room


def add_commands(room: Room, kind: Kind[V, C]) -> None:
    """Give a room the commands of what it publishes."""

    @room.cli.command("check")
    @click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
    def check(paths: tuple[Path, ...]) -> None:
        """Name each mistake at PATHS, by file and line; without PATHS, in all that comes with the product."""
        checked = list(paths) or kind.own()
        _stop_at_mistakes(kind, checked)
        click.echo(f"No mistakes in {', '.join(path.name for path in checked)}.")

    @room.cli.command("load")
    def load_command() -> None:
        """Publish all that comes with the product and is not stored yet; what has begun keeps its text."""
        paths = kind.own()
        _stop_at_mistakes(kind, paths)
        refused = False
        for path, outcome in load(kind, paths, now=now()):
            if isinstance(outcome, LabelTakenError):
                refused = True
                click.echo(f"{path}: {outcome}", err=True)
            else:
                click.echo(f"{path.name}: published {outcome.label}" if outcome else f"{path.name}: already stored")
        db.session.commit()
        if refused:
            raise click.exceptions.Exit(1)


def check_alone(kind: Kind[V, C]) -> None:
    """Name each mistake at the paths that the command names, or in all that comes with the product, and end."""
    paths = [Path(name) for name in sys.argv[1:]] or kind.own()
    sys.exit(report(kind.mistakes(paths)) or 0)


def _stop_at_mistakes(kind: Kind[V, C], paths: list[Path]) -> None:
    if mistakes := kind.mistakes(paths):
        click.echo(report(mistakes))
        raise click.exceptions.Exit(1)
