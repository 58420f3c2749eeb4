"""The year of the seed's own pair: scores that moved and one that did not, and the reviews of its months."""

import pytest

from app.accounts.models import Authority, Person
from app.assessments.models import AgreedScore, Round, RoundKind
from app.charging.models import SupportEntry
from app.db import db
from app.engagements.models import Engagement
from app.learning.models import Attendance, Cohort, Enrolment
from app.plans.models import Goal
from app.reviewing.calendar import calendar
from app.reviewing.models import Impact, MonthlyReview, ReviewAction
from app.reviewing.queries.reviews import months_of
from tests.clients import page
from tests.conftest import NOON
from tests.integration.demo.conftest import PASSWORD


@pytest.fixture
def pair(demo):
    """The engagement's key and reference."""
    with demo.app_context():
        partner = Authority.id == Engagement.partner_authority_id
        wanted = db.select(Engagement.id, Engagement.ref).join(Authority, partner).where(Authority.code == "CHW")
        return db.session.execute(wanted).one()


def test_standards_with_a_goal_moved_but_for_one_on_which_days_were_spent(demo, pair):
    with demo.app_context():
        levels = {
            kind: dict(
                db.session.execute(
                    db.select(AgreedScore.standard_key, AgreedScore.level)
                    .join(Round)
                    .where(Round.engagement_id == pair.id, Round.kind == kind)
                ).all()
            )
            for kind in (RoundKind.BASELINE, RoundKind.MID_YEAR)
        }
        refs = db.select(SupportEntry.goal_ref).where(SupportEntry.engagement_id == pair.id)
        served = set(db.session.scalars(db.select(Goal.standard_key).where(Goal.ref.in_(refs))))
    was, became = levels[RoundKind.BASELINE], levels[RoundKind.MID_YEAR]
    assert len(was) == len(became) == 12
    moved = {key for key in was if became[key] != was[key]}
    assert moved == {"shared-process", "markets", "performance-review", "people-skills"}
    assert served - moved == {"needs-data"}


def test_every_month_but_two_has_a_review_and_the_newest_waits_for_the_partner(demo, pair):
    with demo.app_context():
        found = months_of(engagement_id=pair.id)
        months = calendar(
            found.starts_on, found.ends_on, {each.month: each for each in found.reviews}, today=NOON.date()
        )
        *before, newest = found.reviews
        serious = [each for each in found.reviews if each.impact is Impact.SERIOUS]
    assert [each.month.month for each in months if each.is_missing] == [4, 8]
    assert all(each.frozen_at for each in before)
    assert (newest.frozen_at, newest.partner_confirmed_at) == (None, None)
    assert newest.lead_confirmed_at
    assert len(serious) == 1
    assert serious[0].rescheduling


def test_actions_of_reviews_are_done_but_for_one(demo, pair):
    with demo.app_context():
        rows = db.session.execute(
            db.select(ReviewAction.done_at, ReviewAction.due_on, Person.email)
            .join(MonthlyReview, MonthlyReview.id == ReviewAction.review_id)
            .join(Person, Person.id == ReviewAction.owner_id)
            .where(MonthlyReview.engagement_id == pair.id)
        ).all()
    still_open = [row for row in rows if row.done_at is None]
    assert [row.email for row in still_open] == ["lead@cwac.example"]
    assert still_open[0].due_on > NOON.date()
    assert len(rows) > 8


def test_people_of_the_pair_came_to_the_training(demo):
    with demo.app_context():
        minutes = db.session.execute(
            db.select(Person.email, db.func.sum(Attendance.minutes))
            .join(Enrolment, Enrolment.id == Attendance.enrolment_id)
            .join(Person, Person.id == Enrolment.person_id)
            .join(Cohort, Cohort.id == Enrolment.cohort_id)
            .where(Cohort.title == "Widnes, group 2", Person.email.like("%@cwac.example"))
            .group_by(Person.email)
        ).all()
    assert len(minutes) == 4
    assert all(each[1] > 0 for each in minutes)


@pytest.mark.parametrize("email", ["manager@halton.example", "lead@cwac.example", "director@cwac.example"])
def test_the_twelve_months_and_each_thread_can_be_read(demo, pair, email):
    client = demo.test_client()
    client.post("/sign-in", data={"email": email, "password": PASSWORD})
    for address in ("twelve-months", "reviews", "standards/needs-data"):
        response = client.get(f"/engagements/{pair.ref}/{address}")
        assert response.status_code == 200, address
    assert "though days were spent on it" in page(response).select_one("main").text


@pytest.mark.parametrize(
    ("email", "waits"),
    [
        ("lead@cwac.example", ["Milestone:", "Confirm the monthly review"]),
        ("director@cwac.example", ["Confirm the monthly review", "Approve support days"]),
    ],
)
def test_what_waits_for_the_partner(demo, email, waits):
    client = demo.test_client()
    client.post("/sign-in", data={"email": email, "password": PASSWORD})
    links = [link.text for link in page(client.get("/home")).select("main a")]
    for words in waits:
        assert any(link.startswith(words) for link in links), words
