"""Migrations make exactly the tables that the models describe, on both databases, and can be undone."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from app import create_app
from app.db import Base, db
from app.db.migrating import install_migrations
from tests.conftest import settings_for


@pytest.fixture(params=["sqlite", "postgres"])
def empty_app(request, tmp_path):
    """An application on an empty database of its own."""
    if request.param == "sqlite":
        app = create_app(settings_for(f"sqlite:///{tmp_path / 'empty.sqlite3'}", tmp_path))
        install_migrations(app)
        yield app
        return
    url = request.getfixturevalue("postgres_url")
    server = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS migrated"))
        connection.execute(text("CREATE DATABASE migrated"))
    app = create_app(settings_for(url.replace("/postgres?", "/migrated?"), tmp_path))
    install_migrations(app)
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
        migrated = triggers(db.engine)
        Base.metadata.drop_all(db.engine)
        Base.metadata.create_all(db.engine)
        assert migrated, "a table that a migration made anew has lost its triggers"
        assert triggers(db.engine) == migrated


def triggers(engine: Engine) -> list[str]:
    """The text of each trigger, and on PostgreSQL of what it runs."""
    found = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
    if engine.dialect.name == "postgresql":
        found = """SELECT pg_get_triggerdef(t.oid) || f.prosrc FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid
            WHERE NOT t.tgisinternal UNION SELECT prosrc FROM pg_proc WHERE proname = 'stamp_sum'"""
    with engine.connect() as connection:
        return sorted(connection.scalars(text(found)))


def test_migrations_can_be_undone(empty_app):
    with empty_app.app_context():
        upgrade()
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}


def test_migrations_import_nothing_of_ours():
    for script in (Path(__file__).parents[2] / "migrations" / "versions").glob("*.py"):
        assert "app." not in script.read_text().replace("sa.", ""), script


MOMENT = "2026-11-20 12:00:00+00:00"
COUNCIL = {"nation": "England", "region": "North West", "type": "Unitary", "upper_tier": True, "fictional": False}
BEFORE: tuple[tuple[str, dict[str, object]], ...] = (
    ("authority", {"id": 1, "ref": "a1", "code": "H", "official_name": "H", "name": "H", "gss_code": "E1"} | COUNCIL),
    ("authority", {"id": 2, "ref": "a2", "code": "C", "official_name": "C", "name": "C", "gss_code": "E2"} | COUNCIL),
    (
        "person",
        {"id": 1, "ref": "p1", "email": "a@b.example", "name": "Ann", "is_administrator": False, "created_at": MOMENT},
    ),
    (
        "engagement",
        {
            "id": 1, "ref": "e1", "lead_authority_id": 1, "partner_authority_id": 2, "partnership_name": "Trust",
            "starts_on": "2026-10-01", "ends_on": "2027-09-30", "decision_reference": "Minute 42", "day_rate": 50000,
            "estimate_quarters": 80, "cap_quarters": 120, "state": "open", "agreement_signed_on": "2026-09-15",
            "illustrative": False, "created_at": MOMENT, "version": 1,
        },
    ),
    (
        "instrument_version",
        {
            "id": 1, "ref": "i1", "key": "sap", "label": "1", "title": "SAP", "digest": "d1", "text": "key: sap",
            "state": "published", "uploaded_at": MOMENT, "published_at": MOMENT,
        },
    ),
    (
        "round",
        {
            "id": 1, "ref": "r1", "engagement_id": 1, "kind": "baseline", "instrument_digest": "d1", "state": "signed",
            "deadline": "2026-12-04", "created_at": MOMENT, "opened_at": MOMENT, "closed_at": MOMENT,
            "scores_shown_at": MOMENT, "returned_reason": "", "version": 7,
        },
    ),
    ("participation", {"id": 1, "ref": "t1", "round_id": 1, "person_id": 1, "agency": "Health", "added_at": MOMENT}),
    (
        "individual_score",
        {
            "participation_id": 1, "standard_key": "markets", "level": 4, "cannot_score": False, "cannot_reason": "",
            "evidence_note": "", "evidence_link": "", "evidence_at": MOMENT, "saved_at": MOMENT,
        },
    ),
    (
        "agreed_score",
        {
            "id": 1, "round_id": 1, "standard_key": "markets", "level": 3, "target": 4, "reason": "Talked through.",
            "recorded_by_id": 1, "recorded_at": MOMENT, "version": 1,
        },
    ),
    (
        "area_finding",
        {
            "id": 1, "round_id": 1, "area_key": "voice", "challenges": "One.", "capacity": "Two.", "recorded_by_id": 1,
            "recorded_at": MOMENT, "version": 1,
        },
    ),
    (
        "signed_result",
        {
            "id": 1, "ref": "s1", "round_id": 1, "number": 1, "content": '{"title": "Baseline"}', "signed_by_id": 1,
            "signed_name": "Ann", "signed_at": MOMENT,
        },
    ),
)  # fmt: skip


def insert(connection, table, values):
    names = ", ".join(values)
    connection.execute(
        text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in values)})"), values
    )


def kept(connection):
    """Every row that was there before, in the columns that it had then."""
    return [
        tuple(str(value) for value in row)
        for table, values in BEFORE
        for row in connection.execute(text(f"SELECT {', '.join(values)} FROM {table} ORDER BY 1"))
    ]


def test_what_was_there_is_kept_and_still_guarded(empty_app):
    """The upgrade rebuilds tables on SQLite: neither rows nor constraints are lost, upwards or down again."""
    with empty_app.app_context():
        upgrade(revision="0001")
        with db.engine.begin() as connection:
            for table, values in BEFORE:
                insert(connection, table, values)
            before = kept(connection)
        upgrade()
        with db.engine.connect() as connection:
            assert kept(connection) == before
            assert connection.execute(text("SELECT reopened_reason FROM round")).scalar_one() == ""
            assert connection.execute(text("SELECT reason FROM signed_result")).scalar_one() == ""
            assert not connection.execute(text("SELECT priority FROM agreed_score")).scalar_one()
        refused(
            "UPDATE round SET state = 'lost'",
            "UPDATE round SET state = 'workshop', closed_at = NULL",
            "UPDATE round SET kind = 'monthly'",
            "UPDATE round SET engagement_id = 99",
            "UPDATE round SET instrument_digest = 'unknown'",
            "UPDATE agreed_score SET target = 2",
            "UPDATE agreed_score SET level = NULL, target = NULL, target_by = '2027-01-01'",
            "UPDATE agreed_score SET round_id = 99",
            "UPDATE participation SET round_id = 99",
            "UPDATE signed_result SET round_id = 99",
            "DELETE FROM round",
            "INSERT INTO signed_result (id, ref, round_id, number, content, signed_by_id, signed_name, signed_at) "
            f"VALUES (2, 's2', 1, 1, '{{}}', 1, 'Ann', '{MOMENT}')",
        )
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE round SET state = 'reopened', reopened_reason = 'New facts'"))
        downgrade(revision="0001")
        with db.engine.begin() as connection:
            assert connection.execute(text("SELECT state FROM round")).scalar_one() == "workshop"
            connection.execute(text("UPDATE round SET state = 'signed'"))
            assert kept(connection) == before
        refused("UPDATE round SET state = 'reopened'", "UPDATE participation SET round_id = 99", "DELETE FROM round")


def refused(*statements):
    """The database refuses each statement by itself."""
    for statement in statements:
        with pytest.raises(IntegrityError), db.engine.begin() as connection:
            connection.execute(text(statement))
