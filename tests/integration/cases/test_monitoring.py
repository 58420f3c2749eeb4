"""Outcomes that are measured and reports by quarter: kept, changed, missing ones visible; in “your work”."""

import datetime as dt

import pytest

from app.cases.models import Course, Measure, Measured, QuarterReport
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.tools.tool import Stage
from tests import cases_factories
from tests.clients import page, summary_errors
from tests.integration.cases.walked import make_case, trail, with_case
from tests.world import build_world

OUTCOME = {
    "outcome": "Families cope",
    "measure": "Families that asked for crisis support",
    "target": "Below 10",
    "source": "The provider’s records",
    "since": "2026-04-01",
}


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


def main(response):
    return " ".join(page(response).main.text.split())


def test_an_outcome_is_added_changed_against_a_colleague_and_ended(world):
    case = make_case(world)
    lead, address = world.client("lead_officer"), world.url(f"{case}/measures/new")
    assert "No outcome is measured yet" in main(lead.get(world.url(f"{case}/monitoring")))
    bad = lead.post(address, data={"measure": "Kept text", "since": "1999-01-01", "once": "once-bad-1"})
    assert bad.status_code == 422
    assert summary_errors(bad) == ["Enter the outcome", "Enter the target", "Choose one of the options"]
    assert "Kept text" in bad.text
    assert lead.post(address, data=OUTCOME | {"once": "once-measure-1"}).status_code == 303
    with world.app.app_context():
        ref = db.session.scalars(db.select(Measure.ref)).one()
    edit = world.url(f"{case}/measures/{ref}/edit")
    seen = page(lead.get(edit)).select_one("#seen")["value"]
    assert lead.post(edit, data=OUTCOME | {"target": "Below 8", "seen": seen}).status_code == 303
    late = lead.post(edit, data=OUTCOME | {"target": "Below 5", "seen": seen})
    assert late.status_code == 409
    assert "Below 8" in main(late)
    assert "Below 5" in late.text
    assert lead.post(world.url(f"{case}/measures/{ref}/end")).status_code == 303
    assert "Not measured any more" in main(lead.get(world.url(f"{case}/measures")))
    assert lead.post(edit, data=OUTCOME).status_code == 303  # led back: it does not change any more
    assert [len(trail(world, f"case measure {what}")) for what in ("added", "changed", "ended")] == [1, 1, 1]


def test_quarters_without_a_report_are_seen_and_a_report_is_written_and_changed(world):
    case = make_case(world)
    [ref, _] = with_case(world, case, lambda of, _: cases_factories.measure(of), cases_factories.quarter_report)
    lead, here = world.client("lead_officer"), world.url(f"{case}/monitoring")
    shown = main(lead.get(here))
    assert len(lead.queries) <= 4
    assert "July to September 2026 No report Due by 30 October 2026" in shown
    assert "The quarter is under way." in shown
    assert "A good start." in shown
    third = f"{here}/2026-07"
    said = {f"figure_{ref}": "12", f"course_{ref}": "off_track", "summary": "Too many.", "seen": "0"}
    bad = lead.post(third, data=said | {f"figure_{ref}": ""})
    assert bad.status_code == 422
    assert summary_errors(bad) == [
        "Enter the figure for “Families cope”, or choose “Not measured”",
        "Say what is done about it, as an outcome is at risk or off track",
    ]
    assert "Too many." in bad.text
    assert lead.post(third, data=said | {"action": "We meet monthly."}).status_code == 303
    assert lead.post(third, data=said | {"action": "Nothing.", "summary": "Also."}).status_code == 409
    assert "July to September 2026 Reported 1 off track" in main(lead.get(here))
    seen = page(lead.get(third)).select_one("#seen")["value"]
    changed = said | {"action": "We meet monthly.", f"course_{ref}": "at_risk", "seen": seen}
    assert lead.post(third, data=changed).status_code == 303
    with world.app.app_context():
        kept = db.session.scalars(db.select(Measured).join(QuarterReport).filter_by(summary="Too many.")).one()
        assert (kept.figure, kept.course) == ("12", Course.AT_RISK)
    [was] = trail(world, "case quarter changed")
    assert was.was["outcomes"] == f"{ref} off_track: 12"
    assert was.became["outcomes"] == f"{ref} at_risk: 12"


def test_only_quarters_that_are_asked_for_and_the_cases_own_measures_are_found(world):
    case, other = make_case(world), make_case(world)
    with_case(world, case, lambda of, _: cases_factories.measure(of))
    [foreign] = with_case(world, other, lambda of, _: cases_factories.measure(of))
    lead, director = world.client("lead_officer"), world.client("director")
    for quarter in ("2026-01", "2026-05", "2027-01"):  # before it is measured, no first month, to come
        assert lead.get(world.url(f"{case}/monitoring/{quarter}")).status_code == 404
    assert lead.get(world.url(f"{case}/measures/{foreign}/edit")).status_code == 404
    assert lead.post(world.url(f"{case}/measures/{foreign}/end")).status_code == 404
    assert "Families cope" in main(director.get(world.url(f"{case}/measures")))
    assert "Write the report" not in main(director.get(world.url(f"{case}/monitoring")))
    assert director.get(world.url(f"{case}/monitoring/2026-07")).status_code == 403
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = EngagementState.CLOSED
        db.session.commit()
    assert lead.get(world.url(f"{case}/monitoring/2026-07")).status_code == 303
    refused = lead.post(world.url(f"{case}/monitoring/2026-07"), data={})
    assert refused.status_code == 303  # the state comes first: no errors of fields that are not on the page
    assert world.client("consultant").get(world.url(f"{case}/monitoring")).status_code in {403, 404}


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_case_in_review_is_led_to_its_outcomes_then_to_the_first_report(world):
    case, lead = make_case(world, stage=Stage.REVIEW), world.client("lead_officer")
    for since, step in (
        (None, "Say what the service is to bring about, and what shows it"),
        (dt.date(2026, 10, 1), "Report on the first quarter that is measured, once it is over"),
        (dt.date(2026, 7, 1), "Report on July to September 2026"),
    ):
        if since:
            with_case(world, case, lambda of, _, since=since: cases_factories.measure(of, since=since))
        assert f"Next: {step}" in main(lead.get(world.url(case)))
