"""The demonstration, loaded once per module on each database by its own command."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.db import Base, db
from tests.clients import LintingClient
from tests.conftest import NOON, MovableClock, settings_for

PASSWORD = "heron lantern 5821"


def demo_application(url: str, folder: Path, clock: MovableClock) -> Flask:
    """An application in demo mode, with empty tables."""
    app = create_app(settings_for(url, folder / "mail", DEMO_MODE="1", DEMO_PASSWORD=PASSWORD))
    app.config.update(CLOCK=clock, WTF_CSRF_ENABLED=False)
    app.test_client_class = LintingClient
    with app.app_context():
        Base.metadata.create_all(db.engine)
    return app


def load(app: Flask) -> str:
    """Run the command; what it says."""
    result = app.test_cli_runner().invoke(args=["demo", "load"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def clear(app: Flask) -> None:
    with app.app_context():
        for table in reversed(Base.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()
        db.engine.dispose()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def demo(
    request: pytest.FixtureRequest, clock: MovableClock, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The loaded demonstration at noon on Friday 20 November 2026. Tests leave it as they found it."""
    clock.moment = NOON
    folder = tmp_path_factory.mktemp("demo")
    on_sqlite = request.param == "sqlite"
    app = demo_application(
        f"sqlite:///{folder / 'demo.sqlite3'}" if on_sqlite else request.getfixturevalue("postgres_url"), folder, clock
    )
    clear(app)
    load(app)
    yield app
    clear(app)


@pytest.fixture
def empty_demo(clock: MovableClock, tmp_path: Path) -> Iterator[Flask]:
    """An application in demo mode whose demonstration is not loaded yet."""
    clock.moment = NOON
    app = demo_application(f"sqlite:///{tmp_path / 'demo.sqlite3'}", tmp_path, clock)
    yield app
    clear(app)
