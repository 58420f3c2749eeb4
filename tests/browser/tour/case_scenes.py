"""Scenes of tools in use, service cases and the library, and the references that fill their addresses."""

import datetime as dt
from typing import Any

from app.accounts.models import Authority, Person
from app.appraising.answers import Word
from app.appraising.models import Appraisal, AppraisalState, PrivateAnswer, Subject
from app.cases.models import CaseEvidence, Course, Cover, Ending, ExistingService, Measure, Measured, Need, ServiceCase
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement
from app.library.models import LibraryItem, LibraryUse, Sharing
from app.publishing.models import VersionState
from app.tools.models import ToolVersion
from app.tools.tool import CaseKind, Stage
from tests import appraising_factories as using
from tests import cases_factories as cases
from tests import library_factories as library
from tests.clients import send_form
from tests.integration.appraising.using import offer, sheet_of, subjects
from tests.world import STANDARDS, World

PARTS: dict[str, Any] = {
    "appraisal_ref": Appraisal,
    "subject_ref": Subject,
    "case_ref": ServiceCase,
    "need_ref": Need,
    "existing_ref": ExistingService,
    "case_evidence_ref": CaseEvidence,
    "measure_ref": Measure,
    "item_ref": LibraryItem,
    "library_use_ref": LibraryUse,
}
ORGANISATION = "norwich-organisation-criteria"
LOOKED_AT = {"small-weighted": "need", ORGANISATION: "data-protection", "small-matrix": "control"}
WORDS = "Care at Night is\none of three that were heard."


def case_values() -> dict[str, tuple[str, ...]]:
    """Every record of the scene, and of each tool one criterion that is looked at."""
    found = {part: tuple(db.session.scalars(db.select(model.ref).order_by(model.id))) for part, model in PARTS.items()}
    tools = tuple(db.session.scalars(db.select(ToolVersion.key).order_by(ToolVersion.id)))
    looked_at = tuple(LOOKED_AT[key] for key in tools if key in LOOKED_AT)
    return found | {"tool_key": tools[:2], "criterion_key": looked_at, "quarter": ("2026-07", "2026-10")}


def tool_versions() -> tuple[str, ...]:
    """A tool that is published, its next version in draft, and the draft of another one."""
    published = using.tool_version(using.WEIGHTED)
    made = [published]
    for tool in (using.WEIGHTED | {"version": "2027-01", "about": WORDS}, using.MET):
        text = using.text_of(tool)
        parsed = using.parse(text, name="draft")
        draft = ToolVersion(
            key=parsed.key,
            label=parsed.version,
            title=parsed.title,
            digest=using.digest(text),
            text=text,
            state=VersionState.DRAFT,
            uploaded_at=now(),
        )
        made.append(draft)
    db.session.add_all(made)
    db.session.flush()
    return tuple(each.ref for each in made)


def _place(world: World) -> tuple[Engagement, Person]:
    engagement = db.session.get_one(Engagement, world.engagement_id)
    return engagement, db.session.get_one(Person, world.people["lead_officer"])


def _begun_and_over(world: World) -> None:
    """One waits for those who score alone, one for nobody yet, one was concluded and one withdrawn."""
    _concluded(world)
    with world.app.app_context():
        within, officer = _place(world)
        for seats in (("participant1", "consultant", "director", "lead_officer"), ()):
            made = using.appraisal(within, officer, using.WEIGHTED, state=AppraisalState.ALONE)
            nights = using.subject(made, detail=WORDS)
            using.own_criterion(made)
            for place, who in enumerate(seats):
                submitted = now() if who in {"consultant", "director"} else None
                person = db.session.get_one(Person, world.people[who])
                seat = using.appraiser(made, person, submitted_at=submitted)
                db.session.add(_said(seat.id, nights.id, place))
        gone = using.appraisal(within, officer, state=AppraisalState.WITHDRAWN, withdrawn_reason=WORDS)
        using.subject(gone)
        db.session.commit()


def _said(seat: int, subject: int, value: int) -> PrivateAnswer:
    given = {"value": value, "word": None, "reason": WORDS, "saved_at": now()}
    return PrivateAnswer(appraiser_id=seat, subject_id=subject, criterion_key="need", **given)


def _concluded(world: World) -> None:
    """Two candidates, ranked and concluded; from one of them a case could be opened."""
    key, lead = offer(world, using.RANKED), world.client("lead_officer")
    start = f"/tools/new/{key}"
    send_form(lead, world.url(start), start, title="Reviews of 2027", names="Day centres\nOvernight stays")
    with world.app.app_context():
        here = world.url(f"/tools/{db.session.scalars(db.select(Appraisal.ref)).one()}")
    for place, ref in enumerate(subjects(world).values(), 2):
        given = {"need_answer": str(place), "need_reason": WORDS, "cost_answer": "3"}
        send_form(lead, sheet_of(here, ref), "/sheet", **given)
    outcomes = {"outcome-1": "not-now", "reason-1": "Next year.", "outcome-2": "forward", "reason-2": WORDS}
    send_form(lead, f"{here}/conclude", "/conclude", **outcomes, recommendation=WORDS)


def _agreed(world: World) -> None:
    """Scored alone and to be agreed; a provider that is stopped; a matrix that can be concluded."""
    with world.app.app_context():
        within, officer = _place(world)
        scored = using.appraisal(within, officer, using.WEIGHTED)
        nights = using.subject(scored)
        for who, value in (("participant1", 1), ("consultant", 4)):
            seat = using.appraiser(scored, db.session.get_one(Person, world.people[who]), submitted_at=now())
            db.session.add(_said(seat.id, nights.id, value))
        using.answer(nights, "need", officer, value=3)
        checked = using.appraisal(within, officer, title="Is Care at Night fit?")
        checked.tool_digest = cases.tool_version(ORGANISATION).digest
        provider = using.subject(checked, name="Care at Night", amount_pence=4_100_000)
        evidence = {"evidence_note": WORDS, "evidence_link": "https://www.example.gov.uk/policy"}
        using.answer(provider, "data-protection", officer, word=Word.NOT_MET, reason=WORDS, **evidence)
        using.answer(provider, "insurance", officer, word=Word.PARTLY, reason=WORDS)
        chosen = using.appraisal(within, officer, using.MATRIX, title="How it is delivered")
        for place, option in enumerate(using.MATRIX["options"], 1):
            column = using.subject(chosen, place, name=option["title"], option_key=option["key"])
            for key in ("control", "price"):
                using.answer(column, key, officer, reason=WORDS)
        db.session.commit()


def _cases(world: World) -> None:
    """A review with everything in it, a case that has just begun, one whose notice has run out, one that has ended."""
    with world.app.app_context():
        within, officer = _place(world)
        _review(within, officer)
        cases.service_case(within, officer, kind=CaseKind.NEW)
        ending = cases.service_case(within, officer, kind=CaseKind.DECOMMISSION, stage=Stage.DO)
        cases.case_decision(ending, officer)
        impact = cases.used_tool(ending, officer)
        impact.tool_digest = cases.tool_version("norwich-decommissioning").digest
        cases.notice(ending, officer, given_on=dt.date(2026, 8, 10), ends_on=dt.date(2026, 11, 10))
        cases.service_case(within, officer, stage=Stage.REVIEW, ending=Ending.CONCLUDED, ended_at=now())
        _items(world, within)
        db.session.commit()


def _review(within: Engagement, officer: Person) -> None:
    case = cases.service_case(within, officer, stage=Stage.REVIEW, provider="Care at Night", yearly_pence=4_125_050)
    nights = cases.existing_service(case, reach=WORDS, yearly_pence=100)
    cases.need(case, cover=Cover.PARTLY, services=[nights.ref], gap=WORDS, priority=True, unheard=WORDS)
    cases.need(case)
    cases.case_evidence(case, officer)
    cases.case_evidence(case, officer, note="", link="https://www.example.gov.uk/survey", stage=Stage.PLAN)
    cases.case_decision(case, officer, considered=WORDS, reference="EXB42")
    cases.used_tool(case, officer)
    running = cases.measure(case, source="The provider’s records")
    cases.measure(case, outcome="Carers rest", ended_on=dt.date(2026, 7, 1))
    report = cases.quarter_report(case, officer, running, action=WORDS, feedback=WORDS)
    worse = cases.measure(case, outcome="Sleep")
    db.session.add(Measured(quarter_id=report.id, measure_id=worse.id, figure="5", course=Course.OFF_TRACK))


def _items(world: World, within: Engagement) -> None:
    """Items of both sides: shared, used and with a second version; to be reviewed; a live tool; withdrawn."""
    people = {key: db.session.get_one(Person, world.people[key]) for key in ("consultant", "lead_officer")}
    lead, partner = (db.session.get_one(Authority, key) for key in (world.lead_id, world.partner_id))
    shared = library.item(
        lead, people["consultant"], standards=[STANDARDS[0]], stages=["plan"], from_level=2, to_level=4
    )
    library.shared(shared, within, people["consultant"])
    library.version(shared, people["consultant"], number=2, change=WORDS)
    case = db.session.scalars(db.select(ServiceCase).order_by(ServiceCase.id)).first()
    library.use(shared, within, people["lead_officer"], case_ref=case.ref, note=WORDS)
    library.item(partner, people["lead_officer"], review_on=dt.date(2026, 11, 2))
    tool = library.item(lead, people["consultant"], title="The principles", sharing=Sharing.ALL)
    library.version(tool, people["consultant"], number=2, tool_key="cheltenham-principles")
    gone = {"withdrawn_at": now(), "withdrawn_reason": WORDS}
    library.item(partner, people["lead_officer"], **gone)


CASE_SCENES = (
    ("tools begun and over", _begun_and_over, frozenset({"appraising"})),
    ("tools being agreed", _agreed, frozenset({"appraising"})),
    ("cases and library", _cases, frozenset({"cases", "library"})),
)
