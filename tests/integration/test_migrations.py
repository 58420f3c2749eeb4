"""Migrations make exactly the tables that the models describe, on both databases, and can be undone."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, inspect, text

from app import create_app
from app.db import Base, db
from tests.conftest import settings_for


@pytest.fixture(params=["sqlite", "postgres"])
def empty_app(request, tmp_path):
    """An application on an empty database of its own."""
    if request.param == "sqlite":
        yield create_app(settings_for(f"sqlite:///{tmp_path / 'empty.sqlite3'}", tmp_path))
        return
    url = request.getfixturevalue("postgres_url")
    server = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS migrated"))
        connection.execute(text("CREATE DATABASE migrated"))
    app = create_app(settings_for(url.replace("/postgres?", "/migrated?"), tmp_path))
    yield app
    with app.app_context():
        db.engine.dispose()
    server.dispose()


def test_migrations_equal_the_models(empty_app):
    with empty_app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []


def test_migrations_can_be_undone(empty_app):
    with empty_app.app_context():
        upgrade()
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}


def test_migrations_import_nothing_of_ours():
    for script in (Path(__file__).parents[2] / "migrations" / "versions").glob("*.py"):
        assert "app." not in script.read_text().replace("sa.", ""), script
