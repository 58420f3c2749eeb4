"""Tables that bound and price entries: counters with CHECKs, rates, VAT codes, limits per week. Entries: entries.py."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.agreements.models import VatTreatment
from app.db import Base, Pence, enum_column, new_ref
from app.engagements.models import SupportKind


class PersonDay(Base):
    """How many quarters of one date a person has given, over all engagements, bookings included: one day at most."""

    __tablename__ = "person_day"
    __table_args__ = (CheckConstraint("quarters BETWEEN 0 AND 4", name="one_day_at_most"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    on_date: Mapped[dt.date] = mapped_column(primary_key=True)
    quarters: Mapped[int]


class ChargingAccount(Base):
    """One row for each engagement that charges: days and pounds used, which never pass the signed cap.

    Used are all entries but bookings, whatever their state, reversals subtracted. `closed_through`: the last day of
    the newest month that is closed.
    """

    __tablename__ = "charging_account"
    __table_args__ = (
        CheckConstraint("used_quarters BETWEEN 0 AND cap_quarters", name="days_within_the_cap"),
        CheckConstraint("used_value BETWEEN 0 AND cap_value", name="pounds_within_the_cap"),
    )

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), primary_key=True, autoincrement=False)
    used_quarters: Mapped[int] = mapped_column(default=0)
    used_value: Mapped[Decimal] = mapped_column(Pence, default=Decimal(0))  # pounds before VAT
    cap_quarters: Mapped[int]
    cap_value: Mapped[Decimal] = mapped_column(Pence)
    agreement_number: Mapped[int]  # of the signed version that the cap was taken from
    closed_through: Mapped[dt.date | None]
    purchase_order: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class AgreedRate(Base):
    """A dated day rate beside the agreement's own, for one person or for all; in force once the buyer has agreed it."""

    __tablename__ = "agreed_rate"
    __table_args__ = (
        CheckConstraint("day_rate > 0 AND day_rate % 4 = 0", name="rate_divides_into_quarters"),
        CheckConstraint("reason <> ''", name="for_a_reason"),
        CheckConstraint("(agreed_at IS NULL) = (agreed_by_id IS NULL)", name="agreed_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: everybody
    from_on: Mapped[dt.date]
    day_rate: Mapped[Decimal] = mapped_column(Pence)  # pounds per person-day before VAT
    reason: Mapped[str]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_name: Mapped[str]
    proposed_at: Mapped[dt.datetime]
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agreed_name: Mapped[str] = mapped_column(default="")
    agreed_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class VatCode(Base):
    """How a kind of support is treated for VAT in an engagement, as the lead authority's finance confirmed it."""

    __tablename__ = "vat_code"
    __table_args__ = (CheckConstraint("treatment <> 'to_confirm'", name="confirmed"),)

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), primary_key=True)
    kind: Mapped[SupportKind] = mapped_column(enum_column(SupportKind, "support_kind"), primary_key=True)
    treatment: Mapped[VatTreatment] = mapped_column(enum_column(VatTreatment, "vat_treatment"))
    basis: Mapped[str] = mapped_column(default="")  # what the confirmation rests on
    confirmed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    confirmed_name: Mapped[str]
    confirmed_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class WeekLimit(Base):
    """How many quarters of support a person may give in a week before the lead authority's own work suffers."""

    __tablename__ = "week_limit"
    __table_args__ = (CheckConstraint("quarters BETWEEN 0 AND 28", name="within_a_week"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), primary_key=True)  # the lead authority
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    quarters: Mapped[int]


class StatementCounter(Base):
    """The number of the last statement that a lead authority issued; the next is taken in the issuing transaction."""

    __tablename__ = "statement_counter"
    __table_args__ = (CheckConstraint("last >= 0", name="counts_up"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), primary_key=True, autoincrement=False)
    last: Mapped[int]
