"""What the published texts offer the library: standards by key, and live tools, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Text, func, literal_column, select, union_all

from app.db import db
from app.db.keeping import kept
from app.instruments.models import InstrumentVersion
from app.instruments.queries import instrument
from app.publishing.models import Version, VersionState
from app.publishing.queries import published_mark
from app.tools.models import ToolVersion
from app.tools.queries import tools
from app.tools.tool import Tool

_KEPT = 4  # of what was on offer, a few KB each beside the texts themselves


@dataclass(frozen=True, slots=True)
class Offered:
    """Standards of the questionnaires by key, with number and title; tools by title, each with its reference.

    `version` names the texts: what is printed of them is kept by it.
    """

    version: str
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


OFFERED_MARK = (
    func.coalesce(published_mark(InstrumentVersion), "") + "/" + func.coalesce(published_mark(ToolVersion), "")
)
_MARK = select(OFFERED_MARK)


def offered() -> Offered:
    """Give the newest published version of each."""
    return offered_by(db.session.connection().execute(_MARK).scalar_one())


def offered_by(mark: str) -> Offered:
    """Give the same to a page whose own query asks for OFFERED_MARK, too: no query while it stays."""
    return kept("offered in the library", mark, lambda: _read(_newest()), most=_KEPT)


def _newest() -> Iterable[tuple[str, str, str]]:
    """Give kind, digest and reference of each."""
    newest: dict[tuple[str, str], tuple[str, str, str]] = {}
    for kind, key, digest, ref in db.session.connection().execute(_OFFERED).all():
        newest.setdefault((kind, key), (kind, digest, ref))
    return newest.values()


def _read(texts: Iterable[tuple[str, str, str]]) -> Offered:
    """Read what they say."""
    texts = tuple(texts)
    standards: dict[str, str] = {}
    refs: dict[str, str] = {}
    for kind, digest, ref in texts:
        if kind == "tools":
            refs[digest] = ref
            continue
        for each in instrument(digest).standards:
            standards.setdefault(each.key, f"{each.number}. {each.title}")
    found = sorted(zip(refs.values(), tools(list(refs)), strict=True), key=lambda each: (each[1].title, each[1].key))
    return Offered(
        " ".join(digest for _, digest, _ in texts), standards, {tool.key: (ref, tool) for ref, tool in found}
    )
