"""The scoping is recorded by consultants in steps, read by few, closed once with a package, and loses no text."""

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import db
from app.engagements.models import Engagement, EngagementState, ScopedService, Scoping
from app.mail.models import Message
from tests.clients import page, press_twice, summary_errors
from tests.integration.engagements.forms import seen

PRACTICE = {
    "people_met": "Director of Children's Services",
    "current_practice": "Contracts are rolled forward.",
    "strengths": "Committed staff.",
    "concerns": "No needs assessment since 2009.",
}
SERVICE = {"name": "Short breaks", "how_commissioned": "Block contract", "observation": "Never reviewed"}
PACKAGE = {
    "recommendation": "Start with needs.",
    "mentoring_days": "12.5",
    "mentoring_note": "Monthly",
    "review_days": "9.5",
}


def practice(client, world, **values):
    address = world.url("/scoping/practice")
    return client.post(address, data=PRACTICE | {"seen": seen(client, address)} | values)


def add_service(client, world, **values):
    return client.post(world.url("/scoping/services/add"), data=SERVICE | values)


def package(client, world, **values):
    address = world.url("/scoping/package")
    return client.post(address, data=PACKAGE | {"seen": seen(client, address)} | values)


def record(world) -> Scoping:
    with world.app.app_context():
        return db.session.scalars(select(Scoping).filter_by(engagement_id=world.engagement_id)).one()


def service_refs(world) -> list[str]:
    with world.app.app_context():
        return list(db.session.scalars(select(ScopedService.ref).order_by(ScopedService.id)))


@pytest.fixture
def consultant(world):
    return world.client("consultant")


def test_recorded_in_steps_and_closed_for_all(world, consultant):
    assert practice(consultant, world).status_code == 303
    assert add_service(consultant, world).status_code == 303
    assert package(consultant, world).status_code == 303
    shown = " ".join(page(consultant.get(world.url("/scoping"))).main.text.split())
    assert "22 days at £500 is £11,000" in shown
    assert "12.5 days" in shown
    assert "Warning" not in shown
    for _ in range(2):
        assert consultant.post(world.url("/scoping/close")).status_code == 303
    with world.app.app_context():
        told = db.session.scalars(select(Message)).all()
    assert sorted(each.recipient.split("@")[0] for each in told) == ["director", "lead_officer", "lead_officer2"]
    assert all(world.url("/scoping") in each.body for each in told)
    closed = record(world)
    assert closed.closed_by_id == world.people["consultant"]
    assert "Closed by Consultant on 20 November 2026 at 12:00" in consultant.get(world.url("/scoping")).text
    for part in ("practice", "services/add", "package", f"services/{service_refs(world)[0]}"):
        assert consultant.get(world.url(f"/scoping/{part}")).location == world.url("/scoping")
    late = consultant.post(world.url("/scoping/practice"), data=PRACTICE | {"seen": "2", "concerns": "Too late to say"})
    assert late.status_code == 409
    assert page(late).find(id="concerns").text.strip() == "Too late to say"
    assert record(world).concerns == PRACTICE["concerns"]
    assert "Completed" in world.client("director").get(world.url("/")).text


@pytest.mark.parametrize("who", ["manager", "lead_officer", "director", "consultant"])
def test_both_sides_read_it(world, consultant, who):
    practice(consultant, world)
    client = world.client(who)
    response = client.get(world.url("/scoping"))
    assert "Contracts are rolled forward." in response.text
    assert len(client.queries) <= 6
    assert ("Record practice" in response.text) is (who == "consultant")


@pytest.mark.parametrize("who", ["participant1", "trainer", "finance_officer", "partner_finance_officer"])
def test_nobody_else_reads_it(world, who):
    assert world.client(who).get(world.url("/scoping")).status_code == 403


@pytest.mark.parametrize("who", ["manager", "lead_officer", "director", "participant1"])
@pytest.mark.parametrize("part", ["practice", "services/add", "package", "close"])
def test_only_consultants_record(world, who, part):
    client = world.client(who)
    assert client.get(world.url(f"/scoping/{part}")).status_code == 403
    assert client.post(world.url(f"/scoping/{part}"), data=PRACTICE).status_code == 403


@pytest.mark.parametrize("field", list(PRACTICE))
def test_a_second_consultant_sees_both_texts(world, consultant, field):
    address = world.url("/scoping/practice")
    stale = seen(consultant, address)
    practice(consultant, world)
    mine = PRACTICE | {field: "What I wrote", "seen": stale}
    response = consultant.post(address, data=mine)
    assert response.status_code == 409
    assert [side.text.strip() for side in page(response).select(".app-compare__text")] == [
        "What I wrote",
        PRACTICE[field],
    ]
    assert page(response).find(id=field).text.strip() == "What I wrote"
    assert getattr(record(world), field) == PRACTICE[field]
    again = consultant.post(address, data=mine | {"seen": page(response).find(id="seen")["value"]})
    assert again.status_code == 303
    assert getattr(record(world), field) == "What I wrote"


def test_the_parts_do_not_disturb_each_other(world, consultant):
    stale = seen(consultant, world.url("/scoping/package"))
    practice(consultant, world)
    add_service(consultant, world)
    assert consultant.post(world.url("/scoping/package"), data=PACKAGE | {"seen": stale}).status_code == 303


def test_two_packages_are_compared_line_by_line(world, consultant):
    stale = seen(consultant, world.url("/scoping/package"))
    package(consultant, world)
    mine = PACKAGE | {"mentoring_days": "3", "seen": stale}
    response = consultant.post(world.url("/scoping/package"), data=mine)
    assert response.status_code == 409
    assert [side.text.strip() for side in page(response).select(".app-compare__text")] == ["3 days", "12.5 days"]
    assert page(response).find("h2", string="Mentoring: person-days")
    version = page(response).find(id="seen")["value"]
    assert consultant.post(world.url("/scoping/package"), data=mine | {"seen": version}).status_code == 303
    assert "12.5 days at £500 is £6,250" in " ".join(page(consultant.get(world.url("/scoping"))).main.text.split())


def test_a_service_is_changed_and_two_editors_lose_nothing(world, consultant):
    add_service(consultant, world)
    address = world.url(f"/scoping/services/{service_refs(world)[0]}")
    stale = seen(consultant, address)
    assert consultant.post(address, data=SERVICE | {"seen": stale, "observation": "First"}).status_code == 303
    second = consultant.post(address, data=SERVICE | {"seen": stale, "observation": "Second"})
    assert second.status_code == 409
    assert "First" in second.text
    assert page(second).find(id="observation").text.strip() == "Second"


def test_a_service_removed_under_an_editors_hands_comes_back_on_saving(world, consultant):
    add_service(consultant, world)
    address = world.url(f"/scoping/services/{service_refs(world)[0]}")
    stale = seen(consultant, address)
    assert [consultant.post(f"{address}/remove").status_code for _ in range(2)] == [303, 303]
    assert not page(consultant.get(world.url("/scoping"))).find("th", string="Short breaks")
    response = consultant.post(address, data=SERVICE | {"seen": stale, "observation": "Mine"})
    assert response.status_code == 409
    assert "A colleague removed this service" in response.text
    version = page(response).find(id="seen")["value"]
    assert consultant.post(address, data=SERVICE | {"seen": version, "observation": "Mine"}).status_code == 303
    assert page(consultant.get(world.url("/scoping"))).find("th", string="Short breaks")


def test_adding_twice_by_a_double_press_adds_one(world, consultant):
    for _ in range(2):
        assert add_service(consultant, world, once="abcdefgh12345678").status_code == 303
    assert len(service_refs(world)) == 1


def test_a_service_of_another_engagement_is_404(world, consultant):
    add_service(consultant, world)
    ref = service_refs(world)[0]
    with world.app.app_context():
        other = db.session.scalars(select(Engagement).filter(Engagement.id != world.engagement_id)).one().ref
    stranger = world.client("stranger_consultant")
    for rest in ("", "/remove"):
        assert stranger.get(f"/engagements/{other}/scoping/services/{ref}{rest}").status_code == 404
        assert stranger.post(f"/engagements/{other}/scoping/services/{ref}{rest}", data=SERVICE).status_code == 404
    assert consultant.get(world.url(f"/scoping/services/{ref}")).status_code == 200


@pytest.mark.parametrize(
    ("days", "warning"),
    [("19.75", "below the estimate of 20 to 30 days"), ("20", ""), ("30", ""), ("30.25", "above the cap of 30 days")],
)
def test_a_total_outside_the_estimate_is_said_plainly(world, consultant, days, warning):
    package(consultant, world, mentoring_days=days, review_days="")
    for path in ("/scoping", "/scoping/package"):
        text = " ".join(page(consultant.get(world.url(path))).main.text.split())
        assert (warning in text) if warning else ("Warning" not in text)


def test_what_is_missing_is_named_before_and_after_the_press(world, consultant):
    missing = [
        "Describe current practice",
        "Add at least one service that you looked at",
        "Recommend at least one kind of support with days",
    ]
    shown = consultant.get(world.url("/scoping/close"))
    assert [item.text for item in page(shown).main.select("ul.govuk-list--bullet li")] == missing
    response = consultant.post(world.url("/scoping/close"))
    assert response.status_code == 422
    assert summary_errors(response) == missing
    practice(consultant, world)
    add_service(consultant, world)
    package(consultant, world, mentoring_days="0", review_days="")
    assert summary_errors(consultant.post(world.url("/scoping/close"))) == missing[2:]


@pytest.mark.parametrize(
    ("part", "sent", "message"),
    [
        ("services/add", {"name": ""}, "Enter the name of the service"),
        (
            "package",
            {"mentoring_days": "1.1"},
            "Person-days for mentoring must be in quarters of a day, like 20, 20.25 or 20.5",
        ),
        ("package", {"mentoring_days": "-1"}, "Person-days for mentoring must be 0 or more"),
        ("practice", {"concerns": "x" * 10_001}, "Concerns must be 10,000 characters or fewer"),
    ],
)
def test_a_mistake_is_named_and_kept(world, consultant, part, sent, message):
    data = {"seen": "1", "observation": "Kept", "recommendation": "Kept", "strengths": "Kept"} | sent
    response = consultant.post(world.url(f"/scoping/{part}"), data=data)
    assert response.status_code == 422
    assert summary_errors(response) == [message]
    assert "Kept" in response.text


def test_scoping_waits_for_the_opening(world, consultant):
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = EngagementState.DRAFT
        db.session.commit()
    assert consultant.get(world.url("/scoping/practice")).status_code == 303
    response = consultant.post(world.url("/scoping/practice"), data=PRACTICE | {"seen": "1"})
    assert response.status_code == 409
    assert "while the engagement is open" in summary_errors(response)[0]


def test_the_trail_quotes_what_changed_but_not_whom_was_met(world, consultant):
    practice(consultant, world)
    practice(consultant, world, concerns="Fewer", people_met="Somebody else")
    with world.app.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert entry.was == {"people_met": "(changed)", "concerns": PRACTICE["concerns"]}
    assert entry.became == {"people_met": "(changed)", "concerns": "Fewer"}


def test_a_second_press_removes_and_closes_once(world, consultant):
    practice(consultant, world)
    package(consultant, world)
    for _ in range(2):
        add_service(consultant, world)
    address = page(consultant.get(world.url("/scoping"))).select_one("a[href$='/remove']")["href"]
    assert press_twice(consultant, address, "/remove") == [303, 303]
    assert press_twice(consultant, world.url("/scoping/close"), "/close") == [303, 303]
    with world.app.app_context():
        actions = list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert [sum(word in action for action in actions) for word in ("removed", "closed")] == [1, 1]
