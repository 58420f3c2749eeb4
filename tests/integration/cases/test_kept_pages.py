"""Pages of a case that are kept as they were printed: changed by anything they are made of, with new keys each time."""

import pytest
from sqlalchemy import update

from app.accounts.models import Person
from app.appraising.models import Appraisal
from app.cases.models import CaseDecision, CaseEvidence, Measure, Measured, Need, Notice, QuarterReport, ServiceCase
from app.db import db
from app.engagements.models import Engagement, EngagementState
from tests import cases_factories
from tests.integration.cases.walked import decommissioning, with_case
from tests.integration.kept_pages import follows, shown
from tests.world import build_world

CHANGES = (
    (update(ServiceCase).values(purpose="Changed"), ""),
    (update(Person).values(name="Changed"), ""),
    (update(Need).values(priority=True), ""),
    (update(CaseDecision).values(reason="Changed"), ""),
    (update(CaseEvidence).values(note="Changed"), ""),
    (update(Appraisal).values(recommendation="Changed"), ""),
    (update(Notice).values(given_to="Changed"), ""),
    (update(Measure).values(outcome="Changed"), "/monitoring"),
    (update(Measured).values(figure="Changed"), "/monitoring"),
    (update(QuarterReport).values(summary="Changed"), "/monitoring"),
    (update(ServiceCase).values(service="Changed"), "/monitoring"),
    (update(Engagement).values(illustrative=True), ""),
    (update(Engagement).values(state=EngagementState.CLOSED), "/monitoring"),
)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_whatever_changes_is_on_the_page_at_once_and_no_key_of_a_form_is_used_twice(app):
    world = build_world(app, participants=1)
    case = decommissioning(world, notice={})
    with_case(world, case, lambda of, _: cases_factories.measure(of))
    with_case(
        world,
        case,
        lambda of, _: cases_factories.need(of),
        cases_factories.case_evidence,
        lambda of, owner: cases_factories.quarter_report(of, owner, db.session.scalars(db.select(Measure)).one()),
    )
    client = world.client("lead_officer")

    first, second = (shown(client, world.url(case)) for _ in range(2))
    assert first[0] == second[0]
    assert len({*first[1], *second[1]}) == 2
    follows(app, client, [(change, world.url(f"{case}{rest}")) for change, rest in CHANGES])
