"""The keys of forms already sent, so that a double press does a thing once. No business record lives here."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class Submission(Base):
    """A form sent by a person: the key that the page carried, and where the first press led."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    key: Mapped[str]
    location: Mapped[str]
