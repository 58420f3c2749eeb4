"""A tool of each scale from its start to its conclusion and its report, as people walk it."""

import pytest

from app.appraising.models import Appraisal
from app.audit.models import AuditEntry
from app.db import db
from tests import appraising_factories as made
from tests.clients import page, summary_errors
from tests.integration.appraising.using import begin, conclude, fill, main, sheet_of, subjects
from tests.integration.cases.opened import opened

FORWARD = {"outcome-1": "forward", "reason-1": "It is ready."}


def test_candidates_are_ranked_and_the_chosen_one_leads_to_a_case(world):
    client = world.client("lead_officer")
    here = begin(world, made.RANKED, names="Overnight stays\nDay trips")
    refs = subjects(world)
    assert "Nothing is finished yet" in client.get(world.url("/tools")).text
    fill(client, sheet_of(here, refs["Overnight stays"]), {"need": ("2", ""), "cost": ("1", "")})
    early = client.get(f"{here}/conclude").text
    assert "Day trips: 1. Need has no answer yet" in early
    late = client.post(f"{here}/conclude", data={"recommendation": "Both, as parents ask for both.", "seen": "x"})
    assert late.status_code == 409
    assert "Both, as parents ask for both." in main(late)
    fill(client, sheet_of(here, refs["Day trips"]), {"need": ("5", ""), "cost": ("1", "Cheap.")})
    shown = main(client.get(here))
    assert "16 of 20" in shown
    assert "7 of 20" in shown
    values = {"outcome-1": "not-now", "reason-1": "Later.", "outcome-2": "forward", "reason-2": "First."}
    assert conclude(client, here, **values, recommendation="Review day trips.").status_code == 303
    done = client.get(here).text
    assert "Review day trips." in done
    assert f"/cases/new?subject={refs['Day trips']}" in done
    assert refs["Overnight stays"] + '"' not in done.partition("/cases/new")[2].partition("<")[0]
    case = opened(world, service="Day trips", subject=refs["Day trips"])
    assert f'href="{world.url(case)}"' in client.get(here).text
    with world.app.app_context():
        assert db.session.scalars(db.select(AuditEntry).filter_by(action="appraisal concluded")).one()
        assert db.session.scalars(db.select(Appraisal)).one().content["recommendation"] == "Review day trips."
    again = begin(world, made.RANKED, names="day  TRIPS\nNight stays")  # its case was opened from the former
    for ref in (refs := subjects(world)).values():
        fill(client, sheet_of(again, ref), {"need": ("5", ""), "cost": ("1", "")})
    both = {"outcome-1": "forward", "reason-1": "First.", "outcome-2": "forward", "reason-2": "Too."}
    assert conclude(client, again, **both, recommendation="Go on.").status_code == 303
    shown = page(client.get(again))
    assert "day  TRIPS" in shown.find("a", href=world.url(case)).text
    assert len(client.queries) <= 5
    assert [link["href"].rpartition("=")[2] for link in shown.select("a[href*='/cases/new']")] == [refs["Night stays"]]
    answer = client.get(world.url(f"/cases/new?subject={refs['day  TRIPS']}"))
    assert (answer.status_code, answer.location) == (303, world.url(case))


def test_what_is_not_met_stops_needs_mitigation_and_measures_the_threshold(world):
    client = world.client("consultant")
    here = begin(world, made.MET, who="consultant")
    (ref,) = subjects(world).values()
    sheet = sheet_of(here, ref)
    answers = {"accounts": ("met", ""), "record": ("not_met", "New."), "community": ("not_applicable", "None.")}
    fill(client, sheet, answers)
    early = client.get(f"{here}/conclude").text
    assert "1. Accounts needs the amount" in early
    assert "2. Record needs its mitigation" in early
    assert "Community" not in early
    edit = {"name": "Care at Night", "amount": "4,000", "seen": "1"}
    assert client.post(f"{here}/{ref}/edit", data=edit).status_code == 303
    fill(client, sheet, {}, record_mitigation="A pilot of six months.")
    fill(client, sheet, {"accounts": ("not_met", "None were given.")})
    refused = conclude(client, here, **FORWARD, recommendation="Take it.")
    assert refused.status_code == 422
    assert "which stops the matter" in summary_errors(refused)[0]
    fill(client, sheet, {"accounts": ("met", "")})
    assert conclude(client, here, **FORWARD, recommendation="Take it.").status_code == 303
    assert "A pilot of six months." in client.get(here).text


def test_a_matrix_ends_in_one_recommendation(world):
    client = world.client("lead_officer")
    here = begin(world, made.MATRIX)
    for name, ref in subjects(world).items():
        fill(client, sheet_of(here, ref), {"control": ("", f"{name} keeps control."), "price": ("", "Fair.")})
    both = {"outcome-2": "forward", "reason-2": "Also."}
    refused = conclude(client, here, **FORWARD, **both, recommendation="Both.")
    assert summary_errors(refused) == ["Choose one option only: a matrix ends in one recommendation"]
    one = {"outcome-2": "not-now", "reason-2": "Slow."}
    assert conclude(client, here, **FORWARD, **one, recommendation="Grant it.").status_code == 303
    assert "Buy keeps control." in client.get(here).text


def test_levels_are_concluded_without_outcomes_and_looked_at_again_without_values(world):
    client = world.client("lead_officer")
    here = begin(world, made.LEVELS)
    (ref,) = subjects(world).values()
    fill(client, sheet_of(here, ref), {"voice": ("4", "They chair it."), "data": ("2", "")})
    assert conclude(client, here, recommendation="Keep on.").status_code == 303
    again = client.post(f"{here}/again").location
    shown = main(client.get(again))
    assert "They chair it." in shown
    assert "Level 4" not in shown
    assert "The former look at the same" in shown
    assert client.post(f"{here}/withdraw", data={"reason": "No."}).status_code == 303
    assert "Concluded by Lead Officer" in main(client.get(here))


@pytest.mark.parametrize("name", ["report.pdf", "report.docx", "appraisal.xlsx", "appraisal.csv"])
def test_it_is_taken_away_while_it_runs(world, name):
    here = begin(world, made.MATRIX)
    (first, _) = subjects(world).values()
    client = world.client("director")
    fill(world.client("lead_officer"), sheet_of(here, first), {"control": ("", "=HYPERLINK(1)")})
    answer = client.get(f"{here}/{name}")
    assert answer.status_code == 200
    assert len(answer.data) > 300
    if name.endswith("csv"):
        assert "'=HYPERLINK(1)" in answer.data.decode("utf-8-sig")
