"""Both sides act on the same lines at the same moment: each act holds or is refused, and the counters agree with it."""

import datetime as dt
from decimal import Decimal

from app.charging.ledger import charge
from app.charging.models import ChargingAccount, EntryState, PersonDay, SupportEntry
from app.db import db
from tests.integration.assessments.test_at_once import at_once
from tests.integration.charging.approval import MONTH, line, mark_of, seen
from tests.integration.charging.made import make_charging, make_entry
from tests.world import build_world

STANDING = {303, 404, 409, 422}


def _on(day: int) -> dict[str, object]:
    return {"on_date": dt.date(2026, 11, day)}


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
