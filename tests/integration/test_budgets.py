"""What a page may cost, told without a clock: queries, bytes, and no figure drawn for HTML. Speeds: `make bench`."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.assessments.models import RoundState
from app.db import Base, db
from app.engagements.models import Engagement
from app.security.roles import Role
from tests import factories
from tests.clients import LintingClient, page
from tests.conftest import settings_for
from tests.integration.assessments.rounds import make_round
from tests.world import STANDARDS, World, build_world

BYTES, PACKED_BYTES = 30 * 1024, 4 * 1024

# Who, a round in which state, which page, how many queries at most: loading the person is one of them.
SCORING, WORKSHOP, WITH_DIRECTOR, SIGNED, REOPENED = (
    RoundState.SCORING,
    RoundState.WORKSHOP,
    RoundState.WITH_DIRECTOR,
    RoundState.SIGNED,
    RoundState.REOPENED,
)
BUDGETS = (
    (None, None, "/privacy", 0),
    (None, None, "/health", 1),
    ("participant1", None, "/account/name", 1),
    ("participant1", None, "/account/calendar", 2),
    ("participant1", SCORING, "{round}/scoring", 3),
    ("participant1", SCORING, "{round}/scoring/standards/{standard}", 3),
    ("participant1", SCORING, "{round}/scoring/check", 3),
    ("consultant", WORKSHOP, "{round}/workshop", 4),
    ("consultant", WORKSHOP, "{round}/workshop/standards/{standard}", 4),
    ("participant1", SCORING, "{round}/evidence", 3),
    ("lead_officer", WORKSHOP, "{round}/evidence", 4),
    ("manager", SIGNED, "{round}/evidence", 4),
    ("consultant", WORKSHOP, "{round}/workshop/standards/{standard}/vote/live", 3),
    ("participant1", WORKSHOP, "{round}/workshop/follow", 4),
    ("participant1", WORKSHOP, "{round}/workshop/follow/live", 3),
    ("director", WORKSHOP, "{round}/workshop/follow", 4),
    ("consultant", WORKSHOP, "{round}/workshop/standards/{standard}/scores", 3),
    ("participant1", WORKSHOP, "{round}/workshop/minutes", 7),
    ("consultant", None, "{engagement}/rehearsal", 4),
    ("participant1", SIGNED, "{round}/result", 4),
    ("lead_officer", SIGNED, "{round}/result", 4),
    ("director", WITH_DIRECTOR, "{round}/result", 4),
    ("participant1", WITH_DIRECTOR, "{round}/result", 4),
    ("consultant", REOPENED, "{round}/result", 4),
    ("lead_officer", REOPENED, "{round}/", 4),
    ("participant1", SIGNED, "{round}/result/versions", 3),
    ("participant1", SIGNED, "{round}/result/versions/1", 3),
    ("participant1", SIGNED, "{round}/result/versions/1/changes", 3),
    ("lead_officer", SIGNED, "{engagement}/rounds/new", 4),
    ("lead_officer", SIGNED, "{engagement}/plan/scope", 3),
    *(
        ("participant1", SIGNED, f"{{round}}/result/{name}", 4)
        for name in ("scores", "agencies", "over-time", "workings")
    ),
    ("director", SIGNED, "{round}/result/files", 4),
    *((who, SIGNED, "{engagement}/agreement", 5) for who in ("manager", "director", "lead_officer", "finance_officer")),
    ("manager", None, "{engagement}/agreement/draft", 5),
    *((who, None, "{engagement}/mentoring", 2) for who in ("consultant", "lead_officer", "participant1")),
    ("consultant", None, "{engagement}/mentoring/new", 4),
    ("manager", None, "{engagement}/open", 5),
    *((who, SCORING, "/home", 5) for who in ("participant1", "lead_officer", "director", "consultant", "manager")),
    *((who, SCORING, "/engagements", 5) for who in ("participant1", "lead_officer", "consultant", "manager")),
    *(
        (who, SCORING, "{engagement}/", 10)
        for who in ("participant1", "lead_officer", "director", "consultant", "manager", "finance_officer", "trainer")
    ),
)


def address(pattern: str, world: World, round_ref: str) -> str:
    return pattern.format(engagement=world.url(), round=world.url(f"/rounds/{round_ref}"), standard=STANDARDS[0])


def queries_of(client: LintingClient, path: str) -> int:
    """Count what a page asks once the process knows the instrument."""
    client.get(path)
    assert client.get(path).status_code == 200
    return len(client.queries)


def made(world: World, state: RoundState | None) -> str:
    people = sum(key.startswith("participant") for key in world.people)
    return make_round(world, state, submitted=people) if state else ""


@pytest.mark.parametrize(
    ("who", "state", "pattern", "most"), BUDGETS, ids=[f"{who}-{path}-{state}" for who, state, path, _ in BUDGETS]
)
def test_a_page_keeps_to_its_queries(world, who, state, pattern, most):
    assert queries_of(world.client(who), address(pattern, world, made(world, state))) <= most


def test_saving_an_answer_takes_four_queries(world):
    path = address("{round}/scoring/standards/{standard}", world, made(world, SCORING))
    client = world.client("participant1")
    client.get(path)
    response = client.post(path, data={"level": "4", "cannot_reason": "", "evidence_note": "", "evidence_link": ""})
    assert response.status_code == 303
    assert len(client.queries) <= 4


def test_a_chart_that_is_kept_takes_one_query_and_so_does_an_answer_of_304(world):
    client = world.client("participant1")
    path = address("{round}/result", world, made(world, SIGNED))
    chart = page(client.get(path)).select_one("img.app-chart")["src"]
    first = client.get(chart)
    assert queries_of(client, chart) == 1
    assert client.get(chart, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert len(client.queries) == 1


def costs(world: World, rounds: dict[RoundState, str]) -> dict[tuple[str, str], int]:
    """Count each page with somebody signed in."""
    return {
        (who, pattern): queries_of(world.client(who), address(pattern, world, rounds[state]))
        for who, state, pattern, _ in BUDGETS
        if who and state in rounds
    }


@pytest.mark.parametrize("state", [SCORING, WORKSHOP, SIGNED])
def test_forty_participants_cost_no_more_queries_than_three(app, state):
    few = build_world(app, participants=3)
    with_few = costs(few, {state: made(few, state)})
    empty(app)
    many = build_world(app, participants=40)
    assert costs(many, {state: made(many, state)}) == with_few


def test_sixty_engagements_cost_no_more_queries_than_one(world):
    rounds = {SCORING: made(world, SCORING)}
    with_one = costs(world, rounds)
    add_engagements(world, 59)
    assert costs(world, rounds) == with_one


def add_engagements(world: World, number: int) -> None:
    """Give the same people further engagements with a round in each, so that every list grows."""
    with world.app.app_context():
        first = db.session.get_one(Engagement, world.engagement_id)
        lead = db.session.get_one(factories.Authority, first.lead_authority_id)
        version = db.session.scalar(db.select(factories.InstrumentVersion))
        people = {key: db.session.get_one(factories.Person, world.people[key]) for key in ROLES_EVERYWHERE}
        for _ in range(number):
            partner = factories.authority()
            further = factories.engagement(lead, partner)
            for key, role in ROLES_EVERYWHERE.items():
                factories.membership(people[key], role, lead if role is Role.CONSULTANT else partner, further)
            factories.participation(factories.assessment_round(further, version), people["participant1"])
        db.session.commit()


ROLES_EVERYWHERE = {
    "consultant": Role.CONSULTANT,
    "lead_officer": Role.LEAD_OFFICER,
    "director": Role.DIRECTOR,
    "participant1": Role.PARTICIPANT,
}


def empty(app: Flask) -> None:
    with app.app_context():
        for table in reversed(Base.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()


def test_every_scoring_page_is_small(world):
    round_ref, client = made(world, SCORING), world.client("participant1")
    for standard in STANDARDS:
        body = client.get(world.url(f"/rounds/{round_ref}/scoring/standards/{standard}")).data
        assert len(body) < BYTES
        assert len(gzip.compress(body, 6)) < PACKED_BYTES


HTML_ONLY = """
import sys
from pathlib import Path
from tests.integration.test_budgets import fetch_every_page
print("pages fetched:", fetch_every_page(Path(sys.argv[1])))
for unwanted in ("matplotlib", "app.demo.playing"):
    if unwanted in sys.modules:
        raise SystemExit(f"a page imported {unwanted}")
"""


def fetch_every_page(folder: Path) -> int:
    """Fetch each page in a process of its own, with a result that has charts; gives how many there were."""
    app = create_app(settings_for(f"sqlite:///{folder / 'pages.sqlite3'}", folder / "mail"))
    app.test_client_class = LintingClient
    with app.app_context():
        Base.metadata.create_all(db.engine)
    world = build_world(app, participants=4)
    signed = made(world, SIGNED)
    answers = [world.client(who).get(address(path, world, signed)) for who, _, path, _ in BUDGETS]
    return sum(answer.status_code == 200 for answer in answers)


def test_no_page_draws_a_figure_or_plays_the_demonstration(tmp_path):
    """What these need is not even imported: matplotlib waits for a picture to be asked for, the other for a command."""
    ran = subprocess.run(
        [sys.executable, "-c", HTML_ONLY, str(tmp_path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout.removeprefix("pages fetched:")) == len(BUDGETS)
