"""Commands: `flask instruments check` and `flask instruments load`. What they check and store: checking, services."""

from pathlib import Path

import click

from app.db import db
from app.db.clock import now
from app.instruments.checking import SCHEMA_FILE, check_files
from app.instruments.errors import LabelTakenError
from app.instruments.reading import report
from app.instruments.room import room
from app.instruments.services import load


def own_files() -> list[Path]:
    """Give the instrument files that come with the product, by name."""
    return sorted(SCHEMA_FILE.parent.glob("*.yaml"))


@room.cli.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Name each mistake in FILES, by file and line; without FILES, in every file of questionnaires/."""
    paths = list(files) or own_files()
    _stop_at_mistakes(paths)
    click.echo(f"No mistakes in {', '.join(path.name for path in paths)}.")


@room.cli.command("load")
def load_command() -> None:
    """Publish every file of questionnaires/ that is not stored yet; running rounds keep their text."""
    paths = own_files()
    _stop_at_mistakes(paths)
    refused = False
    for path, outcome in load(paths, now=now()):
        if isinstance(outcome, LabelTakenError):
            refused = True
            click.echo(f"{path}: {outcome}", err=True)
        else:
            click.echo(f"{path.name}: published {outcome.label}" if outcome else f"{path.name}: already stored")
    db.session.commit()
    if refused:
        raise click.exceptions.Exit(1)


def _stop_at_mistakes(paths: list[Path]) -> None:
    mistakes = check_files(paths)
    if mistakes:
        click.echo(report(mistakes))
        raise click.exceptions.Exit(1)
