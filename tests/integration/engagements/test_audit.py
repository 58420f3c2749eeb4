"""The trail is read by those who may, with names as they are now, in few queries, and its CSV computes nothing."""

import csv
import datetime as dt
import io

import pytest

from app.accounts.models import Person
from app.audit.services import record
from app.db import db
from app.engagements.models import Engagement
from tests.clients import page
from tests.conftest import NOON


def write(world, count: int = 1, action: str = "terms changed", **values) -> None:
    with world.app.app_context():
        for number in range(count):
            record(
                action,
                f"engagement {number}",
                actor_id=world.people["manager"],
                now=NOON,
                engagement_id=values.get("engagement_id", world.engagement_id),
                was=values.get("was"),
                became=values.get("became"),
            )
        db.session.commit()


def rows(response) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]
        for row in page(response).select("tbody tr")
    ]


def test_who_when_what_was_what_is(world):
    was = {
        "estimate_quarters": 80,
        "role": "lead_officer",
        "person_id": world.people["director"],
        "x_authority_id": world.lead_id,
    }
    write(world, was=was, became={"decision_reference": ""})
    response = world.client("lead_officer").get(world.url("/audit"))
    assert rows(response) == [
        [
            "20 November 2026 at 12:00",
            "Manager",
            "Terms changed",
            "Estimate: 20 days Role: lead officer Person: Director X authority: Halton",
            "Decision reference: empty",
        ]
    ]


def test_newest_first_by_fifty_with_the_same_queries(world):
    client = world.client("manager")
    write(world)
    client.get(world.url("/audit"))
    few = len(client.queries)
    write(world, 60, "later")
    first = client.get(world.url("/audit"))
    assert len(client.queries) == few <= 5
    assert len(rows(first)) == 50
    last = client.get(world.url("/audit?page=2"))
    assert len(rows(last)) == 11
    assert rows(last)[-1][2] == "Terms changed"
    assert client.get(world.url("/audit?page=99")).status_code == 200


def test_only_this_engagements_changes(world):
    with world.app.app_context():
        other = db.session.query(Engagement.id).filter(Engagement.id != world.engagement_id).scalar()
    write(world, action="secret of others", engagement_id=other)
    response = world.client("manager").get(world.url("/audit"))
    assert "Nothing has changed yet" in response.text
    assert "secret" not in world.client("manager").get(world.url("/audit.csv")).text.lower()


def test_saving_a_score_is_recorded_and_listed_nowhere(world):
    write(world)
    client = world.client("manager")

    def read() -> tuple[str, str]:
        return str(page(client.get(world.url("/audit"))).main), client.get(world.url("/audit.csv")).text

    before = read()
    with world.app.app_context():
        for moment in (NOON, NOON + dt.timedelta(hours=9)):
            record(
                "standard needs-assessment scored",
                "round x",
                actor_id=world.people["participant7"],
                now=moment,
                engagement_id=world.engagement_id,
            )
        db.session.commit()
    assert before == read(), "neither who nor when nor how many"
    assert "because when somebody scores is private too" in before[0]


def test_scores_take_no_place_on_a_page(world):
    write(world, 51)
    write(world, 60, "standard needs-assessment scored")
    client = world.client("manager")
    assert len(rows(client.get(world.url("/audit")))) == 50
    assert len(rows(client.get(world.url("/audit?page=2")))) == 1


@pytest.mark.parametrize("number", ["99999999999999999999", str(2**58), "-1", "x"])
def test_any_page_number_is_answered(world, number):
    write(world)
    client = world.client("manager")
    assert client.get(world.url(f"/audit?page={number}")).status_code == 200
    assert client.get(f"/engagements?page={number}").status_code == 200


def test_the_csv_holds_everything_and_computes_nothing(world):
    write(world, 60, became={"decision_reference": "=HYPERLINK(1)"})
    with world.app.app_context():
        db.session.get_one(Person, world.people["manager"]).name = "@SUM(A1)"
        db.session.commit()
    client = world.client("director")
    response = client.get(world.url("/audit.csv"))
    assert len(client.queries) <= 5
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    lines = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert len(lines) == 61
    assert lines[1][2] == "'@SUM(A1)"


@pytest.mark.parametrize("who", ["consultant", "participant1", "trainer", "finance_officer"])
@pytest.mark.parametrize("path", ["/audit", "/audit.csv"])
def test_others_may_not_read_it(world, who, path):
    assert world.client(who).get(world.url(path)).status_code == 403
