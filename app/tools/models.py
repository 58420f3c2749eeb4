"""The stored versions of tools, at which appraisals point by digest. Reading and checking the text: reading.py."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import enum_column
from app.publishing.models import Version, VersionState


class ToolVersion(Version):
    """The exact text of a tool."""

    __tablename__ = "tool_version"

    text: Mapped[str] = mapped_column(Text)
    state: Mapped[VersionState] = mapped_column(enum_column(VersionState, "tool_version_state"))
