"""Commands: `flask training check` and `flask training load`. What they check and store: checking, services."""

from pathlib import Path

import click

from app.db import db
from app.db.clock import now
from app.learning.checking import checked
from app.learning.errors import LabelTakenError
from app.learning.reading import ContentError, files_of, own_folders
from app.learning.room import room
from app.learning.services.programmes import load

room.cli_group = "training"  # what it is called by whoever runs it, not after the room


@room.cli.command("check")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
def check(folders: tuple[Path, ...]) -> None:
    """Name each mistake in FOLDERS, by file and line; without FOLDERS, in every programme of training/."""
    paths = list(folders) or own_folders()
    _stop_at_mistakes(paths)
    click.echo(f"No mistakes in {', '.join(path.name for path in paths)}.")


@room.cli.command("load")
def load_command() -> None:
    """Publish every programme of training/ that is not stored yet; cohorts keep the text they were set up with."""
    paths = own_folders()
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


def mistakes_in(folders: list[Path]) -> list[str]:
    """Name each mistake of every folder, with the folder before the file."""
    return [f"{folder}/{line}" for folder in folders for line in _mistakes(folder)]


def _stop_at_mistakes(folders: list[Path]) -> None:
    """Show the mistakes of every folder, and end if there are any."""
    wrong = mistakes_in(folders)
    if wrong:
        click.echo("\n".join(wrong))
        raise click.exceptions.Exit(1)


def _mistakes(folder: Path) -> list[str]:
    try:
        checked(files_of(folder))
    except ContentError as error:
        return str(error).splitlines()
    except UnicodeDecodeError:
        return [": a file is not UTF-8 text"]
    return []
