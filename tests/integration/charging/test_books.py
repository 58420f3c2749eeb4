"""The counters: what the database refuses however an entry comes, and what the service says of it."""

import dataclasses
import datetime as dt
import re
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from app.charging.errors import DayFullError, NotChargeableError
from app.charging.models import ChargingAccount, PersonDay
from app.charging.services import books
from app.charging.services.books import Charge, fill_days, lock_account, use
from app.db import db
from app.engagements.models import SupportKind
from tests.integration.charging.made import IN_NOVEMBER, make_charging, make_entry, used


def _charge(quarters: int, kind: SupportKind = SupportKind.SCOPING, rate: int = 500) -> Charge:
    return Charge(kind, quarters, Decimal(rate), IN_NOVEMBER)


def test_a_day_is_filled_given_back_and_never_overfilled(world):
    consultant = world.people["consultant"]
    with world.app.app_context():
        fill_days([(consultant, IN_NOVEMBER, 2), (consultant, IN_NOVEMBER, 2)], {consultant: "Consultant"})
        with pytest.raises(DayFullError, match="Consultant has too little of 12 November 2026 left"):
            fill_days([(consultant, IN_NOVEMBER, 1)], {consultant: "Consultant"})
        fill_days([(consultant, IN_NOVEMBER, -4)], {consultant: "Consultant"})
        with pytest.raises(DayFullError):
            fill_days([(consultant, IN_NOVEMBER, -1)], {consultant: "Consultant"})
        assert db.session.get_one(PersonDay, (consultant, IN_NOVEMBER)).quarters == 0


def test_nothing_is_charged_before_an_agreement_is_signed(world):
    with (
        world.app.app_context(),
        pytest.raises(NotChargeableError, match="before both authorities have signed an agreement"),
    ):
        lock_account(engagement_id=world.engagement_id)


@pytest.mark.parametrize(
    ("charges", "said"),
    [
        ([_charge(12), _charge(1)], "The agreement leaves 0 days for “Scoping exercise”"),
        ([_charge(12), _charge(-4), _charge(5)], "The agreement leaves 1 day for “Scoping exercise”"),
        (
            [_charge(12), _charge(16, SupportKind.MENTORING, rate=4000)],
            "The cap of £15,000 before VAT leaves £13,500",
        ),
    ],
)
def test_each_limit_is_said(world, charges, said):
    make_charging(world)
    with world.app.app_context():
        account = lock_account(engagement_id=world.engagement_id)
        with pytest.raises(NotChargeableError, match=re.escape(said)):
            use(account, charges)


def test_what_is_used_is_counted_to_the_penny(world):
    make_charging(world)
    with world.app.app_context():
        use(lock_account(engagement_id=world.engagement_id), [_charge(12), _charge(-3), _charge(1, rate=450)])
        db.session.commit()
    assert used(world) == (10, Decimal("1237.50"))


def test_a_variation_signed_at_this_moment_binds_at_once(world, monkeypatch):
    """The cap is read when the account is locked and again when days are counted: a signature may come between."""
    make_charging(world)
    make_entry(world)
    with world.app.app_context():
        signed = books.limits(engagement_id=world.engagement_id)
        monkeypatch.setattr(books, "limits", lambda **_: dataclasses.replace(signed, cap_quarters=8))
        account = lock_account(engagement_id=world.engagement_id)
        monkeypatch.setattr(books, "limits", lambda **_: signed)
        use(account, [_charge(8)])
        assert (account.used_quarters, account.cap_quarters, account.cap_value) == (12, 120, Decimal(15000))


def test_a_kind_is_corrected_though_a_variation_has_lowered_the_cap_below_what_is_used(world, monkeypatch):
    make_charging(world)
    make_entry(world)
    make_entry(world, "consultant2")
    with world.app.app_context():
        signed = books.limits(engagement_id=world.engagement_id)
        monkeypatch.setattr(books, "limits", lambda **_: dataclasses.replace(signed, cap_quarters=4))
        account = lock_account(engagement_id=world.engagement_id)
        use(account, [_charge(-4), _charge(4, SupportKind.SELF_ASSESSMENT)])
        assert account.used_quarters == account.cap_quarters == 8
        with pytest.raises(NotChargeableError, match="The cap of 1 day leaves 0 days"):
            use(account, [_charge(-3), _charge(4, SupportKind.SELF_ASSESSMENT)])


def test_training_waits_for_the_plan(world):
    make_charging(world, planned=False)
    with world.app.app_context():
        account = lock_account(engagement_id=world.engagement_id)
        with pytest.raises(NotChargeableError, match="before the change plan is approved"):
            use(account, [_charge(1, SupportKind.BESPOKE_TRAINING)])


@pytest.mark.parametrize(
    ("column", "value"),
    [("used_quarters", 121), ("used_value", Decimal("15000.01")), ("used_quarters", -1), ("used_value", Decimal(-1))],
)
def test_the_database_refuses_what_passes_the_cap(world, column, value):
    make_charging(world)
    make_entry(world)
    with world.app.app_context():
        setattr(db.session.get_one(ChargingAccount, world.engagement_id), column, value)
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_the_database_refuses_more_than_a_day(world):
    with world.app.app_context():
        db.session.add(PersonDay(person_id=world.people["consultant"], on_date=dt.date(2026, 11, 2), quarters=5))
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()
