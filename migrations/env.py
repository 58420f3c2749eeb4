"""How migrations run: on the application's own database, one transaction each, plain column types in the scripts."""

from alembic import context
from flask import current_app
from sqlalchemy.types import TypeDecorator

migrate = current_app.extensions["migrate"]


def render_item(kind, item, autogen_context):
    """Write our own column types as the plain ones beneath them, so that a migration imports nothing of ours."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def run() -> None:
    with migrate.db.engine.connect() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:  # a table that is made anew is dropped first, with everything pointing at it
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
            # and triggers that name it are not asked about it meanwhile; its own go with it: make them again
            connection.connection.driver_connection.execute("PRAGMA legacy_alter_table = ON")
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadata,
            render_item=render_item,
            render_as_batch=on_sqlite,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if on_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
                raise RuntimeError(f"the migration left records that point nowhere: {broken[:3]}")
        if on_sqlite:  # within a transaction it would say nothing and do nothing
            connection.commit()
            connection.connection.driver_connection.execute("PRAGMA legacy_alter_table = OFF")
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = ON")


run()
