"""Starts servers and workers as processes of their own on a test’s database, and kills them. Theirs: victims.py."""

import contextlib
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
HOST = "127.0.0.1"
READY_WITHIN, PATIENCE = 60, 5  # seconds


@dataclass
class House:
    """A gunicorn with two sync workers, and two workers for e-mail, all killed before the end."""

    environ: dict[str, str]
    folder: Path
    port: int = 0
    killed: int = 0
    server: int = 0
    at_work: list[int] = field(default_factory=list)

    def __enter__(self) -> "House":
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port = probe.getsockname()[1]
        environ = os.environ | self.environ | {"BIND": f"{HOST}:{self.port}"}
        with (self.folder / "victims.log").open("ab") as log:
            command = [sys.executable, "-m", "tests.integration.mail.victims"]
            pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": log}
            self.forker = subprocess.Popen(command, cwd=ROOT, env=environ, **pipes)
        self.server = self._told()
        self.at_work = [self._fork(), self._fork()]
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        for number in (self.server, *self.serving(), *self.at_work, self.forker.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self.forker.wait()
        self.forker.stdin.close()
        self.forker.stdout.close()

    def kill_one(self, chance: random.Random, answered: Callable[[], int], mailed: Callable[[], int]) -> None:
        """Kill a process a moment after it, or one like it, has done something; another takes its place."""
        victim = chance.choice(("server", 0, 1))
        _wait_for_more(answered if victim == "server" else mailed)
        time.sleep(chance.uniform(0.0, 0.03))
        if victim == "server":
            serving = self.serving()
            if len(serving) < 2:
                return  # the last one's successor is not born yet
            os.kill(chance.choice(serving), signal.SIGKILL)
        else:
            os.kill(self.at_work[victim], signal.SIGKILL)
            self.at_work[victim] = self._fork()
        self.killed += 1

    def serving(self) -> list[int]:
        """The processes that answer requests."""
        children = Path(f"/proc/{self.server}/task/{self.server}/children")
        with contextlib.suppress(OSError):
            return [int(number) for number in children.read_text().split()]
        return []

    def post(self, address: str, body: str, cookie: str) -> int | None:
        """Send a form; give the status, or None if whoever should have answered is dead."""
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection(HOST, self.port, timeout=20)
        try:
            connection.request("POST", address, body, headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def _fork(self) -> int:
        self.forker.stdin.write(b"\n")
        self.forker.stdin.flush()
        return self._told()

    def _told(self) -> int:
        """Read a process's number; a wrong one would be killed."""
        if said := self.forker.stdout.readline():
            return int(said)
        raise self._failed()

    def _wait(self) -> None:
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until and self.forker.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection((HOST, self.port), timeout=1):
                return
            time.sleep(0.02)
        raise self._failed()

    def _failed(self) -> AssertionError:
        return AssertionError((self.folder / "victims.log").read_text()[-3000:])


def _wait_for_more(done: Callable[[], int]) -> None:
    before, until = done(), time.monotonic() + PATIENCE
    while done() <= before and time.monotonic() < until:
        time.sleep(0.001)
