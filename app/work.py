"""The worker, `flask work`: sends queued e-mail and seals the audit trail. Several may run at once."""

import signal
import threading
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

from app.audit.services import seal_new
from app.db import db
from app.db.clock import now
from app.mail.services import deliver_due
from app.mail.transports import transport_from

PAUSE = 1.0  # seconds between looks at the queue


def work_once() -> int:
    """Do what is due once; returns how many things were done."""
    handled = deliver_due(transport_from(current_app.config["SETTINGS"]), clock=now)
    sealed = seal_new()
    db.session.commit()
    return handled + sealed


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due and stop.")
@with_appcontext
def work(*, once: bool) -> None:
    """Send e-mail and seal the audit trail until told to stop."""
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    while not stop.is_set():
        work_once()
        db.session.remove()
        if once:
            return
        stop.wait(PAUSE)
