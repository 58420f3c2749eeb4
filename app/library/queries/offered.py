"""What the published texts offer the library: standards by key, and live tools, in one query."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Text, literal_column, select, union_all

from app.db import db
from app.instruments.models import InstrumentVersion
from app.instruments.queries import instrument
from app.publishing.models import Version, VersionState
from app.tools.models import ToolVersion
from app.tools.queries import tools
from app.tools.tool import Tool


@dataclass(frozen=True, slots=True)
class Offered:
    """Standards of the questionnaires by key, with number and title; tools by title, each with its reference."""

    standards: dict[str, str]
    tools: dict[str, tuple[str, Tool]]


def _published(kind: str, table: type[Version]) -> Select[*tuple[Any, ...]]:
    columns = (table.key, table.digest, table.ref, table.published_at, table.id)
    return select(literal_column(f"'{kind}'", Text).label("kind"), *columns).where(
        table.state == VersionState.PUBLISHED
    )


_every = union_all(_published("standards", InstrumentVersion), _published("tools", ToolVersion)).subquery("every")
_OFFERED = select(_every.c.kind, _every.c.key, _every.c.digest, _every.c.ref).order_by(
    _every.c.kind, _every.c.published_at.desc(), _every.c.id.desc()
)


def offered() -> Offered:
    """Give the newest published version of each."""
    newest: dict[str, dict[str, tuple[str, str]]] = {"standards": {}, "tools": {}}
    for kind, key, digest, ref in db.session.connection().execute(_OFFERED):
        newest[kind].setdefault(key, (digest, ref))
    standards: dict[str, str] = {}
    for digest, _ in newest["standards"].values():
        for each in instrument(digest).standards:
            standards.setdefault(each.key, f"{each.number}. {each.title}")
    pairs = list(newest["tools"].values())
    read = zip(pairs, tools([digest for digest, _ in pairs]), strict=True)
    by_title = sorted(((tool, ref) for (_, ref), tool in read), key=lambda found: (found[0].title, found[0].key))
    return Offered(standards, {tool.key: (ref, tool) for tool, ref in by_title})
