"""The effect of support: figures of results, days and training of the own authority, none of few, one address."""

import datetime as dt

from app.accounts.models import Authority, Person
from app.assessments.models import RoundKind, RoundState, SignedResult
from app.assessments.result import result_content
from app.charging.models import EntryState, SupportEntry
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement, SupportKind
from app.instruments.models import InstrumentVersion
from tests import charging_factories, factories, learning_factories, plan_factories
from tests.clients import page
from tests.integration.assessments.results import every_case
from tests.world import STANDARDS, World

FIRST = dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC)
AGAIN = dt.datetime(2026, 10, 20, 23, 30, tzinfo=dt.UTC)  # half past midnight on the 21st in London


def score_twice(world: World, count: int, *, moved: int = 1) -> list[int]:
    """Insert engagements whose first standard moved so far, and nothing else did."""
    with world.app.app_context():
        lead = db.session.get_one(Authority, world.lead_id)
        signer = db.session.get_one(Person, world.people["director"])
        version = db.session.scalar(db.select(InstrumentVersion).filter_by(digest=world.digest))
        made, first, second = [], result_content(every_case()), result_content(every_case())
        second["areas"][0]["standards"][0]["level"] += moved
        for _ in range(count):
            each = factories.engagement(lead, factories.authority(), starts_on=dt.date(2026, 1, 1))
            for kind, at, content in (RoundKind.BASELINE, FIRST, first), (RoundKind.MID_YEAR, AGAIN, second):
                a_round = factories.assessment_round(each, version, kind=kind, state=RoundState.SIGNED)
                told = {"signed_by_id": signer.id, "signed_name": signer.name, "signed_at": at}
                db.session.add(SignedResult(round_id=a_round.id, number=1, content=content, **told))
            made.append(each.id)
        db.session.commit()
        return made


def support(world: World, engagement_id: int) -> None:
    """Approved days for the first standard: two between the results, others on the first's day and after the newer one.

    A delegate in the first morning. The newer result is signed when it is the next day in London already.
    """
    with world.app.app_context():
        each = db.session.get_one(Engagement, engagement_id)
        who = db.session.get_one(Person, world.people["consultant"])
        partner = db.session.get_one(Authority, each.partner_authority_id)
        a_round = db.session.scalar(db.select(factories.Round).filter_by(engagement_id=engagement_id))
        goal = plan_factories.goal(plan_factories.plan(each, a_round, who), STANDARDS[0])
        served = {"kind": SupportKind.MENTORING, "goal_ref": goal.ref, "state": EntryState.APPROVED}
        for on in (FIRST.date(), dt.date(2026, 5, 4), dt.date(2026, 10, 21), dt.date(2026, 10, 22)):
            charging_factories.entry(each, who, on_date=on, **served)
        dates = tuple(dt.date(2026, 4, day) for day in (7, 8, 21, 22))
        lead = db.session.get_one(Authority, world.lead_id)
        cohort = learning_factories.cohort(lead, who, dates=dates)
        place = learning_factories.enrolment(cohort, who, partner, enrolled_at=now())
        learning_factories.attendance(place, who)
        db.session.commit()


def table(client) -> dict[str, list[str]]:
    found = page(client.get("/portfolio/effect")).select("details table tbody tr")
    cells = [[" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])] for row in found]
    return {row[0]: row[1:] for row in cells}


def test_days_and_training_between_two_results_stand_beside_the_change(world):
    made = score_twice(world, 5)
    support(world, made[0])
    client = world.client("manager")
    found = table(client)
    first = next(row for label, row in found.items() if label.startswith("1. "))
    assert first[0] == "2 days"
    assert first[2:] == ["5", "+1.0", "+1.0 to +1.0"]
    second = next(row for label, row in found.items() if label.startswith("2. "))
    assert second[3] == "0.0"
    assert found["Standards that days or training served"][2:] == ["1", "too few", "–"]
    assert found["Standards that neither served"][2] == "5"
    trained = [int(row[1].split()[0]) for label, row in found.items() if label[0].isdigit()]
    assert sum(trained) > 0
    unassessed = next(row for label, row in found.items() if label.startswith("7. "))
    assert unassessed[2:4] == ["0", "too few"]


def test_four_engagements_give_words_and_no_picture(world):
    score_twice(world, 4)
    shown = page(world.client("manager").get("/portfolio/effect"))
    assert "There is no figure yet. It needs 5 engagements" in shown.main.text
    assert "Halton has 4 such engagements so far" in shown.main.text
    assert not shown.find_all("img")


def test_the_picture_has_the_address_of_its_content_and_is_of_the_own_authority(world):
    score_twice(world, 5)
    client = world.client("manager")
    address = page(client.get("/portfolio/effect")).find("img")["src"]
    drawn = client.get(address)
    assert drawn.mimetype == "image/svg+xml"
    assert b"mean +1.0" in drawn.data
    assert client.get(address, headers={"If-None-Match": drawn.headers["ETag"]}).status_code == 304
    assert len(client.queries) == 1
    assert client.get(f"/portfolio/effect/{'0' * 64}.svg").status_code == 404
    stranger = world.client("stranger_manager")
    assert stranger.get(address).status_code == 404
    assert "Strangerton has none so far" in page(stranger.get("/portfolio/effect")).text
    assert world.client("director").get("/portfolio/effect").status_code == 403


def test_forty_engagements_ask_no_more_than_five(world):
    support(world, score_twice(world, 5)[0])
    client = world.client("manager")
    client.get("/portfolio/effect")
    few = len(client.queries)
    support(world, score_twice(world, 15)[0])
    client.get("/portfolio/effect")
    client.get("/portfolio/effect")
    assert len(client.queries) <= 5
    assert few <= 7  # the first time in a process it reads the questionnaire and the programme, too
    assert client.get("/portfolio/effect").status_code == 200
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count(SupportEntry.id))) == 8
