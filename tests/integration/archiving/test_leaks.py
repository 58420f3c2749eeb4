"""What must not be in the zip, searched for in every byte of it: strangers, what is private, scores before signing."""

import io
import json
import zipfile

import pytest

from app.accounts.models import Authority, Person
from app.assessments.models import IndividualScore, Round, RoundState
from app.audit.services import record
from app.charging.statement import statement_content
from app.db import db
from app.engagements.models import Engagement
from app.files.storage import storage_from
from app.instruments.models import InstrumentVersion
from app.learning.models import Enrolment
from app.mail.services import queue
from app.plans.models import Goal
from tests import charging_factories, factories, learning_factories, plan_factories, reviewing_factories
from tests.charging_factories import statement_of
from tests.integration.archiving.asked import Opened, taken
from tests.integration.assessments.rounds import make_round, send, sign
from tests.integration.reviewing.rich import make_rich
from tests.unit.files import samples
from tests.world import STANDARDS, build_world

MARK = "Zebedee Markworthy"
NOBODY = ("Strangerton", "Otherham", "Elsewhere", "Delegate3", "stranger", "Stranger", MARK, MARK.upper(), "Nettlefold")


def _bytes(opened: Opened) -> dict[str, bytes]:
    """Every part, and those of an Excel file, too."""
    found = dict(opened.parts)
    for path in [path for path in found if path.endswith(".xlsx")]:
        with zipfile.ZipFile(io.BytesIO(found[path])) as inner:
            found |= {f"{path}/{name}": inner.read(name) for name in inner.namelist()}
    return found


def where(opened: Opened, words) -> list[tuple[str, str]]:
    return [
        (path, word)
        for path, content in _bytes(opened).items()
        for word in words
        if word.encode() in content or json.dumps(word)[1:-1].encode() in content
    ]


def _elsewhere(world, lead_id: int, partner_id: int) -> None:
    """Fill another engagement with everything that this one has, each text with the mark."""
    engagement = factories.engagement(
        db.session.get_one(Authority, lead_id), db.session.get_one(Authority, partner_id), partnership_name=MARK
    )
    who = factories.person(name=MARK)
    factories.scoping(engagement, strengths=MARK, recommendation=MARK)
    version = db.session.scalars(db.select(InstrumentVersion).filter_by(digest=world.digest)).one()
    other = factories.assessment_round(engagement, version, state=RoundState.SIGNED, reopened_reason=MARK)
    factories.signed_result(other, who, reason=MARK)
    factories.evidence_item(other, STANDARDS[0], who, note=MARK, file_id=factories.stored_file(engagement, who).id)
    plan = plan_factories.plan(engagement, other, who, closing_note=MARK)
    goal = plan_factories.goal(plan, STANDARDS[0], what=MARK)
    plan_factories.milestone(goal, what=MARK)
    kept = factories.stored_file(engagement, who, name=f"{MARK}.pdf")
    plan_factories.plan_entry(goal, who, note=MARK, file_id=kept.id)
    plan_factories.omission(plan, STANDARDS[1], who, reason=MARK)
    charging_factories.message(charging_factories.entry(engagement, who, note=MARK), who, text=MARK)
    plan_factories.agreement_line(plan_factories.agreement(engagement, who, purpose=MARK), what=MARK)
    statement = charging_factories.statement(
        engagement, who, statement_content(statement_of((4, "standard"))), number=77, invoice_number=MARK
    )
    charging_factories.statement_event(statement, who, text=MARK)
    reviewing_factories.review_action(reviewing_factories.review(engagement, who, judgement=MARK), who, what=MARK)
    plan_factories.meeting(plan_factories.pair(engagement, who, factories.person(), focus=MARK), who, discussed=MARK)
    record("elsewhere", MARK, actor_id=who.id, engagement_id=engagement.id, now=engagement.created_at)


@pytest.fixture
def rich(app):
    world = build_world(app, participants=3)
    make_rich(world)
    return world


@pytest.mark.parametrize("who", ["director", "manager"])
def test_nothing_of_another_engagement_or_authority(rich, who):
    with rich.app.app_context():
        other = db.session.scalars(db.select(Authority).filter_by(name="Otherham")).one()
        _elsewhere(rich, rich.lead_id, other.id)  # of the same lead authority
        _elsewhere(rich, rich.stranger_id, rich.partner_id)  # of the same partner
        db.session.commit()
    assert where(taken(rich, who), NOBODY) == []


def test_nothing_that_people_rated_noted_or_were_written(rich, clock):
    private = [f"Secret {number} of mine" for number in range(8)]
    with rich.app.app_context():
        for enrolment in db.session.scalars(db.select(Enrolment)):
            enrolment.needs, enrolment.line_manager = private[0], private[1]
        of = db.session.scalars(db.select(Enrolment).filter_by(person_id=rich.people["delegate1"])).one()
        learning_factories.rating(of)
        learning_factories.feedback(of, helped=private[2], change=private[2])
        learning_factories.session_note(of, text=private[3])
        learning_factories.pledge(of, action=private[4])
        queue(kind="x", recipient="a@b.example", subject=private[5], body=private[5], now=clock())
        who = db.session.get_one(Person, rich.people["consultant"])
        pair = plan_factories.pair(
            db.session.get_one(Engagement, rich.engagement_id), who, factories.person(), focus="Markets"
        )
        meeting = plan_factories.meeting(pair, who, discussed=private[6])
        plan_factories.action(meeting, who, what=private[7])
        db.session.commit()
        emails = [each for each in db.session.scalars(db.select(Person.email)) if "@" in each]
    for who in ("director", "manager"):
        opened = taken(rich, who)
        assert where(opened, [*private, *emails]) == []
        assert "Markets" in [row["focus"] for row in opened.rows("mentoring-pair")]


@pytest.mark.parametrize("state", [RoundState.SCORING, RoundState.WORKSHOP, RoundState.WITH_DIRECTOR])
def test_no_score_and_no_evidence_before_the_director_has_signed(app, state):
    world = build_world(app)
    ref = make_round(world, state)
    with world.app.app_context():
        _evidence(world, ref, "Shown too soon")
        db.session.execute(db.update(IndividualScore).values(evidence_note="Noted too soon"))
        db.session.commit()
    for who in ("director", "manager"):
        opened = taken(world, who)
        assert where(opened, ["too soon"]) == []
        assert {name: rows for name, rows in opened.data.items() if name.startswith("signed-") and rows} == {}
        assert not [path for path in opened.parts if path.startswith(("documents/", "files/"))]
        assert opened.data["round"][0]["ref"] == ref


def test_after_signing_evidence_files_come_along_and_a_lost_one_is_named(app):
    world = build_world(app)
    ref = make_round(world, RoundState.WORKSHOP, agreed=True)
    with world.app.app_context():
        kept = _evidence(world, ref, "See page 3", samples.PDF)
        lost = _evidence(world, ref, "See page 4")
        db.session.commit()
    send(world, ref)
    sign(world, ref)
    opened = taken(world)
    path = f"files/{kept}/needs, 100.pdf"
    assert opened.parts[path] == samples.PDF
    assert [row["path"] for row in opened.rows("files")] == [path, f"files/{lost}/needs, 100.pdf"]
    page = opened.parts["index.html"].decode()
    assert f'href="files/{kept}/needs%2C%20100.pdf"' in page
    assert f"files/{lost}/needs, 100.pdf: its content was lost" in page
    first = opened.rows("signed-standards")[0]
    assert sum(int(first[f"First vote: at level {level}"]) for level in range(1, 6)) == 12
    opened_names = [path for path, _ in where(opened, ["Participant2"])]
    assert set(opened_names) <= {"csv/people.csv", "json/everything.json"}  # who holds a role, and no score beside


def _evidence(world, ref: str, note: str, content: bytes = b"") -> str:
    """Offer a file for the first standard; give the file's reference. In an app context."""
    owner = db.session.get_one(Person, world.people["participant1"])
    made = db.session.scalars(db.select(Round).filter_by(ref=ref)).one()
    kept = factories.stored_file(db.session.get_one(Engagement, world.engagement_id), owner, name="needs, 100.pdf")
    factories.evidence_item(made, STANDARDS[0], owner, note=note, file_id=kept.id)
    if content:
        storage_from(world.app.config["SETTINGS"]).put(kept.storage_key, io.BytesIO(content))
    return kept.ref


def test_of_fewer_than_five_scores_nothing_is_told(rich):
    opened = taken(rich)
    told = opened.rows("signed-standards")
    assert len(told) == len(STANDARDS)
    assert all(row["Agreed level"] for row in told)
    assert {row[name] for row in told for name in row if ": " in name} == {""}
    assert where(opened, ['"counts"', "counts"]) == []
    with rich.app.app_context():
        assert db.session.scalar(db.select(db.func.count(Goal.id)))
