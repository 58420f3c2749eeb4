"""Processes that are killed: gunicorn with its workers, and workers as `flask work` runs them. Who kills: killing.py.

As a program it serves, tells gunicorn’s number, and answers each line on its input with the number of a new worker’s
process. All are forked from one that has loaded the application and does nothing else.
"""

import datetime as dt
import importlib
import os
import signal
import sys
import time
from pathlib import Path

from flask import Flask
from flask.cli import ScriptInfo
from gunicorn.app.base import BaseApplication

from app import create_app
from tests.conftest import NOON, settings_for

HASTE = 600  # how much quicker time goes there, so that leases end while the test runs


class Serving(BaseApplication):
    """Gunicorn with two sync workers at the address of the environment."""

    def __init__(self, made: Flask):
        self.made = made
        super().__init__()

    def load_config(self) -> None:
        for name, value in {"bind": os.environ["BIND"], "workers": 2, "control_socket_disable": True}.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.made


def application() -> Flask:
    """Make the application that the environment describes, with a hasty clock and without the token of forms."""
    environ = os.environ
    smtp = {name: environ[name] for name in ("MAIL_TRANSPORT", "SMTP_HOST", "SMTP_PORT", "SMTP_SECURITY")}
    made = create_app(settings_for(environ["DATABASE_URL"], Path(environ["MAIL_FOLDER"]), **smtp))
    started = float(environ["STARTED"])
    made.config["CLOCK"] = lambda: NOON + dt.timedelta(seconds=(time.time() - started) * HASTE)
    made.config["WTF_CSRF_ENABLED"] = False
    return made


def told(number: int) -> int:
    """Write the number of a process, and give it."""
    if number:
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
    return number


def main() -> None:
    """Fork what is asked for, until the input ends; who is killed need not be waited for."""
    made, worker = application(), importlib.import_module("app.work")
    worker.PAUSE = 0.01
    if not told(os.fork()):
        Serving(made).run()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        if not told(os.fork()):
            worker.work.main(args=[], obj=ScriptInfo(create_app=lambda: made))


if __name__ == "__main__":
    main()
