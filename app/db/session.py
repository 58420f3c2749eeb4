"""The session and its engines: reads without a transaction, writes that take the lock at once. No model lives here."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask import Flask, current_app, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from app.db.base import Base
from app.db.days import teach_sqlite
from app.db.statements import PREPARED, Statements, read_long_ones_once

_READING: ContextVar[bool] = ContextVar("reading", default=False)
_READING_ENGINE, _READS = "reading_engine", "reads"
_QUEUE = "writers_queue"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class WriteInReadingRequestError(RuntimeError):
    """A request that only reads tried to write; a GET never does."""


def _is_reading() -> bool:
    if _READING.get():
        return True
    return has_request_context() and request.method in SAFE_METHODS


class RoutingSession(FlaskSession):
    """Sends a reading request to the engine without transactions, everything else to the writing one."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        """Choose the engine by what the request may do."""
        return reading_engine() if _is_reading() else super().get_bind(*args, **kwargs)


db = SQLAlchemy(metadata=Base.metadata, session_options={"class_": RoutingSession})


def reading_engine() -> Engine:
    """Give the engine for reads: the same pool, and no transaction."""
    engine: Engine = current_app.extensions[_READING_ENGINE]
    return engine


@contextmanager
def reading() -> Iterator[None]:
    """Mark the enclosed code, outside a request, as reading only."""
    token = _READING.set(True)
    try:
        yield
    finally:
        _READING.reset(token)


@contextmanager
def reading_apart() -> Iterator[None]:
    """Read what a write is about before its transaction: what is loaded comes loose, and the connection goes back."""
    with reading():
        yield
        db.session.expunge_all()
        db.session.rollback()


def _refuse_writes(session: Session, *_: object) -> None:
    if _is_reading() and (session.new or session.dirty or session.deleted):
        raise WriteInReadingRequestError


def _prepare_sqlite(dbapi_connection: Any, _record: object) -> None:
    dbapi_connection.isolation_level = None  # we begin ourselves, see _begin_immediately
    cursor = dbapi_connection.cursor()
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=15000",
        "cache_size=-6000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    teach_sqlite(dbapi_connection)


def _prepare_postgres(dbapi_connection: Any, _record: object) -> None:
    """Small queries, asked again and again: a plan made once serves them, and compiling one would cost more than it."""
    dbapi_connection.prepared_max = PREPARED
    dbapi_connection.autocommit = True  # rests as reads need it; who writes begins, see _begin_on_postgres
    dbapi_connection.execute("SET plan_cache_mode = force_generic_plan")
    dbapi_connection.execute("SET jit = off")


def _begin_on_postgres(connection: Connection) -> None:
    if not connection.get_execution_options().get(_READS):
        connection.connection.dbapi_connection.autocommit = False  # type: ignore[union-attr]


def _rest_again(dbapi_connection: Any, _record: object) -> None:
    if dbapi_connection is not None and not dbapi_connection.autocommit:
        dbapi_connection.autocommit = True


def _begin_immediately(connection: Connection) -> None:
    """Wait in the writers' queue, then take SQLite's lock at once.

    SQLite itself has a waiting writer sleep for whole milliseconds and try again; a file lock wakes it when its turn
    comes. The queue is left when the connection goes back to the pool, after the commit (_leave_queue).
    """
    if connection.get_execution_options().get(_READS):
        return
    if _QUEUE not in connection.info:
        connection.info[_QUEUE] = os.open(f"{connection.engine.url.database}-writers", os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(connection.info[_QUEUE], fcntl.LOCK_EX)
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _leave_queue(_connection: Any, record: Any) -> None:
    if _QUEUE in record.info:
        fcntl.flock(record.info[_QUEUE], fcntl.LOCK_UN)


def _close_queue(_connection: Any, record: Any) -> None:
    if _QUEUE in record.info:
        os.close(record.info.pop(_QUEUE))


def init_database(app: Flask) -> None:
    """Bind the database to `app` and set each new connection up for its engine."""
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    engine.update_execution_options(compiled_cache=Statements())
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediately)
        event.listen(engine, "checkin", _leave_queue)
        event.listen(engine, "close", _close_queue)
    else:
        read_long_ones_once()
        event.listen(engine, "connect", _prepare_postgres)
        event.listen(engine, "begin", _begin_on_postgres)
        event.listen(engine, "checkin", _rest_again)
    app.extensions[_READING_ENGINE] = engine.execution_options(**{_READS: True})


event.listen(RoutingSession, "before_flush", _refuse_writes)
