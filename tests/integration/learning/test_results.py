"""What trainers and managers see of a group: sums from five on, fixed before they are shown; feedback in fives."""

import datetime as dt
import re

import pytest

from app.db import db
from app.learning.models import CheckKind, DayFeedback, EnrolmentState, Moment
from tests import learning_factories
from tests.clients import page, summary_errors
from tests.integration.learning.group import (
    AFTER_DAY_ONE,
    CLOSED,
    LAST_DAY,
    add_delegates,
    check_all,
    place_of,
    rate_all,
)
from tests.integration.learning.made import DELEGATES, make_training
from tests.world import build_world

GOOD = {"useful": "5", "clear": "4", "part": "3", "practical": "2", "seen": "0"}


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


@pytest.fixture
def made(world):
    return make_training(world, seats=40)


def _rows(response) -> str:
    """The figures of the page: everything in its tables and lists of sums."""
    return " ".join(each.get_text(" ", strip=True) for each in page(response).select("tbody, dl"))


def test_confidence_and_check_appear_when_rating_has_closed(world, made, clock):
    everybody = [*DELEGATES, *add_delegates(world, made, 4)]
    rate_all(world, made, everybody[:6], Moment.BEFORE, level=2)
    rate_all(world, made, everybody[:5], Moment.AFTER, Moment.LOOKING_BACK, level=4)
    check_all(world, made, everybody[:5])
    clock.moment = LAST_DAY
    trainer = world.client("trainer")
    early = trainer.get(made.url("/results"))
    assert "before 6, after 5, looking back 5" in early.text
    assert "app-chart" not in early.text
    clock.moment = CLOSED
    late = trainer.get(made.url("/results"))
    assert len(trainer.queries) <= 5
    row = next(row for row in page(late).select("tbody tr") if "Decommissioning" in row.text)
    assert [cell.text.strip() for cell in row.select("td")] == ["2.0", "4.0", "4.0"]
    assert "of the same 5 people" in late.text
    picture = page(late).select_one("img.app-chart")["src"]
    assert trainer.get(picture).status_code == 200
    assert world.client("manager").get(picture).mimetype == "image/svg+xml"
    assert world.client("delegate1").get(picture).status_code == 403
    assert world.client("stranger_manager").get(picture).status_code == 404


def test_one_more_answer_changes_nothing_that_anybody_sees(world, made, clock):
    """The attack: look, wait until one more delegate answers, look again, subtract."""
    everybody = [*DELEGATES, *add_delegates(world, made, 5)]
    rate_all(world, made, everybody[:5])
    check_all(world, made, everybody[:5])
    looks = []
    for moment, who in ((LAST_DAY, everybody[5]), (LAST_DAY, everybody[6]), (CLOSED, everybody[7])):
        clock.moment = moment
        looks.append(_rows(world.client("trainer").get(made.url("/results"))))
        client = world.client(who)
        for name in ("after", "looking-back"):
            client.post(made.url(f"/confidence/{name}"), data={"seen": "0", **_all("1")})
    looks.append(_rows(world.client("trainer").get(made.url("/results"))))
    assert looks[0] == looks[1] == ""
    assert looks[2] == looks[3] != "", "who comes too late changes no figure, and figures stand from their showing on"


def _all(level: str) -> dict[str, str]:
    return {each.key: level for each in learning_factories.four_days().aspects}


def test_once_all_have_answered_the_sums_are_shown_and_nobody_changes_an_answer(world, made, clock):
    everybody = [*DELEGATES, *add_delegates(world, made, 2)]
    rate_all(world, made, everybody)
    clock.moment = LAST_DAY
    trainer = world.client("trainer")
    assert "app-chart" not in trainer.get(made.url("/results")).text, "the check is part of having answered"
    check_all(world, made, everybody, submitted_at=LAST_DAY - dt.timedelta(hours=1))
    assert "app-chart" in trainer.get(made.url("/results")).text
    delegate = world.client("delegate1")
    assert delegate.post(made.url("/confidence/after"), data={"seen": "1", **_all("1")}).status_code == 303
    assert "no longer change" in delegate.get(made.url("/progress")).text
    with world.app.app_context():
        rated = learning_factories.ConfidenceRating
        kept = db.session.scalars(db.select(rated).filter_by(moment=Moment.AFTER).order_by(rated.id)).first()
        assert set(kept.levels.values()) == {3}


def test_whoever_gives_up_the_place_stays_in_the_sums_and_whoever_moves_up_late_comes_into_none(world, made, clock):
    everybody = [*DELEGATES, *add_delegates(world, made, 3)]
    rate_all(world, made, everybody[:5], level=2)
    clock.moment = CLOSED
    trainer = world.client("trainer")
    before = _rows(trainer.get(made.url("/results")))
    with world.app.app_context():
        leaving, late = place_of(made, "delegate1"), place_of(made, "waiting")
        leaving.state, leaving.withdrawn_at = EnrolmentState.WITHDRAWN, CLOSED
        late.state, late.enrolled_at = EnrolmentState.ENROLLED, LAST_DAY
        for moment in Moment:
            learning_factories.rating(late, moment, 5)
        db.session.commit()
    assert _rows(trainer.get(made.url("/results"))) == before != ""


def test_four_complete_answers_are_held_back_whatever_others_gave(world, made, clock):
    everybody = [*DELEGATES, *add_delegates(world, made, 9)]
    rate_all(world, made, everybody[:4])
    rate_all(world, made, everybody[4:], Moment.BEFORE)
    check_all(world, made, everybody[:4])
    clock.moment = CLOSED
    shown = world.client("manager").get(made.url("/results"))
    assert "Fewer than 5 people answered at all three moments" in shown.text
    assert _rows(shown) == ""


def test_a_page_of_results_costs_the_same_for_three_and_for_thirty(world, made, clock):
    clock.moment = CLOSED
    trainer = world.client("trainer")
    trainer.get(made.url("/results"))
    few = len(trainer.queries)
    many = add_delegates(world, made, 27)
    rate_all(world, made, many)
    check_all(world, made, many)
    trainer.get(made.url("/results"))
    assert len(trainer.queries) == few <= 5


def test_feedback_comes_in_fives_without_names_and_stands_once_it_is_shown(world, made, clock):
    everybody = [*DELEGATES, *add_delegates(world, made, 4)]
    clock.moment = AFTER_DAY_ONE
    trainer = world.client("trainer")
    looks = []
    for number, who in enumerate(everybody):
        sent = world.client(who).post(made.url("/feedback/1"), data=GOOD | {"helped": f"The data pack {number}."})
        assert sent.status_code == 303
        looks.append(trainer.get(made.url("/results")))
    assert len(trainer.queries) <= 5
    assert all("The data pack" not in each.text for each in looks[:4])
    assert "4 replies; 4 are held back" in looks[3].text
    fifth = set(re.findall(r"The data pack \d", looks[4].text))
    assert fifth == {f"The data pack {number}" for number in range(5)}
    assert set(re.findall(r"The data pack \d", looks[6].text)) == fifth
    assert not any(who.title() in looks[6].text for who in everybody)
    first, sixth = world.client("delegate1"), world.client(everybody[5])
    assert first.post(made.url("/feedback/1"), data=GOOD | {"seen": "1", "helped": "Changed."}).status_code == 303
    assert sixth.post(made.url("/feedback/1"), data=GOOD | {"seen": "1", "helped": "Changed."}).status_code == 303
    with world.app.app_context():
        said = [each.helped for each in db.session.scalars(db.select(DayFeedback).order_by(DayFeedback.id))]
    assert said[0] == "The data pack 0.", "what is shown stands"
    assert said[5] == "Changed.", "what is not shown yet can change"
    assert first.get(made.url("/feedback/1")).status_code == 303


def test_feedback_opens_with_the_end_of_the_day_and_keeps_what_was_typed(world, made, clock):
    clock.moment = AFTER_DAY_ONE.replace(hour=12)
    delegate = world.client("delegate1")
    assert delegate.post(made.url("/feedback/1"), data=GOOD).status_code == 303
    assert delegate.get(made.url("/feedback/9")).status_code == 404
    clock.moment = AFTER_DAY_ONE
    assert delegate.get(made.url("/feedback/1")).status_code == 200
    assert len(delegate.queries) <= 5
    sent = delegate.post(made.url("/feedback/1"), data={"useful": "4", "helped": "x" * 2001, "seen": "0"})
    assert sent.status_code == 422
    assert len(summary_errors(sent)) == 4
    assert "x" * 2001 in sent.text
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count(DayFeedback.id))) == 0


def test_the_check_counts_the_first_of_each_kind_handed_in_in_time(world, made, clock):
    everybody = [*DELEGATES, *add_delegates(world, made, 2)]
    check_all(world, made, everybody, correct=4)
    clock.moment = CLOSED
    trainer = world.client("trainer")
    first = _rows(trainer.get(made.url("/results")))
    assert "Before 4.0 of 8 After 4.0 of 8" in first
    with world.app.app_context():
        learning_factories.attempt(place_of(made, "delegate1"), CheckKind.AFTER, 8, submitted_at=CLOSED)
        db.session.commit()
    assert _rows(trainer.get(made.url("/results"))) == first
