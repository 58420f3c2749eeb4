"""Loading the register of local authorities (mySociety, CC BY 4.0; see data/README.txt). Searching it: queries."""

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.accounts.models import Authority
from app.audit.services import record
from app.db import db

REGISTER = Path(__file__).parents[1] / "data" / "local_authorities.csv"
_FIELDS = ("official_name", "name", "gss_code", "nation", "region", "type", "upper_tier")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading did: numbers of authorities."""

    added: int
    changed: int
    unchanged: int


def load_register(*, now: dt.datetime, path: Path = REGISTER) -> Loaded:
    """Add what is new and correct what differs, by code; an authority that the file does not name stays as it is."""
    known = {authority.code: authority for authority in db.session.scalars(select(Authority).order_by(Authority.code))}
    added = changed = unchanged = 0
    for code, facts in _rows(path):
        authority = known.get(code)
        if authority is None:
            db.session.add(Authority(code=code, **facts))
            added += 1
        elif any(getattr(authority, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(authority, name, value)
            changed += 1
        else:
            unchanged += 1
    if added or changed:
        record("register loaded", "authorities", actor_id=None, now=now, became={"added": added, "changed": changed})
    db.session.flush()
    return Loaded(added, changed, unchanged)


def _rows(path: Path) -> list[tuple[str, dict[str, str | bool]]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        (row["code"], {name: row[name] == "yes" if name == "upper_tier" else row[name] for name in _FIELDS})
        for row in rows
    ]
