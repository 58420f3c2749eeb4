"""Both sides act on the same lines at the same moment: each act holds or is refused, and the counters agree with it."""

import datetime as dt
from decimal import Decimal

from app.accounts.models import Person
from app.charging.errors import ConflictError
from app.charging.ledger import charge
from app.charging.models import ChargingAccount, EntryState, PersonDay, Statement, SupportEntry
from app.charging.services import issuing
from app.db import db
from tests.clients import page
from tests.integration.assessments.test_at_once import at_once
from tests.integration.charging.approval import MONTH, line, mark_of, seen
from tests.integration.charging.made import IN_OCTOBER, confirm_vat, make_charging, make_entry, order
from tests.world import build_world

STANDING = {303, 404, 409, 422}


def _on(day: int) -> dict[str, object]:
    return {"on_date": dt.date(2026, 11, day)}


def ref_of(world, who):
    with world.app.app_context():
        return db.session.get_one(Person, world.people[who]).ref


def test_approval_query_taking_back_changes_and_corrections_at_one_moment(app):
    world = build_world(app, participants=1)
    make_charging(world, planned=False)
    waiting = [make_entry(world, state=EntryState.SUBMITTED, **_on(day)) for day in (2, 3)]
    draft = make_entry(world, "consultant2", **_on(2))
    queried = make_entry(world, "consultant2", state=EntryState.QUERIED, **_on(3))
    approved = make_entry(world, state=EntryState.APPROVED, **_on(4))
    presses = [
        ("director", f"{MONTH}/approve", {"seen": mark_of(world, *waiting)}),
        ("lead_officer", line(waiting[0], "/query"), seen(world, waiting[0], text="All day?")),
        ("consultant", f"{MONTH}/take-back", {}),
        ("consultant2", line(draft, "/remove"), {}),
        ("manager", line(draft, "/edit"), seen(world, draft, quarters="2", kind="scoping", note="Half.", served="")),
        ("consultant2", line(queried, "/answer"), seen(world, queried, text="Yes.")),
        (
            "manager",
            line(queried, "/edit"),
            seen(world, queried, quarters="1", kind="scoping", note="Less.", served=""),
        ),
        ("consultant", line(approved, "/reverse"), {"reason": "It was cancelled."}),
        ("consultant2", line(approved, "/reverse"), {"reason": "It was cancelled."}),
    ]
    clients = [world.client(who) for who, _, _ in presses]
    acts = [
        lambda client=client, at=at, data=data: client.post(world.url(at), data=data).status_code
        for client, (_, at, data) in zip(clients, presses, strict=True)
    ]
    assert set(at_once(acts)) <= STANDING
    with world.app.app_context():
        entries = db.session.scalars(db.select(SupportEntry)).all()
        assert sum(each.reverses_id is not None for each in entries) == 1
        account = db.session.get_one(ChargingAccount, world.engagement_id)
        assert account.used_quarters == sum(each.quarters for each in entries)
        assert account.used_value == sum((charge(each.quarters, each.day_rate) for each in entries), Decimal(0))
        for given in db.session.scalars(db.select(PersonDay)):
            own = [e.quarters for e in entries if (e.person_id, e.on_date) == (given.person_id, given.on_date)]
            assert given.quarters == sum(own)


def test_a_booking_is_confirmed_once_and_a_closing_month_takes_no_day_beside_its_statement(app):
    world = build_world(app, participants=1)
    make_charging(world, planned=False)
    confirm_vat(world)
    order(world)
    booked = make_entry(world, state=EntryState.BOOKED, **_on(10))
    make_entry(world, state=EntryState.APPROVED, on_date=IN_OCTOBER)
    finance, draft = world.client("finance_officer"), world.url("/days/statements/draft/2026-10")
    issued = {"seen": page(finance.get(draft)).find("input", attrs={"name": "seen"})["value"]}
    days = {"people": ref_of(world, "consultant2"), "kind": "scoping", "note": "A visit.", "served": "", "day-14": "4"}
    clients = [world.client(who) for who in ("consultant", "manager", "consultant2")]
    confirm = world.url(line(booked, "/took-place"))
    log = world.url("/days/log?month=2026-10")
    at_once(
        [
            lambda: clients[0].post(confirm),
            lambda: clients[1].post(confirm),
            lambda: clients[2].post(log, data=days),
            lambda: finance.post(f"{draft}/issue", data=issued),
        ]
    )
    with app.app_context():
        account = db.session.get_one(ChargingAccount, world.engagement_id)
        late = db.session.scalars(db.select(SupportEntry).filter_by(on_date=dt.date(2026, 10, 14))).all()
        assert (len(late), account.closed_through) in {(1, None), (0, dt.date(2026, 10, 31))}
        assert account.used_quarters == 8 + 4 * len(late)


def test_a_statement_that_fails_after_its_number_is_taken_leaves_no_gap(app, monkeypatch):
    world = build_world(app, participants=1)
    make_charging(world, planned=False)
    confirm_vat(world)
    order(world)
    make_entry(world, state=EntryState.APPROVED, on_date=IN_OCTOBER)
    finance, draft = world.client("finance_officer"), world.url("/days/statements/draft/2026-10")

    def fail(*_: object, **__: object) -> None:
        raise ConflictError("Nothing was issued.")

    for tells in (fail, issuing.tell_issued):
        monkeypatch.setattr(issuing, "tell_issued", tells)
        form = page(finance.get(draft)).find("input", attrs={"name": "seen"})
        finance.post(f"{draft}/issue", data={"seen": form["value"]})
        with app.app_context():
            numbers = db.session.scalars(db.select(Statement.number)).all()
            closed = db.session.scalar(db.select(ChargingAccount.closed_through))
            assert (numbers, closed) == (([], None) if tells is fail else ([1], dt.date(2026, 10, 31)))
