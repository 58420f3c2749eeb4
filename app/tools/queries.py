"""Finding tools, by what appraisals and pages know of them. How versions are found and kept: app.publishing."""

from collections.abc import Sequence

from sqlalchemy import select

from app.db import db
from app.db.keeping import kept
from app.publishing import queries
from app.publishing.models import VersionState
from app.tools.kind import TOOLS
from app.tools.models import ToolVersion
from app.tools.tool import Tool

_KEPT = 4  # sets of tools that were on offer, a list each: the tools are kept themselves
OFFERED_MARK = queries.published_mark(ToolVersion)
_OFFERED = (
    select(ToolVersion.key, ToolVersion.digest, ToolVersion.ref)
    .where(ToolVersion.state == VersionState.PUBLISHED)
    .order_by(ToolVersion.published_at.desc(), ToolVersion.id.desc())
)


def tool(digest: str) -> Tool:
    """Give the tool with this content; one query at first, none later. Raises UnknownVersionError."""
    return queries.content(TOOLS, digest)


def tools(digests: Sequence[str]) -> list[Tool]:
    """Give several by their contents, in this order; one query at first, none later."""
    return queries.contents(TOOLS, digests)


def offered_tools(mark: str | None) -> tuple[Tool, ...]:
    """Give the newest published version of each tool, read, by title; no query while `mark`, an OFFERED_MARK, stays."""

    def read() -> tuple[Tool, ...]:
        return tuple(sorted(tools(list(offered_versions())), key=lambda each: (each.title, each.key)))

    return kept("offered tools", mark or "", read, most=_KEPT)


def offered_versions() -> dict[str, str]:
    """Give the newest published version of each tool: its reference by its digest."""
    newest: dict[str, tuple[str, str]] = {}
    for key, digest, ref in db.session.connection().execute(_OFFERED).all():
        newest.setdefault(key, (digest, ref))
    return dict(newest.values())


def newest_tool(key: str) -> ToolVersion | None:
    """Give the version of this tool that new appraisals are offered, without its text."""
    return queries.newest_published(TOOLS, key)


def readable_tool(ref: str) -> ToolVersion | None:
    """Give a version that everybody signed in may read: any but a draft, without its text."""
    version = queries.version_by_ref(TOOLS, ref)
    return version if version and version.state is not VersionState.DRAFT else None
