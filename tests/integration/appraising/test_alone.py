"""Scoring alone, then agreeing: what is said alone stays its owner's until all have submitted, and is then unnamed."""

import pytest

from app.appraising.models import Appraisal, AppraisalState, Appraiser, PrivateAnswer
from app.audit.models import AuditEntry
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.mail.models import Message
from tests import appraising_factories as made
from tests.clients import summary_errors
from tests.integration.appraising.using import ask, begin, conclude, fill, main, score, sheet_of, subjects

TWO = ("participant1", "consultant")
SECRET = "Nobody but me knows of the second hostel."


@pytest.fixture
def asked(world):
    """Lancaster's way in small: one candidate, two appraisers, begun by a lead officer."""
    here = begin(world, made.WEIGHTED, names="Overnight stays")
    assert ask(world, here, *TWO).status_code == 303
    return here


def test_two_score_alone_then_all_is_shown_unnamed_and_agreed_with_a_reason(world, asked):
    client, (ref,) = world.client("lead_officer"), subjects(world).values()
    with world.app.app_context():
        told = set(db.session.scalars(db.select(Message.recipient).filter_by(kind="appraisal asked")))
        assert {each.partition("@")[0] for each in told} == set(TWO)
    assert "Score alone: Short breaks" in world.client("participant1").get("/home").text
    score(world, asked, "participant1", {"need": ("1", SECRET), "quality": ("3", "")})
    assert client.get(sheet_of(asked, ref)).location == asked
    score(world, asked, "consultant", {"need": ("4", ""), "quality": ("4", "")})
    shown = main(client.get(sheet_of(asked, ref)))
    assert "1: Poor : " + SECRET in shown or f"1: Poor: {SECRET}" in shown
    assert "3 apart: say why you agree on what you do" in shown
    assert "Participant1" not in shown
    assert "Agree what was scored alone: Short breaks" in client.get("/home").text
    fill(client, sheet_of(asked, ref), {"need": ("3", ""), "quality": ("4", "")})
    assert "1. Need needs its reason" in client.get(f"{asked}/conclude").text
    fill(client, sheet_of(asked, ref), {"need": ("3", "Between the two.")})
    values = {"outcome-1": "forward", "reason-1": "It is ready.", "recommendation": "Go."}
    assert conclude(client, asked, **values).status_code == 303
    assert "Scored alone: 1: Poor; 4: Good" in main(client.get(asked))
    assert SECRET in main(world.client("participant1").get(f"{asked}/alone"))
    assert SECRET not in main(world.client("consultant").get(f"{asked}/alone"))


def test_everything_others_can_fetch_stays_the_same_to_the_byte_while_somebody_scores(world, asked):
    (ref,) = subjects(world).values()
    score(world, asked, "participant1", {"need": ("1", SECRET), "quality": ("3", "")})
    before = everything(world, asked, ref)
    score(world, asked, "consultant", {"need": ("5", SECRET)}, submit=False)
    with world.app.app_context():
        for row in db.session.scalars(db.select(PrivateAnswer)):
            row.value, row.reason = (row.value + 1) % 6, "Otherwise."
        db.session.commit()
    assert everything(world, asked, ref) == before
    assert all(SECRET not in text for text in before.values())
    with world.app.app_context():
        entries = db.session.scalars(db.select(AuditEntry).filter_by(action="appraisal alone scored")).all()
        assert entries
        assert all(entry.was == entry.became == {} for entry in entries)


def everything(world, here, ref):
    """What everybody but the two appraisers can fetch of it, and what each of the two can of the other's."""
    pages = ("", "/appraisers", "/criteria", f"/{ref}/sheet", f"/{ref}/need", "/conclude", "/alone", f"/alone/{ref}")
    files = ("/appraisal.csv", "/appraisal.xlsx")
    found = {}
    for who in ("lead_officer", "director", "manager", "participant2"):
        client = world.client(who)
        for page in (*pages, *files):
            answer = client.get(here + page)
            shown = str(answer.data) if page in files or answer.status_code != 200 else main(answer)
            found[who, page] = f"{answer.status_code} {shown if answer.status_code == 200 else ''}"
        trail = client.get(world.url("/audit"))
        found[who, "trail"] = main(trail) if trail.status_code == 200 else ""
        found[who, "home"] = main(client.get("/home"))
    for who in TWO:
        client = world.client(who)
        if who == "consultant":
            found[who, "page"] = main(client.get(here))
    return found


def test_nobody_who_was_not_asked_scores_and_nobody_twice(world, asked):
    (ref,) = subjects(world).values()
    for who in ("participant2", "lead_officer", "director"):
        client = world.client(who)
        for page in ("/alone", f"/alone/{ref}", "/alone/submit"):
            assert client.get(asked + page).status_code == 404
            if page != "/alone":
                assert client.post(asked + page).status_code == 404
    early = world.client("participant1").post(f"{asked}/alone/submit")
    assert early.status_code == 422
    assert "1. Need has no answer yet" in summary_errors(early)[0]
    score(world, asked, "participant1", {"need": ("1", ""), "quality": ("3", "")})
    late = world.client("participant1").post(f"{asked}/alone/{ref}", data={"need_answer": "5", "need_seen": "0.x"})
    assert late.location == f"{asked}/alone"
    live = world.client("participant1").post(f"{asked}/alone/{ref}", headers={"HX-Request": "true"})
    assert (live.status_code, "<h1" in live.text) == (409, False)
    with world.app.app_context():
        assert sorted(db.session.scalars(db.select(PrivateAnswer.value))) == [1, 3]


def test_going_on_without_the_late_needs_two_and_deletes_what_they_saved(world, asked):
    client = world.client("lead_officer")
    assert ask(world, asked, *TWO, "participant2").status_code == 303
    score(world, asked, "participant2", {"need": ("0", SECRET)}, submit=False)
    score(world, asked, "participant1", {"need": ("1", ""), "quality": ("3", "")})
    assert client.post(f"{asked}/appraisers/close", data={"reason": "Away."}).location == asked
    assert "submitted, and stays" in summary_errors(ask(world, asked, "consultant", "participant2"))[0]
    score(world, asked, "consultant", {"need": ("4", ""), "quality": ("3", "")})
    assert "say why" in summary_errors(ask(world, asked, *TWO))[0]
    assert client.post(f"{asked}/appraisers/close", data={"reason": ""}).status_code == 422
    assert client.post(f"{asked}/appraisers/close", data={"reason": "Away."}).status_code == 303
    with world.app.app_context():
        assert db.session.scalar(db.select(Appraisal.state)) is AppraisalState.AGREEING
        assert db.session.scalar(db.select(db.func.count()).select_from(Appraiser)) == 2
        assert SECRET not in set(db.session.scalars(db.select(PrivateAnswer.reason)))


def test_criteria_are_set_before_people_are_asked_and_then_stay(world):
    here = begin(world, made.WEIGHTED, names="Overnight stays")
    client = world.client("lead_officer")
    values = {"weight1-weight": "5", "weight1-minimum": "", "weight2-weight": "1", "weight2-minimum": "9"}
    own = {"own1-title": "Nights", "own1-weight": "2", "seen": "1"}
    wrong = client.post(f"{here}/criteria", data=values | own)
    assert summary_errors(wrong) == ["Minimum must be a whole number from 0 to 5, or empty"]
    values |= {"weight2-minimum": "3"}
    nothing = client.post(f"{here}/criteria", data=values | {"weight1-weight": "0", "weight2-weight": "0", "seen": "1"})
    assert summary_errors(nothing) == ["At least one criterion must have a weight above 0"]
    assert client.post(f"{here}/criteria", data=values | own).status_code == 303
    conflict = client.post(f"{here}/criteria", data=values | own | {"own1-title": "Days"})
    assert conflict.status_code == 409
    assert "Nights: weight 2" in main(conflict)
    assert ask(world, here, "consultant").status_code == 422
    ask(world, here, *TWO)
    assert client.get(f"{here}/criteria").location == here
    (ref,) = subjects(world).values()
    sheet = main(world.client("consultant").get(f"{here}/alone/{ref}"))
    assert "Weight 5" in sheet
    assert "3. Nights" in sheet
    assert client.post(f"{here}/new", data={"name": "Another"}).location == here


def test_after_the_end_nobody_of_the_lead_reads_it_and_nothing_changes(world, asked):
    (ref,) = subjects(world).values()
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = EngagementState.CLOSED
        db.session.commit()
    assert world.client("consultant").get(f"{asked}/alone").status_code == 404
    assert world.client("consultant").get(asked).status_code == 403
    client = world.client("lead_officer")
    assert client.get(asked).status_code == 200
    for page in ("/appraisers", "/withdraw", "/new", f"/{ref}/edit", "/conclude"):
        assert client.get(asked + page).location == asked
    assert world.client("lead_officer").get(world.url("/tools/new/small-weighted")).location == world.url("/tools")
