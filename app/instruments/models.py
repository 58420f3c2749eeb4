"""The stored versions of instruments, at which rounds point by digest. Reading and checking the text: document."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import enum_column
from app.publishing.models import Version, VersionState


class InstrumentVersion(Version):
    """The exact text of an instrument."""

    __tablename__ = "instrument_version"

    text: Mapped[str] = mapped_column(Text)
    state: Mapped[VersionState] = mapped_column(enum_column(VersionState, "version_state"))
