"""Asking for an archive as a person does, making it as the worker does, and looking into it."""

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from app.archiving.models import Archive
from app.archiving.services.making import make_next
from app.db import db
from app.db.clock import now
from tests.world import World


@dataclass(frozen=True)
class Opened:
    """A zip taken away: its bytes, and what is in it by path."""

    content: bytes

    @property
    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @property
    def data(self) -> dict[str, list[dict[str, Any]]]:
        return json.loads(self.parts["json/everything.json"])["tables"]

    def rows(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.parts[f"csv/{name}.csv"].decode("utf-8-sig"), newline="")))


def ask(world: World, who: str = "director"):
    return world.client(who).post(world.url("/archives/ask"))


def make(world: World) -> bool:
    with world.app.app_context():
        return make_next(clock=now)


def archives(world: World) -> list[Archive]:
    with world.app.app_context():
        return list(db.session.scalars(db.select(Archive).order_by(Archive.id)))


def taken(world: World, who: str = "director") -> Opened:
    """Ask, make, and take away."""
    assert ask(world, who).status_code == 303
    assert make(world)
    last = archives(world)[-1]
    assert last.error == ""
    response = world.client(who).get(world.url(f"/archives/{last.ref}/everything.zip"))
    assert response.status_code == 200
    return Opened(response.get_data())
