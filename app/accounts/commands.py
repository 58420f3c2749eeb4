"""Commands of the accounts room: `flask accounts …`. Each commits what it did."""

import click

from app.accounts.addresses import is_email
from app.accounts.room import room
from app.accounts.services import (
    FIRST_PASSWORD_FOR,
    Invitee,
    ensure_person,
    load_register,
    make_administrator,
    new_reset,
    reset_address,
)
from app.db import db
from app.db.clock import now


@room.cli.command("load-register")
def load_register_command() -> None:
    """Add or correct the register of local authorities."""
    loaded = load_register(now=now())
    db.session.commit()
    click.echo(f"{loaded.added} authorities added, {loaded.changed} corrected, {loaded.unchanged} as they were.")


@room.cli.command("create-administrator")
@click.argument("email")
@click.argument("name")
def create_administrator(email: str, name: str) -> None:
    """Make NAME at EMAIL an administrator, and print a link to choose a password."""
    if not is_email(email):
        raise click.BadParameter("is not an e-mail address", param_hint="EMAIL")
    person = ensure_person(Invitee(email, name), now=now())
    make_administrator(person, now=now())
    token = new_reset(person.id, now=now(), valid_for=FIRST_PASSWORD_FOR)
    db.session.commit()
    click.echo(f"{person.email} is an administrator. To choose a password within 24 hours, open once:")
    click.echo(reset_address(token))
