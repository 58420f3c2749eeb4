"""The table of stored programmes, each version with the text of all its files. What a file must hold: reading.py."""

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from app.db import enum_column
from app.publishing.models import Version, VersionState


class TrainingVersion(Version):
    """One version of a programme, a package or a bespoke session; `files` holds the text of each by its path."""

    __tablename__ = "training_version"

    files: Mapped[dict[str, Any]]  # path inside the programme's folder → text
    state: Mapped[VersionState] = mapped_column(enum_column(VersionState, "training_state"))
