"""The database for every room: Base, session, column types, references. Knows no room and no page."""

from app.db.base import Base
from app.db.columns import Pence, UtcDateTime, enum_column, one_of
from app.db.days import LondonDay
from app.db.refs import REF_PATTERN, new_ref, new_token, token_digest
from app.db.session import (
    SAFE_METHODS,
    WriteInReadingRequestError,
    db,
    init_database,
    reading,
    reading_apart,
    reading_engine,
)

__all__ = [
    "REF_PATTERN",
    "SAFE_METHODS",
    "Base",
    "LondonDay",
    "Pence",
    "UtcDateTime",
    "WriteInReadingRequestError",
    "db",
    "enum_column",
    "init_database",
    "new_ref",
    "new_token",
    "one_of",
    "reading",
    "reading_apart",
    "reading_engine",
    "token_digest",
]
