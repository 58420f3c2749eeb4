"""Needs, services and the gap between them, evidence, and the record that says all of it."""

import datetime as dt
import io

import pytest

from app.accounts.models import Authority
from app.cases.models import CaseEvidence, Cover, ExistingService, Need
from app.cases.queries.record import record_of
from app.cases.record import Around, record_document
from app.db import db
from app.engagements.models import Engagement
from app.files.models import StoredFile
from app.library.reach import Reach
from app.tools.queries import tool
from tests import cases_factories, library_factories
from tests.clients import page, summary_errors
from tests.integration.cases.opened import case_at, decided, person, text
from tests.integration.cases.walked import make_case
from tests.world import World, build_world

NEED = {"what": "A night’s sleep", "who": "140 families", "evidence": "Survey, 2026"}


@pytest.fixture
def world(app):
    return build_world(app, participants=3)


def understood(world: World) -> tuple[str, str, str]:
    """A case with a need and a service: its address, and their references."""
    case = make_case(world)
    with world.app.app_context():
        kept = case_at(case)
        refs = cases_factories.need(kept).ref, cases_factories.existing_service(kept).ref
        db.session.commit()
    return case, *refs


def compared(need: str, service: str, **changed: str) -> dict[str, str]:
    """What the form of gaps sends for one need, as its page was first shown."""
    sent = {
        f"cover_{need}": "partly",
        f"services_{need}": service,
        f"gap_{need}": "Nothing at weekends",
        f"priority_{need}": "y",
        f"seen_{need}": "1",
    }
    return sent | {f"{name}_{need}": value for name, value in changed.items()}


def test_needs_and_services_are_written_down_changed_and_removed(world):
    case, client = make_case(world), world.client("consultant")
    assert client.post(world.url(f"{case}/needs/new"), data=NEED | {"once": "a-need-1"}).status_code == 303
    service = {"name": "Overnight stays", "provider": "Care at Night", "yearly": "90000", "once": "a-service-1"}
    assert client.post(world.url(f"{case}/services/new"), data=service).status_code == 303
    assert "£90,000" in text(client.get(world.url(f"{case}/services")))
    with world.app.app_context():
        need, existing = db.session.scalars(db.select(Need)).one(), db.session.scalars(db.select(ExistingService)).one()
        need.services, need_ref, existing_ref = [existing.ref], need.ref, existing.ref
        db.session.commit()
    changed = NEED | {"who": "160 families", "seen": "2"}
    assert client.post(world.url(f"{case}/needs/{need_ref}/edit"), data=changed).status_code == 303
    assert "160 families" in text(client.get(world.url(f"{case}/needs")))
    assert client.post(world.url(f"{case}/needs/{need_ref}/edit"), data=changed | {"who": "9"}).status_code == 409
    assert client.post(world.url(f"{case}/services/{existing_ref}/remove")).status_code == 303
    with world.app.app_context():
        assert db.session.scalars(db.select(Need)).one().services == []
    assert client.post(world.url(f"{case}/needs/{need_ref}/remove")).status_code == 303
    assert "No need is written down yet." in text(client.get(world.url(f"{case}/needs")))


def test_the_gap_is_said_of_every_need_and_the_next_step_follows(world):
    case, need, service = understood(world)
    client = world.client("lead_officer")
    assert "Next: Compare each need with the services that are there" in text(client.get(world.url(case)))
    assert client.post(world.url(f"{case}/gaps"), data=compared(need, service)).status_code == 303
    shown = text(client.get(world.url(f"{case}/needs")))
    assert "Partly met Priority" in shown
    assert "Overnight stays" in shown
    assert "Nothing at weekends" in shown
    overview = text(client.get(world.url(case)))
    assert "1 of 1 need compared, 1 priority" in overview
    assert "Next: Record what was decided in the stage Understand" in overview


def test_a_gap_that_contradicts_itself_is_refused_beside_its_field(world):
    case, need, service = understood(world)
    client = world.client("lead_officer")
    refused = client.post(world.url(f"{case}/gaps"), data=compared(need, service, cover="not", gap=""))
    assert refused.status_code == 422
    assert summary_errors(refused) == [
        "Need 1: no service can meet it, as you say that it is not met",
        "Need 1: say what is lacking, as it is not fully met",
    ]


def test_two_who_compare_at_once_are_shown_both(world):
    case, need, service = understood(world)
    client = world.client("lead_officer")
    address, sent = world.url(f"{case}/gaps"), compared(need, service)
    assert client.post(address, data=sent).status_code == 303
    conflict = client.post(address, data=sent | {f"cover_{need}": "fully", f"gap_{need}": ""})
    assert conflict.status_code == 409
    assert "Fully met by Overnight stays" in text(conflict)
    assert "Partly met by Overnight stays" in text(conflict)
    seen = page(conflict).find("input", attrs={"name": f"seen_{need}"})["value"]
    again = sent | {f"cover_{need}": "fully", f"gap_{need}": "", f"seen_{need}": seen}
    assert client.post(address, data=again).status_code == 303
    with world.app.app_context():
        assert db.session.scalars(db.select(Need)).one().cover is Cover.FULLY


def test_a_need_that_a_colleague_added_meanwhile_is_not_overwritten(world):
    case, need, service = understood(world)
    with world.app.app_context():
        other = cases_factories.need(case_at(case), what="Help at home", priority=True).ref
        db.session.commit()
    conflict = world.client("lead_officer").post(world.url(f"{case}/gaps"), data=compared(need, service))
    assert conflict.status_code == 409
    assert "Help at home" in text(conflict)
    with world.app.app_context():
        assert db.session.scalars(db.select(Need).filter_by(ref=other)).one().priority


def test_evidence_is_added_read_and_taken_back_with_its_file(world):
    case, client = make_case(world), world.client("lead_officer")
    address = world.url(f"{case}/evidence/new")
    nothing = client.post(address, data={"stage": "plan", "once": "evidence-0"})
    assert summary_errors(nothing) == ["Enter a note, a link or a file"]
    sent = {"stage": "plan", "once": "evidence-1", "file": (io.BytesIO(b"%PDF-1.7\n%%EOF\n"), "survey.pdf")}
    response = client.post(address, data=sent, content_type="multipart/form-data")
    assert response.location == world.url(f"{case}#plan")
    link = page(world.client("director").get(world.url(case))).find("a", string="survey.pdf")["href"]
    assert world.client("manager").get(link).data.startswith(b"%PDF")
    assert world.client("participant1").get(link).status_code == 403
    assert world.client("stranger_lead_officer").get(link).status_code == 404
    assert client.post(link.replace("/file", "/remove")).status_code == 303
    assert client.get(link).status_code == 404
    with world.app.app_context():
        assert db.session.scalar(db.select(CaseEvidence)) is None
        assert db.session.scalar(db.select(StoredFile)) is None


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_record_says_everything_in_one_document(world):
    case, need, service = understood(world)
    client = world.client("lead_officer")
    client.post(world.url(f"{case}/gaps"), data=compared(need, service))
    with world.app.app_context():
        officer = person(world, "lead_officer")
        used = cases_factories.used_tool(case_at(case), officer)
        cases_factories.candidate(used, name="The review itself", outcome="", outcome_reason="Outcomes come first.")
        cases_factories.case_evidence(case_at(case), officer)
        guide = library_factories.item(db.session.get_one(Authority, world.lead_id), officer, title="Guide to breaks")
        engagement = db.session.get_one(Engagement, world.engagement_id)
        library_factories.use(guide, engagement, officer, goal_ref="", case_ref=case_at(case).ref)
        db.session.commit()
    assert "Guide to breaks" in text(client.get(world.url(case)))
    decided(world, case, "plan")
    with world.app.app_context():
        record = record_of(
            case.removeprefix("/cases/"), reach=Reach(world.engagement_id, world.partner_id, world.lead_id)
        )
        around = Around("Halton", "Cheshire West and Chester", dt.date(2026, 11, 20), illustrative=True)
        found = repr(record_document(record, {used.digest: tool(used.digest) for used in record.walk.tools}, around))
    for words in (
        "Short breaks for disabled children",
        "A night’s sleep",
        "Partly met by Overnight stays",
        "Nothing at weekends",
        "Keep overnight stays and buy day breaks again.",
        "Executive Board; EXB42",
        "Go on with the review.",
        "The review itself",
        "Minutes of the parents’ forum",
        "Guide to breaks",
        "Illustrative",
    ):
        assert words in found, words
    assert world.client("director").get(world.url(f"{case}/record.pdf")).data.startswith(b"%PDF")
