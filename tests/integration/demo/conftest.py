"""The demonstration, loaded once on each database by its own command; and an empty one to load."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url

from app.db import Base, db
from tests.conftest import NOON, MovableClock, application, settings_for
from tests.making import hashed_quickly

PASSWORD = "heron lantern 5821"
FILES = "mail-files"  # beside the folder of e-mail, as `application` has it


def demo_application(url: str, folder: Path, clock: MovableClock) -> Flask:
    """An application in demo mode, with empty tables."""
    return application(url, folder / "mail", clock, DEMO_MODE="1", DEMO_PASSWORD=PASSWORD)


def load(app: Flask) -> str:
    """Run the command; what it says."""
    with hashed_quickly():  # also before a test begins
        result = app.test_cli_runner().invoke(args=["demo", "load"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def clear(app: Flask) -> None:
    with app.app_context():
        for table in reversed(Base.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()
        db.engine.dispose()


def _own_database(postgres_url: str) -> str:
    """A database beside the other tests' one, which they empty after each test."""
    engine = create_engine(settings_for(postgres_url, Path()).database_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE demonstration")
    engine.dispose()
    return make_url(postgres_url).set(database="demonstration").render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def loaded_file(clock: MovableClock, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the demonstration as loaded at noon on Friday 20 November 2026, to be copied."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    shared = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker loads, the others wait for it
        if not (shared / "demonstration").exists():
            _load_into(shared / "demonstration", tmp_path_factory.mktemp("loaded"), clock)
    return shared / "demonstration"


def _load_into(path: Path, folder: Path, clock: MovableClock) -> None:
    app = demo_application(f"sqlite:///{folder / 'demo.sqlite3'}", folder, clock)
    clock.moment = NOON
    load(app)
    with app.app_context():
        db.engine.dispose()
    with closing(sqlite3.connect(folder / "demo.sqlite3")) as made, closing(sqlite3.connect(folder / "copy")) as copy:
        made.backup(copy)
    shutil.copytree(folder / FILES, _files_beside(path))
    (folder / "copy").rename(path)


def _files_beside(database: Path) -> Path:
    """Where the files of a database that is to be copied lie."""
    return database.with_name(f"{database.name}-files")


def _on_copy(loaded_file: Path, folder: Path, clock: MovableClock) -> Flask:
    shutil.copy(loaded_file, folder / "demo.sqlite3")
    shutil.copytree(_files_beside(loaded_file), folder / FILES)
    return demo_application(f"sqlite:///{folder / 'demo.sqlite3'}", folder, clock)


@pytest.fixture(scope="session")
def loaded_sqlite(loaded_file: Path, clock: MovableClock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = _on_copy(loaded_file, tmp_path_factory.mktemp("demo"), clock)
    yield app
    clear(app)


@pytest.fixture(scope="session")
def loaded_postgres(
    postgres_url: str, clock: MovableClock, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    app = demo_application(_own_database(postgres_url), tmp_path_factory.mktemp("demo"), clock)
    clock.moment = NOON
    load(app)
    yield app
    clear(app)


@pytest.fixture(params=["sqlite", "postgres"])
def loaded_once(request: pytest.FixtureRequest) -> Flask:
    loaded: Flask = request.getfixturevalue(f"loaded_{request.param}")
    return loaded


@pytest.fixture
def demo(loaded_once: Flask, clock: MovableClock) -> Flask:
    """The demonstration as it was loaded at noon on Friday 20 November 2026, at that moment. Tests sign in at most."""
    clock.moment = NOON
    return loaded_once


@pytest.fixture
def empty_demo(clock: MovableClock, tmp_path: Path) -> Iterator[Flask]:
    """An application in demo mode whose demonstration is not loaded yet."""
    clock.moment = NOON
    app = demo_application(f"sqlite:///{tmp_path / 'demo.sqlite3'}", tmp_path, clock)
    yield app
    clear(app)


@pytest.fixture
def loaded_demo(loaded_file: Path, clock: MovableClock, tmp_path: Path) -> Iterator[Flask]:
    """The demonstration, loaded, for one test to change as it likes."""
    clock.moment = NOON
    app = _on_copy(loaded_file, tmp_path, clock)
    yield app
    clear(app)
