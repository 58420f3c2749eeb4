"""The buyer approves a month as it was shown, or queries a line; nobody of the lead authority does either."""

import datetime as dt
from decimal import Decimal

import pytest

from app.accounts.models import Authority, Person
from app.charging.errors import NotChargeableError
from app.charging.models import ChargingAccount, EntryState, SupportEntry
from app.charging.services import approving
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement, SupportKind
from app.security.roles import Role
from tests import factories
from tests.clients import page, press_twice, summary_errors
from tests.integration.assessments.test_at_once import at_once
from tests.integration.charging.approval import (
    MONTH,
    SUBMITTED,
    banner,
    identity_of,
    line,
    mails,
    mark_of,
    seen,
    state_of,
    states,
    thread,
)
from tests.integration.charging.made import IN_NOVEMBER, make_charging, make_entry
from tests.integration.plans.plans import scope_of
from tests.world import build_world

HALF = {"quarters": 2, "on_date": IN_NOVEMBER.replace(day=13)}


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


@pytest.fixture
def refs(world):
    """Two lines that wait, of two people, and one that is not submitted."""
    make_charging(world, planned=False)
    return (
        make_entry(world, **SUBMITTED),
        make_entry(world, "consultant2", **HALF, **SUBMITTED),
        make_entry(world, on_date=IN_NOVEMBER.replace(day=14)),
    )


def test_the_director_sees_every_line_its_sum_and_approves_all_that_waits_in_one_press(world, refs):
    director = world.client("director")
    shown = page(director.get(world.url(MONTH)))
    tables = {each.caption.get_text(strip=True): each for each in shown.find_all("table")}
    waiting = [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])][-4:-1]
               for row in tables["Waiting for approval"].tbody.find_all("tr")]  # fmt: skip
    assert waiting == [["1 day", "£500", "£500"], ["0.5 days", "£500", "£250"], ["1.5 days", "", "£750"]]
    by_person = next(each for caption, each in tables.items() if "by person" in caption)
    assert "Consultant Two 0.5 days £250 0 days £0" in by_person.get_text(" ", strip=True)
    assert "Approve 2 lines: 1.5 days, £750" in shown.get_text(" ")
    assert press_twice(director, world.url(MONTH), "/approve") == [303, 303]
    assert states(world) == ["approved", "approved", "draft"]
    assert mails(world) == [("days approved", who) for who in ("consultant", "consultant2", "manager")]
    assert "You have approved 2 lines of November 2026" in banner(director.get(world.url(MONTH)))


def test_a_month_that_changed_since_it_was_shown_is_not_approved(world, refs):
    mark = mark_of(world, *refs[:2])
    late = make_entry(world, on_date=IN_NOVEMBER.replace(day=16), **SUBMITTED)
    director = world.client("director")
    answer = director.post(world.url(f"{MONTH}/approve"), data={"seen": mark})
    assert answer.status_code == 303
    assert "have changed since you opened the page" in banner(director.get(answer.location))
    assert state_of(world, refs[0]) is state_of(world, late) is EntryState.SUBMITTED


def test_of_two_who_press_at_once_one_approves(world, refs):
    with world.app.app_context():
        director2 = factories.person(name="Second Director")
        partner = db.session.get_one(Authority, world.partner_id)
        factories.membership(director2, Role.DIRECTOR, partner, _engagement(world))
        db.session.commit()
        world.people["director2"] = director2.id
    data = {"seen": mark_of(world, *refs[:2])}
    clients = [world.client(who) for who in ("director", "director2")]
    at_once([lambda each=each: each.post(world.url(f"{MONTH}/approve"), data=data) for each in clients])
    assert states(world) == ["approved", "approved", "draft"]
    assert [kind for kind, _ in mails(world)] == ["days approved"] * 3


def _engagement(world):
    return db.session.get_one(Engagement, world.engagement_id)


def test_nobody_with_a_role_at_the_lead_authority_approves_or_queries(world, refs):
    with world.app.app_context():
        director = db.session.get_one(Person, world.people["director"])
        factories.membership(director, Role.TRAINER, db.session.get_one(Authority, world.lead_id))
        db.session.commit()
    client = world.client("director")
    shown = client.get(world.url(MONTH))
    assert "somebody else has to query and approve days" in shown.text
    assert "Approve 2 lines" not in shown.text
    answer = client.post(world.url(f"{MONTH}/approve"), data={"seen": mark_of(world, *refs[:2])})
    assert "somebody else has to approve days for Cheshire West and Chester" in banner(client.get(answer.location))
    answer = client.post(world.url(line(refs[0], "/query")), data=seen(world, refs[0], text="Why?"))
    assert "somebody else has to query days" in banner(client.get(answer.location))
    assert states(world) == ["submitted", "submitted", "draft"]


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("lead_officer", f"{MONTH}/approve", 403),
        ("manager", f"{MONTH}/approve", 403),
        ("consultant", "/query", 403),
        ("director", "/answer", 403),
        ("director", "/reverse", 403),
        ("lead_officer", "/withdraw", 403),
        ("stranger_director", f"{MONTH}/approve", 404),
    ],
)
def test_who_may_not(world, refs, who, address, status):
    where = world.url(address if address.startswith("/days") else line(refs[0], address))
    assert world.client(who).post(where, data={"seen": "x"}).status_code == status


def test_a_line_is_queried_answered_and_approved_with_its_thread_on_it(world, refs):
    director, consultant = world.client("director"), world.client("consultant")
    asked = director.post(world.url(line(refs[0], "/query")), data=seen(world, refs[0], text="Was it a whole day?"))
    assert asked.location == world.url(MONTH)
    assert state_of(world, refs[0]) is EntryState.QUERIED
    assert "1 line is queried" in consultant.get(world.url(MONTH)).text
    answered = consultant.post(world.url(line(refs[0], "/answer")), data=seen(world, refs[0], text="Yes: 9 to 5."))
    assert answered.location == world.url(MONTH)
    shown = page(director.get(world.url(MONTH))).select(".app-charge-thread li")
    assert [" ".join(each.get_text(" ").split()) for each in shown] == [
        "Director asked, 20 November 2026 at 12:00: Was it a whole day?",
        "Consultant answered, 20 November 2026 at 12:00: Yes: 9 to 5.",
    ]
    assert press_twice(director, world.url(MONTH), "/approve") == [303, 303]
    assert states(world)[0] == "approved"
    assert mails(world)[:2] == [("day queried", "consultant"), ("day answered", "director")]
    history = page(world.client("partner_finance_officer").get(world.url(line(refs[0])))).get_text(" ")
    assert "asked" in history
    assert "approved" in history


def test_what_is_queried_is_not_approved_with_the_rest(world, refs):
    director = world.client("director")
    director.post(world.url(line(refs[0], "/query")), data=seen(world, refs[0], text="Which partners?"))
    press_twice(director, world.url(MONTH), "/approve")
    assert states(world) == ["queried", "approved", "draft"]
    late = director.get(world.url(line(refs[1], "/query")))
    assert late.status_code == 303
    assert "The day is approved, so it cannot be queried" in director.get(late.location).text


def test_a_query_needs_words_and_keeps_them_when_the_line_has_changed(world, refs):
    director, address = world.client("director"), world.url(line(refs[0], "/query"))
    empty = director.post(address, data=seen(world, refs[0], text=" "))
    assert empty.status_code == 422
    assert summary_errors(empty) == ["Enter your query"]
    form = seen(world, refs[0], text="Was it a whole day?")
    with world.app.app_context():
        db.session.scalars(db.select(SupportEntry).filter_by(ref=refs[0])).one().note = "Met three partners."
        db.session.commit()
    changed = director.post(address, data=form)
    assert changed.status_code == 409
    assert "Met three partners." in changed.text
    assert "Was it a whole day?" in changed.text
    assert thread(world) == []
    assert director.post(address, data=seen(world, refs[0], text="Was it a whole day?")).status_code == 303


def test_nothing_is_approved_beyond_the_cap_that_is_signed(world):
    make_charging(world)
    goal = {"kind": SupportKind.TOOLS, "goal_ref": "one", **SUBMITTED}
    days = [dt.date(2026, 10, 1) + dt.timedelta(days=count) for count in range(30)]
    for on in days:
        make_entry(world, on_date=on, **{**goal, "state": EntryState.APPROVED})
    with world.app.app_context():
        account = db.session.get_one(ChargingAccount, world.engagement_id)
        account.cap_quarters, account.cap_value = 200, Decimal(30000)
        db.session.commit()
    more = make_entry(world, on_date=IN_NOVEMBER, **goal)
    mark = mark_of(world, more)
    month, actor = IN_NOVEMBER.replace(day=1), identity_of(world, "director")
    with world.app.app_context(), pytest.raises(NotChargeableError, match=r"31 days \(£15,500\) would be approved"):
        approving.approve(month, scope_of(world), seen_digest=mark, actor=actor, now=now())


@pytest.mark.parametrize("who", ["director", "consultant", "finance_officer", "partner_finance_officer"])
def test_a_month_costs_the_same_queries_however_long_it_is(world, refs, who):
    client = world.client(who)
    assert client.get(world.url(MONTH)).status_code == 200
    few = len(client.queries)
    for day in range(1, 11):
        make_entry(world, on_date=IN_NOVEMBER.replace(day=day), quarters=1, **SUBMITTED)
    client.get(world.url(MONTH))
    assert len(client.queries) == few <= 5
    client.get(world.url(line(refs[0])))
    assert len(client.queries) <= 5


def test_the_finance_officer_sees_what_keeps_the_month_from_being_stated_and_then_that_it_is_ready(world, refs, clock):
    finance = world.client("finance_officer")
    assert "cannot be stated yet" in finance.get(world.url(MONTH)).text
    with world.app.app_context():
        for entry in db.session.scalars(db.select(SupportEntry)):
            entry.state, entry.approved_at, entry.approved_name = EntryState.APPROVED, now(), "Director"
        db.session.commit()
    early = finance.get(world.url(MONTH)).text
    assert "can issue the statement once the month is over" in early
    assert "The month is ready to be stated." not in early
    clock.advance(days=21)
    later = world.client("finance_officer").get(world.url(MONTH)).text
    assert "The month is ready to be stated." in later


def test_the_way_to_the_months_leads_a_director_to_the_oldest_that_waits(world, refs):
    make_entry(world, on_date=dt.date(2026, 10, 13), **SUBMITTED)
    assert world.client("director").get(world.url("/days/months")).location.endswith("/2026-10")
    assert world.client("consultant").get(world.url("/days/months")).location.endswith("/2026-11")
    assert world.client("director").get(world.url("/days/months/2029-01")).status_code == 404
