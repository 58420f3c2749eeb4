"""Evidence beside the notes and links of private scores: files, what officers add, what is carried over."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, new_ref


class EvidenceItem(Base):
    """A note, link or file for one standard of one round. It tells no score and is locked once the result is sent on.

    `offered_alone`: a participant gave it while scoring, and it is seen as that person's notes are: once submitted and
    shown. What is carried over from another round counts as evidence only once somebody says that it is still true.
    """

    __tablename__ = "evidence_item"
    __table_args__ = (
        CheckConstraint("note <> '' OR link <> '' OR file_id IS NOT NULL", name="something_is_offered"),
        CheckConstraint("carried_from_id IS NOT NULL OR still_true IS NULL", name="still_true_of_carried"),
        CheckConstraint("(still_true IS NULL) = (answered_at IS NULL)", name="answered_with_a_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    standard_key: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agency: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    offered_alone: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[dt.datetime]  # of what is carried over, when it was first offered
    review_on: Mapped[dt.date | None]
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    still_true: Mapped[bool | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[dt.datetime | None]
    answer_note: Mapped[str] = mapped_column(default="")
    removed_at: Mapped[dt.datetime | None]  # kept where a signed version names it
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
