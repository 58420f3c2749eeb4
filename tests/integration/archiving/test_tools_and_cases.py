"""What the zip holds of tools in use, service cases and the library, and what of them it must not hold."""

import datetime as dt
import io

import pytest

from app.accounts.models import Person
from app.appraising.models import AppraisalState, Appraiser, PrivateAnswer, Subject
from app.appraising.queries.appraisals import frozen_content
from app.cases.models import ServiceCase
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement, EngagementState
from app.files.models import StoredFile
from app.files.storage import new_key, storage_from
from app.library.models import Sharing
from tests import appraising_factories, cases_factories, factories, library_factories
from tests.integration.appraising.test_alone import ask, score
from tests.integration.appraising.using import begin, conclude, fill, sheet_of, subjects
from tests.integration.archiving.asked import taken
from tests.integration.archiving.test_leaks import where
from tests.integration.cases.walked import make_case
from tests.unit.files import samples
from tests.world import World, build_world

ALONE, RUNNING, KEPT = "Said by one alone", "Agreed by nobody yet", "For the lead only"


@pytest.fixture
def used(app):
    """One tool concluded, after two scored alone; one that runs; a case with evidence; items of both sides."""
    world = build_world(app, participants=2)
    _concluded(world)
    case = make_case(world).rpartition("/")[2]
    with world.app.app_context():
        engagement, officer, consultant = (
            db.session.get_one(Engagement, world.engagement_id),
            *(db.session.get_one(Person, world.people[who]) for who in ("lead_officer", "consultant")),
        )
        _running(engagement, consultant)
        _walked(world, db.session.scalars(db.select(ServiceCase).filter_by(ref=case)).one(), officer)
        lead, partner = (db.session.get_one(factories.Authority, key) for key in (world.lead_id, world.partner_id))
        library_factories.item(lead, consultant, title=KEPT)
        library_factories.item(partner, officer, title="A form of our own")
        shared = library_factories.item(lead, consultant, title="Shared with all", sharing=Sharing.ALL)
        library_factories.use(shared, engagement, officer, case_ref=case)
        _elsewhere(world, consultant)
        db.session.commit()
    return world


def _concluded(world: World) -> None:
    """A tool that was scored alone by two, then agreed and concluded by the pages."""
    here, client = begin(world, appraising_factories.WEIGHTED, names="Overnight stays"), world.client("lead_officer")
    (ref,) = subjects(world).values()
    ask(world, here, "participant1", "consultant")
    for who, level in (("participant1", "1"), ("consultant", "4")):
        score(world, here, who, {"need": (level, ALONE), "quality": ("3", ALONE)})
    fill(client, sheet_of(here, ref), {"need": ("4", "They wait."), "quality": ("3", "")})
    values = {"outcome-1": "forward", "reason-1": "It is ready.", "recommendation": "Open more nights."}
    assert conclude(client, here, **values).status_code == 303


def _alone(seat: Appraiser, subject: Subject) -> None:
    db.session.add(
        PrivateAnswer(
            appraiser_id=seat.id, subject_id=subject.id, criterion_key="need", value=4, reason=ALONE, saved_at=now()
        )
    )


def _running(engagement: Engagement, person: Person) -> None:
    made = appraising_factories.appraisal(engagement, person, title=RUNNING, state=AppraisalState.ALONE)
    subject = appraising_factories.subject(made, name=RUNNING)
    appraising_factories.answer(subject, "need", person, value=2, reason=RUNNING)
    _alone(appraising_factories.appraiser(made, person), subject)


def _walked(world: World, case: ServiceCase, person: Person) -> None:
    cases_factories.need(case, what="A night’s sleep")
    cases_factories.existing_service(case)
    cases_factories.case_decision(case, person)
    measure = cases_factories.measure(case)
    cases_factories.quarter_report(case, person, measure)
    engagement = db.session.get_one(Engagement, world.engagement_id)
    kept = factories.stored_file(engagement, person, name="survey.pdf")
    storage_from(world.app.config["SETTINGS"]).put(kept.storage_key, io.BytesIO(samples.PDF))
    cases_factories.case_evidence(case, person, file_id=kept.id)


def _elsewhere(world: World, person: Person) -> None:
    """The same things in another engagement of the same lead."""
    lead, other = (db.session.get_one(factories.Authority, key) for key in (world.lead_id, world.stranger_id))
    engagement = factories.engagement(lead, other)
    case = cases_factories.service_case(engagement, person, service="Elsewhere")
    cases_factories.need(case, what="Elsewhere")
    kept = StoredFile(
        authority_id=other.id, owner_id=person.id, storage_key=new_key(), name="Elsewhere.pdf", size=1,
        media_type="application/pdf", sha256="0" * 64, stored_at=now(),
    )  # fmt: skip
    db.session.add(kept)
    db.session.flush()
    item = library_factories.item(other, person, title="Elsewhere")
    library_factories.version(item, person, number=2, file_id=kept.id)
    library_factories.use(item, engagement, person, case_ref=case.ref, note="Elsewhere")
    library_factories.shared(library_factories.item(lead, person, title="Elsewhere"), engagement, person)


def test_cases_concluded_tools_and_the_library_come_along_and_nothing_that_was_said_alone(used):
    opened = taken(used)
    (tool,), (answered, _) = opened.rows("appraisal"), opened.rows("agreed-answer")
    assert tool["recommendation"] == "Open more nights."
    assert (answered["criterion_key"], answered["value"], answered["reason"]) == ("need", "4", "They wait.")
    assert answered["subject"] == opened.rows("appraisal-subject")[0]["ref"]
    assert [row["key"] for row in opened.rows("tools")] == ["small-weighted"]
    (case,) = opened.rows("service-case")
    for name in ("case-need", "case-service", "case-decision", "case-evidence", "case-quarter", "case-measure"):
        assert [row["case"] for row in opened.rows(name)] == [case["ref"]], name
    assert opened.rows("case-measured")[0]["course"] == "on_track"
    file_ref = opened.rows("case-evidence")[0]["file"]
    assert opened.parts[f"files/{file_ref}/survey.pdf"] == samples.PDF
    assert opened.rows("library-use")[0]["case_ref"] == case["ref"]
    made = " ".join(path for path in opened.parts if path.startswith("documents/"))
    assert ("short-breaks" in made, ".xlsx" in made) == (True, True)
    titles = {row["title"] for row in opened.rows("library-item")}
    assert titles == {"A form of our own", "Shared with all"}
    assert where(opened, [ALONE, RUNNING, KEPT, "Elsewhere"]) == []


def test_rows_say_all_that_the_page_of_a_concluded_tool_says_but_for_what_was_said_alone(used):
    """The page is made of the frozen content, whose private reasons no archive may hold: its rows are the same."""
    opened = taken(used)
    (tool,), answers = opened.rows("appraisal"), opened.rows("agreed-answer")
    with used.app.app_context():
        frozen = frozen_content(tool["ref"])
    head = (tool["title"], tool["recommendation"], dt.datetime.fromisoformat(tool["finished_at"]))
    assert head == (frozen.title, frozen.recommendation, frozen.finished_at)
    told = {
        row["ref"]: (row["name"], row["outcome"], row["outcome_reason"]) for row in opened.rows("appraisal-subject")
    }
    assert told == {each.ref: (each.name, each.outcome, each.outcome_reason) for each in frozen.subjects}
    parts = ("value", "word", "reason", "mitigation", "evidence_note", "evidence_link")
    kept = {(row["subject"], row["criterion_key"]): [row[part] for part in parts] for row in answers}
    assert kept == {
        (subject.ref, said.key): [str(said.answer.value), said.answer.word or "", said.answer.reason,
                                  said.answer.mitigation, said.note, said.link]
        for subject in frozen.subjects
        for said in subject.said
    }  # fmt: skip
    assert len(kept) == 2


def test_the_lead_has_what_it_shares_and_after_the_end_none_of_it(used):
    lead = taken(used, "manager")
    assert {row["title"] for row in lead.rows("library-item")} == {"Shared with all"}
    assert where(lead, [ALONE, RUNNING, KEPT, "Elsewhere", "A form of our own"]) == []
    with used.app.app_context():
        db.session.get_one(Engagement, used.engagement_id).state = EngagementState.CLOSED
        db.session.commit()
    after = taken(used, "manager")
    assert not [name for name in after.data if name.startswith(("case-", "appraisal", "library-", "agreed-", "tools"))]
    assert where(after, ["Open more nights.", "A night’s sleep", "Shared with all"]) == []
    assert "service-case" in taken(used).data
