"""The snapshots there are, oldest first; each is read once in each worker, as it never changes."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from flask import current_app
from pydantic import TypeAdapter
from sqlalchemy import case, null, select

from app.comparing.models import ComparisonSnapshot
from app.comparing.spread import Contents
from app.db import db

_READER = TypeAdapter(Contents)
STANDS: dict[str, Any] = {"renewed": False}  # kept for a quarter in which the snapshot before it stood


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot; `quarter` is the first day of the quarter at whose end the results stood like this."""

    ref: str
    quarter: dt.date
    contents: Contents


def snapshot_content(contents: Contents) -> dict[str, Any]:
    """Give the contents as JSON for the frozen copy."""
    return {"renewed": True, "contents": asdict(contents)}


def snapshots() -> tuple[Snapshot, ...]:
    """Give every snapshot; quarters in which the one before stood are left out. One query."""
    kept: dict[str, Contents | None] = current_app.extensions.setdefault("comparison_snapshots", {})
    content = case((ComparisonSnapshot.ref.in_(list(kept)), null()), else_=ComparisonSnapshot.content)
    found = db.session.execute(
        select(ComparisonSnapshot.ref, ComparisonSnapshot.quarter, content).order_by(ComparisonSnapshot.quarter)
    ).all()
    for ref, _, fresh in found:
        if ref not in kept:
            kept[ref] = _READER.validate_python(fresh["contents"]) if fresh["renewed"] else None
    read = [(ref, quarter, kept[ref]) for ref, quarter, _ in found]
    return tuple(Snapshot(ref, quarter, contents) for ref, quarter, contents in read if contents is not None)


def is_made(quarter: dt.date) -> bool:
    """Say whether it has been decided what the comparison of this quarter is."""
    found = select(ComparisonSnapshot.id).where(ComparisonSnapshot.quarter == quarter)
    return db.session.scalar(found) is not None
