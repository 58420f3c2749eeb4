"""Commands of the audit trail: check that no sealed entry was changed. Sealing itself is the worker's."""

import click
from flask.cli import AppGroup

from app.audit.services import first_broken_seal

audit_commands = AppGroup("audit", help="The audit trail.")


@audit_commands.command("verify")
def verify() -> None:
    """Recompute the chain of seals and name the first entry that does not fit."""
    broken = first_broken_seal()
    if broken is not None:
        raise click.ClickException(f"audit entry {broken} was changed after it was sealed")
    click.echo("Every sealed entry fits its chain.")
