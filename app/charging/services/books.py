"""The counters that bound entries: a person's day, the account's cap. Every service that adds or takes days goes here.

Locks are taken in one order: the account first, then people's days by person and date.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from app.agreements.limits import Asked, Limits, Used, refusal
from app.agreements.queries.limits import limits
from app.charging.errors import DayFullError, NotChargeableError
from app.charging.ledger import charge, days_of, total
from app.charging.models import ChargingAccount, PersonDay
from app.charging.queries.entries import used_by_kind
from app.db import Base, db
from app.engagements.models import SupportKind

MOST = 4  # quarters of one date


@dataclass(frozen=True, slots=True)
class Charge:
    """Days that are to count towards the cap: negative quarters give back."""

    kind: SupportKind
    quarters: int
    day_rate: Decimal
    on: dt.date


def lock_account(*, engagement_id: int) -> ChargingAccount:
    """Give the engagement's account, made if it is not there; nobody else charges before this request ends.

    Its cap follows the signed version in force, and is never below what is used. Raises NotChargeableError before any
    agreement is signed.
    """
    allowed = limits(engagement_id=engagement_id)
    if allowed is None:
        raise NotChargeableError(
            refusal(None, Asked("scoping", 1, Decimal(1), dt.date.min), Used({}, Decimal(0))) or ""
        )
    if _account(engagement_id) is None:
        _insert_account(engagement_id, allowed)
    account = _account(engagement_id)
    if account is None:
        raise LookupError(engagement_id)
    _follow(account, allowed)
    return account


def _follow(account: ChargingAccount, allowed: Limits) -> None:
    """Let its cap follow the version in force, never below what is used."""
    account.cap_quarters = max(allowed.cap_quarters, account.used_quarters)
    account.cap_value = max(allowed.cap_value, account.used_value)
    account.agreement_number = allowed.number


def _account(engagement_id: int) -> ChargingAccount | None:
    return db.session.scalar(
        select(ChargingAccount)
        .where(ChargingAccount.engagement_id == engagement_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _insert_account(engagement_id: int, allowed: Limits) -> None:
    """Insert it unless somebody else just has."""
    values = {
        "engagement_id": engagement_id,
        "used_quarters": 0,
        "used_value": Decimal(0),
        "cap_quarters": allowed.cap_quarters,
        "cap_value": allowed.cap_value,
        "agreement_number": allowed.number,
        "purchase_order": "",
        "version": 1,
    }
    db.session.execute(upserting(ChargingAccount).values(**values).on_conflict_do_nothing())


def use(account: ChargingAccount, charges: Sequence[Charge]) -> None:
    """Count charges towards the cap, in order. Raises NotChargeableError with the limit that would be passed."""
    more = total(days_of(each.quarters, each.day_rate) for each in charges)
    takes_more = more.quarters > 0 or more.value > 0
    allowed = limits(engagement_id=account.engagement_id)
    if allowed is not None:
        _follow(account, allowed)  # a version signed since the account was locked binds, too
    by_kind = used_by_kind(engagement_id=account.engagement_id)
    for each in charges:
        if each.quarters > 0:
            asked = Asked(each.kind.value, each.quarters, each.day_rate, each.on)
            why = refusal(allowed, asked, Used(by_kind, account.used_value), takes_more=takes_more)
            if why:
                raise NotChargeableError(why, each.on)
        by_kind[each.kind.value] = by_kind.get(each.kind.value, 0) + each.quarters
        account.used_quarters += each.quarters
        account.used_value += charge(each.quarters, each.day_rate)
    db.session.flush()


def fill_days(changes: Iterable[tuple[int, dt.date, int]], names: dict[int, str]) -> None:
    """Change people's days as (person id, date, quarters; negative gives back). `names` are theirs by id.

    Raises DayFullError, which says whose day and which.
    """
    for person_id, on, quarters in sorted(changes):
        if not _fill(person_id, on, quarters):
            day = f"{on.day} {on:%B %Y}"
            raise DayFullError(
                f"{names[person_id]} has too little of {day} left: nobody gives more than one day on a date", on
            )


def _fill(person_id: int, on: dt.date, quarters: int) -> bool:
    """Add to the counter unless it would leave 0 to 4; the CHECK on it holds the same."""
    if quarters > 0:
        insert = upserting(PersonDay).values(person_id=person_id, on_date=on, quarters=quarters)
        statement = insert.on_conflict_do_update(
            index_elements=["person_id", "on_date"],
            set_={"quarters": PersonDay.quarters + quarters},
            where=PersonDay.quarters + quarters <= MOST,
        ).returning(PersonDay.quarters)
        return db.session.execute(statement).first() is not None
    changed = (
        db.update(PersonDay)
        .where(PersonDay.person_id == person_id, PersonDay.on_date == on, PersonDay.quarters + quarters >= 0)
        .values(quarters=PersonDay.quarters + quarters)
        .returning(PersonDay.quarters)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(changed).first() is not None


def upserting(model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """Begin an insert that may say what happens if the row is there, as each database writes it."""
    return postgresql.insert(model) if db.engine.dialect.name == "postgresql" else sqlite.insert(model)
