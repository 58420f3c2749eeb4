"""Tables of authorities, people, their memberships, sign-ins and e-mailed links."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, enum_column, new_ref
from app.security.roles import Role


class Authority(Base):
    """A local authority of the register (mySociety, CC BY 4.0), or a fictional one of the demonstration."""

    __tablename__ = "authority"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    code: Mapped[str] = mapped_column(unique=True)
    official_name: Mapped[str]
    name: Mapped[str] = mapped_column(index=True)
    gss_code: Mapped[str]
    nation: Mapped[str]
    region: Mapped[str]
    type: Mapped[str]
    upper_tier: Mapped[bool]
    fictional: Mapped[bool] = mapped_column(default=False)


class Person(Base):
    """Somebody known by an e-mail address. Without a password: invited, or known only from the past."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_in_lower_case"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    email: Mapped[str] = mapped_column(unique=True)  # in lower case, so that one address is one person
    name: Mapped[str]
    password_hash: Mapped[str | None]
    is_administrator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]

    memberships: Mapped[list["Membership"]] = relationship(back_populates="person", lazy="raise_on_sql")


class Membership(Base):
    """A role that a person holds, in one engagement or for a whole authority (`engagement_id` is None)."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("person_id", "authority_id", "engagement_id", "role"),
        Index(
            "uq_membership_authority_role",
            "person_id",
            "authority_id",
            "role",
            unique=True,
            sqlite_where=text("engagement_id IS NULL"),
            postgresql_where=text("engagement_id IS NULL"),
        ),
        Index("ix_membership_engagement_id_role", "engagement_id", "role"),
        CheckConstraint(
            "(role IN ('lead_officer', 'director', 'participant', 'consultant')) = (engagement_id IS NOT NULL)",
            name="where_a_role_is_held",
        ),
        CheckConstraint("role <> 'administrator'", name="nobody_administers_an_authority"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagement.id"))
    role: Mapped[Role] = mapped_column(enum_column(Role, "role"))
    created_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]

    person: Mapped[Person] = relationship(back_populates="memberships", lazy="raise_on_sql")
    authority: Mapped[Authority] = relationship(lazy="raise_on_sql")


class SignIn(Base):
    """A session: the cookie holds its token, this row can end it."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"))  # worked in now
    started_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    device: Mapped[str]


class Invitation(Base):
    """An e-mailed link that gives a role when its button is pressed: one use, and it expires."""

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_engagement_id_role", "engagement_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    token_digest: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagement.id"))
    role: Mapped[Role] = mapped_column(enum_column(Role, "invited_role"))
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(default="")  # completes "… invites you", such as "to score … by 4 December"
    sent_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    accepted_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")
    invited_by: Mapped[Person] = relationship(foreign_keys=[invited_by_id], lazy="raise_on_sql")
    authority: Mapped[Authority] = relationship(lazy="raise_on_sql")


class PasswordReset(Base):
    """An e-mailed link to choose a new password: one use, and it expires."""

    __tablename__ = "password_reset"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
