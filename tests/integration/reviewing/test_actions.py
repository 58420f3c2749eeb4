"""Actions of a review: agreed, changed, removed while it is open; in “your work”; done by owners after it is frozen."""

import datetime as dt

import pytest

from app.accounts.models import Person
from app.db import db
from app.reviewing.facts import facts_from
from tests.clients import page, summary_errors
from tests.integration.charging.made import make_charging
from tests.integration.reviewing.reviews import ACTION, action_refs, confirmed, kept, seen, started, text, written
from tests.world import build_world


@pytest.fixture
def world(app):
    made = build_world(app, participants=1)
    make_charging(made)
    return made


def ref_of(world, who):
    with world.app.app_context():
        return db.session.get_one(Person, world.people[who]).ref


def agreed(world, review, owner="consultant", **changed):
    data = ACTION | {"owner": ref_of(world, owner), "once": f"once-{owner}-{changed}"[:64]} | changed
    return world.client("manager").post(world.url(f"{review}/actions/new"), data=data)


def rows(world, who):
    """Title, status and place of the rows of reviews in “your work”."""
    client = world.client(who)
    shown = page(client.get("/home"))
    assert len(client.queries) <= 5
    return [
        (link.text, item.select_one(".govuk-task-list__status").get_text(strip=True), link["href"])
        for item in shown.select(".govuk-task-list__item")
        if "/reviews" in (link := item.select_one("a"))["href"]
    ]


def test_an_action_is_added_changed_removed_and_bad_input_stays(world):
    review = started(world)
    bad = agreed(world, review, what="x" * 501, **{"due_on-day": "32"})
    assert bad.status_code == 422
    assert summary_errors(bad) == [
        "What is to be done must be 500 characters or fewer",
        "Date by which it is to be done must be a real date",
    ]
    assert "x" * 501 in bad.text
    too_early = agreed(world, review, **{"due_on-month": "11"})
    assert "must not be before the review was started" in " ".join(summary_errors(too_early))
    assert agreed(world, review).status_code == 303
    [ref] = action_refs(world)
    client = world.client("lead_officer")
    address = world.url(f"{review}/actions/{ref}/edit")
    data = ACTION | {"owner": ref_of(world, "lead_officer"), "what": "Agree two dates"} | seen(client, address)
    assert client.post(address, data=data).status_code == 303
    conflict = client.post(address, data=data | {"what": "Agree three dates"})
    assert conflict.status_code == 409
    assert "Agree three dates" in text(conflict)
    assert "Agree two dates" in text(conflict)
    assert client.post(world.url(f"{review}/actions/{ref}/remove")).status_code == 303
    assert action_refs(world) == []


def test_an_action_is_in_its_owners_work_late_ones_red_and_done_after_the_review_is_frozen(world, clock):
    review = started(world)
    agreed(world, review)
    written(world, review)
    confirmed(world, review, "manager", "director")
    [ref] = action_refs(world)
    done = world.url(f"/reviews/actions/{ref}/done")
    assert rows(world, "consultant") == [("Review action: Agree dates of the workshop", "Due soon", done)]
    clock.moment = dt.datetime(2026, 12, 7, 9, 0, tzinfo=dt.UTC)
    assert rows(world, "consultant")[0][1] == "Late"
    assert "Late" in text(world.client("director").get(world.url("/reviews")))
    client = world.client("consultant")
    assert client.post(done, data={"note": "Two dates in January."}).status_code == 303
    assert rows(world, "consultant") == []
    again = client.post(done, data={})
    assert "done already" in text(client.get(again.location))
    assert "Two dates in January." in text(client.get(world.url(review)))
    frozen = kept(world)[0]
    assert "Two dates" not in str(frozen.content)
    following = started(world, month="2026-11-01")
    facts = facts_from(kept(world)[1].facts)
    assert [(each.what, each.done_on) for each in facts.actions] == [
        ("Agree dates of the workshop", dt.date(2026, 12, 7))
    ]
    assert facts.since == frozen.cut_off
    assert "1 done since" in text(client.get(world.url(following)))


def test_an_action_of_somebody_else_is_not_marked_by_a_consultant(world):
    review = started(world)
    agreed(world, review, "manager")
    [ref] = action_refs(world)
    done = world.url(f"/reviews/actions/{ref}/done")
    client = world.client("consultant")
    assert "marks it as done" in text(client.get(done))
    response = client.post(done, data={"note": ""})
    assert "Only its owner" in text(client.get(response.location))


def test_a_review_that_is_due_waits_and_then_its_writing_and_confirming(world):
    start = world.url("/reviews/start?month=2026-10-01")
    due = [("Start the monthly review for October 2026", "Not started", start)]
    assert {who: rows(world, who) for who in ("manager", "lead_officer", "director", "consultant")} == {
        "manager": due,
        "lead_officer": due,
        "director": [],
        "consultant": [],
    }
    review = started(world)
    here = world.url(review)
    assert rows(world, "lead_officer") == [("Write the monthly review for October 2026", "Being written", here)]
    assert rows(world, "director") == []
    written(world, review)
    to_confirm = ("Confirm the monthly review for October 2026", "Waiting for you", here)
    assert rows(world, "manager") == rows(world, "director") == [to_confirm]
    confirmed(world, review, "manager")
    assert rows(world, "manager") == [("Monthly review for October 2026", "With the other side", here)]
    assert rows(world, "director") == [to_confirm]
    confirmed(world, review, "director")
    assert rows(world, "manager") == []
