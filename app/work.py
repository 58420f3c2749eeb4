"""The worker, `flask work`: sends and queues e-mail, makes archives, seals the audit trail, tidies. Several may run."""

import datetime as dt
import itertools
import signal
import threading
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

from app.appraising.services.leaving import delete_unsubmitted_alone
from app.archiving.services.making import make_next
from app.archiving.services.tidying import expire_due, keys_of_archives
from app.assessments.services.leaving import delete_unsubmitted
from app.assessments.services.rehearsal import delete_left
from app.audit.services import delete_expired, seal_new
from app.comparing.services.snapshots import make_due
from app.db import db
from app.db.clock import now
from app.files.services import sweep
from app.files.storage import storage_from
from app.learning.services.following import follow_up_due
from app.learning.services.leaving import delete_needs, free_places_of_leavers
from app.learning.services.telling_delegates import tell_due
from app.mail.services import deliver_due
from app.mail.transports import transport_from
from app.progress.digesting import queue_digests

PAUSE = 1.0  # seconds between looks at the queue
TIDY_EVERY = 60  # looks
SWEEP_EVERY = 3600  # looks


def work_once(*, tidy: bool = True, sweeping: bool = True) -> None:
    """Do what is due once; `tidy` adds what need not be done every second, `sweeping` what walks through all files."""
    _send_mail()
    if tidy:
        seal_new(now=now())
        delete_expired(now=now(), keep=dt.timedelta(days=current_app.config["RETENTION_AUDIT_DAYS"]))
        unsubmitted = dt.timedelta(days=current_app.config["RETENTION_UNSUBMITTED_DAYS"])
        delete_unsubmitted(now=now(), keep=unsubmitted)
        delete_unsubmitted_alone(now=now(), keep=unsubmitted)
        delete_left(now=now())
        follow_up_due(now=now())
        free_places_of_leavers(now=now())
        delete_needs(now=now())
        tell_due(now=now())
        db.session.commit()  # what follows takes long: nobody waits for the lock meanwhile
        make_due(now=now())
        db.session.commit()
        expire_due(storage_from(current_app.config["SETTINGS"]), now=now())
    db.session.commit()
    if sweeping:
        sweep(storage_from(current_app.config["SETTINGS"]), now=now(), also_named=keys_of_archives)
    db.session.commit()
    if tidy:
        queue_digests(clock=now)
    make_next(clock=now, meanwhile=_send_mail)


def _send_mail() -> None:
    deliver_due(transport_from(current_app.config["SETTINGS"]), clock=now)


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due and stop.")
@with_appcontext
def work(*, once: bool) -> None:
    """Send e-mail, sum up what waits, seal the audit trail and delete what must not be kept, until told to stop."""
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    for look in itertools.count():
        work_once(tidy=look % TIDY_EVERY == 0, sweeping=look % SWEEP_EVERY == 0)
        db.session.remove()
        if once or stop.wait(PAUSE):
            return
