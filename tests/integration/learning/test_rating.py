"""Confidence at three moments, and the knowledge check: when they are open, what they keep, what comes back."""

import re

import pytest

from app.audit.models import AuditEntry
from app.db import db
from app.learning.models import CheckAttempt, ConfidenceRating, Moment
from tests.clients import page, summary_errors
from tests.integration.learning.group import AFTER_DAY_ONE, DURING_DAY_ONE, LAST_DAY
from tests.integration.learning.made import make_training
from tests.learning_factories import four_days
from tests.world import build_world

ASPECTS = [each.key for each in four_days().aspects]


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


@pytest.fixture
def made(world):
    return make_training(world)


def _levels(level: int, **more: str) -> dict[str, str]:
    return {key: str(level) for key in ASPECTS} | more


def test_a_delegate_rates_three_times_and_reads_them_side_by_side(world, made, clock):
    delegate = world.client("delegate1")
    for moment, at, level in (
        ("before", DURING_DAY_ONE, 4), ("after", LAST_DAY, 4), ("looking-back", LAST_DAY, 2),
    ):  # fmt: skip
        clock.moment = at
        sent = delegate.post(made.url(f"/confidence/{moment}"), data=_levels(level, seen="0"))
        assert sent.status_code == 303, moment
    shown = page(delegate.get(made.url("/progress")))
    assert len(delegate.queries) <= 5
    row = next(row for row in shown.select("tbody tr") if "Decommissioning" in row.text)
    assert [cell.text.strip() for cell in row.select("td")] == ["4", "4", "2"]
    assert "Looking back corrects for that" in shown.text
    with world.app.app_context():
        trail = db.select(AuditEntry).filter_by(action="confidence rated").order_by(AuditEntry.id)
        said = [entry.became for entry in db.session.scalars(trail)]
        assert [each["moment"] for each in said] == ["before", "after", "looking_back"]
        assert not any("4" in str(each.values()) for each in said), "never what was rated"


@pytest.mark.parametrize(
    ("moment", "at", "words"),
    [
        ("before", AFTER_DAY_ONE.replace(day=4), "closed at the end of the first day"),
        ("after", AFTER_DAY_ONE, "from the last day on"),
        ("looking-back", LAST_DAY, "Rate your confidence after the programme first"),
    ],
)
def test_a_moment_out_of_its_time_leads_away_with_the_reason_and_keeps_nothing(world, made, clock, moment, at, words):
    clock.moment = at
    delegate = world.client("delegate1")
    for sent in (delegate.get(made.url(f"/confidence/{moment}")), delegate.post(made.url(f"/confidence/{moment}"))):
        assert sent.status_code == 303
    assert words in delegate.get(made.url("/progress")).text
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count(ConfidenceRating.id))) == 0


def test_what_is_missing_is_said_in_page_order_and_what_was_chosen_stays(world, made, clock):
    clock.moment = DURING_DAY_ONE
    sent = world.client("delegate1").post(made.url("/confidence/before"), data={ASPECTS[2]: "5", "seen": "0"})
    assert sent.status_code == 422
    assert len(summary_errors(sent)) == len(ASPECTS) - 1
    shown = page(sent)
    assert shown.find("input", {"name": ASPECTS[2], "value": "5"}).has_attr("checked")
    links = [link["href"][1:] for link in shown.select(".govuk-error-summary__list a")]
    ids = [each["id"] for each in shown.select("[id]")]
    assert [ids.index(link) for link in links] == sorted(ids.index(link) for link in links)


def test_two_windows_of_the_same_delegate_are_shown_both_texts(world, made, clock):
    clock.moment = DURING_DAY_ONE
    delegate = world.client("delegate1")
    delegate.post(made.url("/confidence/before"), data=_levels(2, seen="0"))
    second = delegate.post(made.url("/confidence/before"), data=_levels(5, seen="0"))
    assert second.status_code == 409
    assert "in another window" in second.text
    seen = page(second).find("input", {"name": "seen"})["value"]
    assert delegate.post(made.url("/confidence/before"), data=_levels(5, seen=seen)).status_code == 303


def test_a_check_is_begun_once_saved_handed_in_and_explained(world, made, clock):
    clock.moment = LAST_DAY
    delegate = world.client("delegate1")
    addresses = {delegate.post(made.url("/check/begin")).location for _ in range(2)}
    assert len(addresses) == 1, "one open attempt of a kind"
    address = addresses.pop()
    with world.app.app_context():
        asked = db.session.scalars(db.select(CheckAttempt)).one().questions
    right = {question.id: str(question.answer) for question in four_days().questions if question.id in asked}
    assert delegate.post(address, data={asked[0]: right[asked[0]], "act": "later"}).status_code == 303
    opened = delegate.get(address)
    assert len(delegate.queries) <= 5
    assert page(opened).find("input", {"name": asked[0], "value": right[asked[0]]}).has_attr("checked")
    half = delegate.post(address, data={asked[0]: right[asked[0]], "act": "hand-in"})
    assert half.status_code == 422
    assert len(summary_errors(half)) == 7
    twice = [delegate.post(address, data=right | {"act": "hand-in"}).status_code for _ in range(2)]
    assert twice == [303, 303]
    result = delegate.get(address)
    assert re.search(r"<h1[^>]*>8 of 8 right", result.text)
    explanation = next(question.explanation for question in four_days().questions if question.id == asked[0])
    assert " ".join(explanation.split())[:30] in " ".join(page(result).text.split())
    again = delegate.post(made.url("/check/begin")).location
    assert again != address
    with world.app.app_context():
        first, second = db.session.scalars(db.select(CheckAttempt).order_by(CheckAttempt.id))
        assert not set(first.questions) & set(second.questions), "a retake asks something new"
    delegate.get(made.url("/check"))
    assert len(delegate.queries) <= 5


def test_the_check_before_is_taken_once_and_closes_with_the_first_day(world, made, clock):
    clock.moment = DURING_DAY_ONE
    delegate = world.client("delegate1")
    address = delegate.post(made.url("/check/begin")).location
    clock.moment = AFTER_DAY_ONE.replace(day=4)
    assert delegate.post(address, data={"act": "hand-in"}).location == made.url("/check"), (
        "no errors for a closed check"
    )
    assert "was not handed in" in delegate.get(made.url("/check")).text
    assert delegate.post(made.url("/check/begin")).status_code == 303
    assert "opens again on the last day" in delegate.get(made.url("/check")).text
    with world.app.app_context():
        assert db.session.scalars(db.select(CheckAttempt)).one().submitted_at is None


def test_a_check_is_the_delegates_own_and_whoever_has_no_place_takes_none(world, made, clock):
    clock.moment = LAST_DAY
    address = world.client("delegate1").post(made.url("/check/begin")).location
    assert world.client("delegate2").get(address).status_code == 404
    for who, status in (("trainer", 403), ("waiting", 403), ("manager", 403), ("stranger_trainer", 404)):
        client = world.client(who)
        for rest in ("/check", "/progress", "/confidence/after", "/feedback/1", "/pledges", "/follow-up"):
            assert client.get(made.url(rest)).status_code == status, (who, rest)


def test_nothing_is_open_in_a_cancelled_cohort(world, clock):
    cancelled = make_training(world, waiting=False, state="cancelled")
    clock.moment = LAST_DAY
    delegate = world.client("delegate1")
    assert delegate.post(cancelled.url("/confidence/after"), data=_levels(3)).status_code == 303
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count(ConfidenceRating.id)).filter_by(moment=Moment.AFTER)) == 0
