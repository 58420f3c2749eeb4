"""The live service that browsers are pointed at, and the mail folder that people read. What people do: pages/."""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from app import create_app
from app.db import Base, db
from app.demo.mailbox import letters
from app.work import work_once
from tests.browser.slowly import slowed
from tests.clients import LintingClient
from tests.conftest import NOON, MovableClock, hurry, settings_for

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Site:
    """The real application, forms protected and policy strict, listening at `origin`."""

    app: Flask
    origin: str
    mail_folder: Path
    clock: MovableClock

    def link_for(self, recipient: str) -> str:
        """Send what is due, and give the link in the newest letter to `recipient`."""
        with self.app.app_context():
            work_once(tidy=False, sweeping=False)
            db.session.remove()
        newest = next(each for each in letters(self.mail_folder, page=1)[0] if each.recipient == recipient)
        found = re.search(rf"{re.escape(self.origin)}/\S+", newest.body)
        assert found, f"no link in: {newest.body}"
        return found[0]

    def empty(self) -> None:
        """Forget everything: records, letters, counted tries, the moved clock."""
        self.clock.moment = NOON
        self.app.extensions["limiter_storage"].reset()
        for letter in self.mail_folder.glob("*.eml"):
            letter.unlink()
        with self.app.app_context():
            for table in reversed(Base.metadata.sorted_tables):
                db.session.execute(table.delete())
            db.session.commit()


def make_app(folder: Path, clock: MovableClock, **extra: str) -> Flask:
    """Make the application on an empty SQLite database in `folder`."""
    app = create_app(settings_for(f"sqlite:///{folder / 'live.sqlite3'}", folder / "mail", **extra))
    app.config["CLOCK"] = clock
    app.test_client_class = LintingClient
    hurry(app)
    with app.app_context():
        Base.metadata.create_all(db.engine)
    return app


@contextmanager
def listening(app: Flask, mail_folder: Path, clock: MovableClock) -> Iterator[Site]:
    """Serve `app` from threads of this process until the block ends."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server(HOST, 0, slowed(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    app.config["BASE_URL"] = f"http://{HOST}:{server.server_port}"
    try:
        yield Site(app, app.config["BASE_URL"], mail_folder, clock)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()
