"""Answering together: saving by itself, two at once, evidence with files, and where a tool in use shows."""

import io

from sqlalchemy import update

from app.accounts.models import Person
from app.appraising.models import AgreedAnswer
from app.db import db
from app.engagements.models import Engagement
from app.files.models import StoredFile
from app.plans.models import PlanState
from tests import appraising_factories as made
from tests.clients import counted_queries, page, summary_errors
from tests.integration.appraising.using import begin, fill, main, sheet_of, subjects
from tests.integration.kept_pages import follows
from tests.integration.plans.plans import make_plan

LIVE = {"HX-Request": "true"}


def start(world, **values):
    here = begin(world, made.RANKED, names="Overnight stays", **values)
    (ref,) = subjects(world).values()
    return here, ref


def saved(world):
    with world.app.app_context():
        rows = db.session.scalars(db.select(AgreedAnswer).order_by(AgreedAnswer.criterion_key))
        return {row.criterion_key: (row.value, row.reason, row.evidence_note) for row in rows}


def test_a_sheet_saves_by_itself_and_knows_what_it_saved(world):
    here, ref = start(world)
    client = world.client("lead_officer")
    form = page(client.get(sheet_of(here, ref))).select_one("main form")
    marks = {field["name"]: field["value"] for field in form.select("input[name$=_seen]")}
    answer = client.post(sheet_of(here, ref), data=marks | {"need_answer": "3"}, headers=LIVE)
    assert "Saved at" in answer.text
    mark = page(answer).select_one("#need_seen")["value"]
    again = client.post(sheet_of(here, ref), data=marks | {"need_answer": "4", "need_seen": mark}, headers=LIVE)
    assert again.status_code == 200
    pressed_meanwhile = client.post(sheet_of(here, ref), data=marks | {"need_answer": "4", "cost_answer": "2"})
    assert pressed_meanwhile.status_code == 303
    assert saved(world) == {"need": (4, "", ""), "cost": (2, "", "")}


def test_the_rows_of_a_sheet_that_are_kept_as_printed_follow_what_they_are_made_of(world):
    here, ref = start(world)
    client, sheet = world.client("lead_officer"), sheet_of(here, ref)
    assert fill(client, sheet, {"need": ("5", "Long known.")}).status_code == 303
    of_need = update(AgreedAnswer).where(AgreedAnswer.criterion_key == "need")
    values = ({"value": 4}, {"reason": "Changed"}, {"evidence_note": "Changed"})
    follows(world.app, client, [(of_need.values(**each), sheet) for each in values])


def test_rows_that_nobody_touched_overwrite_nothing_and_a_touched_one_shows_both_texts(world):
    here, ref = start(world)
    client, sheet = world.client("lead_officer"), sheet_of(here, ref)
    form = page(client.get(sheet)).select_one("main form")
    old = {field["name"]: field["value"] for field in form.select("input[name$=_seen]")}
    fill(world.client("consultant"), sheet, {"need": ("5", "Theirs.")})
    assert client.post(sheet, data=old | {"cost_answer": "2"}).status_code == 303
    assert saved(world)["need"] == (5, "Theirs.", "")
    conflict = client.post(sheet, data=old | {"need_answer": "1", "need_reason": "Mine."})
    assert conflict.status_code == 409
    assert "Theirs." in main(conflict)
    form = page(conflict).select_one("main form")
    assert form.select_one("#need_reason").text.strip() == "Mine."
    marks = {field["name"]: field["value"] for field in form.select("input[name$=_seen]")}
    resolved = marks | {"need_answer": "1", "need_reason": "Both.", "cost_answer": "2"}
    assert client.post(sheet, data=resolved).status_code == 303
    assert saved(world)["need"] == (1, "Both.", "")
    assert client.post(sheet, data=old | {"need_answer": "9"}).status_code == 422


def test_one_criterion_takes_a_reason_and_evidence_with_a_file_that_readers_can_fetch(world):
    here, ref = start(world)
    client, address = world.client("lead_officer"), f"{here}/{ref}/need"
    wrong = client.post(address, data={"answer": "7", "link": "nowhere", "seen": "0"})
    assert summary_errors(wrong)[0] == "Choose one of the answers"
    assert wrong.status_code == 422
    file = (io.BytesIO(b"%PDF-1.7\n%%EOF\n"), "survey.pdf")
    sent = {"answer": "4", "reason": "The survey.", "note": "Survey of parents", "seen": "0", "file": file}
    assert client.post(address, data=sent).location == f"{here}/{ref}/cost"
    assert world.client("director").get(f"{address}/file").data.startswith(b"%PDF")
    assert world.client("participant1").get(f"{address}/file").status_code == 403
    assert client.post(address, data={"answer": "1", "seen": "0"}).status_code == 409
    gone = {"answer": "4", "reason": "The survey.", "seen": "1", "without_file": "y", "list": "yes"}
    assert client.post(address, data=gone).location == here
    assert client.get(f"{address}/file").status_code == 404
    assert client.get(f"{here}/{ref}/nothing").status_code == 404
    again = {"answer": "4", "seen": "2", "list": "yes", "file": (io.BytesIO(b"%PDF-1.7\n%%EOF\n"), "survey.pdf")}
    assert client.post(address, data=again).location == here
    client.post(f"{here}/new", data={"name": "Another"})
    assert client.post(f"{here}/{ref}/remove").status_code == 303
    with world.app.app_context():
        assert db.session.scalar(db.select(StoredFile.id)) is None


def test_a_tool_for_a_goal_shows_beside_the_goal_and_only_for_goals_of_the_plan(world):
    goals = make_plan(world, PlanState.LIVE).goals
    here, _ = start(world, goal_ref=goals[0])
    client = world.client("lead_officer")
    shown = client.get(world.url(f"/plan/goals/{goals[0]}")).text
    offer = client.get(world.url(f"/tools?goal_ref={goals[0]}"))
    assert f'href="{world.url(f"/tools?goal_ref={goals[0]}")}"' in shown
    assert f"/new/small-ranked?stage=plan&amp;goal_ref={goals[0]}" in offer.text
    assert "goal_ref" not in client.get(world.url("/tools?goal_ref=%22%3E")).text
    assert "/tools?" not in world.client("director").get(world.url(f"/plan/goals/{goals[0]}")).text
    assert "Small tool of ranks: Short breaks" in shown
    assert here not in client.get(world.url(f"/plan/goals/{goals[1]}")).text
    assert f"/plan/goals/{goals[0]}" in client.get(here).text
    strange = {"title": "X", "names": "Y", "goal_ref": "2" * 14}
    assert client.post(world.url("/tools/new/small-ranked"), data=strange).status_code == 404


def test_pages_ask_as_much_for_many_as_for_few(world):
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        person = db.session.get_one(Person, world.people["lead_officer"])
        one = made.appraisal(engagement, person, made.WEIGHTED)
        for place in range(1, 31):
            subject = made.subject(one, place, name=f"Candidate {place}")
            made.answer(subject, "need", person, value=3)
            made.appraisal(engagement, person)
        made.appraiser(one, person)
        ref, address = subject.ref, world.url(f"/tools/{one.ref}")
        db.session.commit()
    client = world.client("lead_officer")
    for where in (world.url("/tools"), address, f"{address}/{ref}/sheet", f"{address}/{ref}/need"):
        client.get(where)
        with counted_queries() as queries:
            assert client.get(where).status_code == 200
        assert len(queries) <= 5, (where, queries)
