"""A round from its start to the signed result, each step by the person whose step it is."""

import csv
import io
import re

from app.assessments.models import RoundState
from app.db import db
from app.engagements.models import Engagement
from app.mail.models import Message
from tests.clients import page, summary_errors
from tests.integration.assessments.rounds import make_round, press, round_url
from tests.world import AREAS, STANDARDS


def _start(world, officer, digest=None):
    digest = digest or page(officer.get(world.url("/rounds/new"))).find("input", attrs={"name": "instrument"})["value"]
    form = {
        "kind": "baseline",
        "instrument": digest,
        "deadline-day": "4",
        "deadline-month": "12",
        "deadline-year": "2026",
        "once": "start-once",
    }
    response = officer.post(world.url("/rounds/new"), data=form)
    assert response.status_code == 303, response.text
    return re.search(r"/rounds/(\w+)/", response.location).group(1)


def _mail(world, kind=None):
    with world.app.app_context():
        query = db.select(Message.recipient, Message.subject, Message.body).order_by(Message.id)
        return db.session.execute(query.filter_by(kind=kind) if kind else query).all()


def test_from_the_start_of_a_round_to_the_signed_result(world):
    officer = world.client("lead_officer")
    ref = _start(world, officer)
    listed = "\n".join(f"participant{n}@{'x'}.example, Health" for n in range(1, 3))
    added = officer.post(
        round_url(world, ref, "/participants"), data={"people": listed, "agency": "", "once": "add-once1"}
    )
    assert added.status_code == 303
    assert "2 people asked to score" in officer.get(round_url(world, ref, "/participants")).text
    assert _mail(world) == [], "nobody is e-mailed before scoring opens"
    assert officer.post(round_url(world, ref, "/open")).status_code == 303
    assert len(_mail(world)) == 2


def test_twelve_score_the_workshop_agrees_and_the_director_signs(world):
    ref = make_round(world, RoundState.SCORING, submitted=0)
    for number in range(1, 13):
        participant = world.client(f"participant{number}")
        for place, standard in enumerate(STANDARDS):
            response = participant.post(
                round_url(world, ref, f"/scoring/standards/{standard}"), data={"level": str(1 + (number + place) % 5)}
            )
            assert response.status_code == 303
        assert participant.post(round_url(world, ref, "/scoring/submit")).location.endswith("/scoring/submitted")
    officer = world.client("lead_officer")
    assert "12 of 12 have submitted" in officer.get(round_url(world, ref)).text
    assert officer.post(round_url(world, ref, "/close")).status_code == 303
    assert [recipient for recipient, *_ in _mail(world, "scoring closed")]

    consultant = world.client("consultant")
    assert "12 of 12 participants submitted" in consultant.get(round_url(world, ref, "/workshop")).text
    consultant.post(round_url(world, ref, "/workshop/show"))
    for standard in STANDARDS:
        form = {"level": "3", "target": "3", "reason": "Talked through.", "seen_version": "0"}
        url = round_url(world, ref, f"/workshop/standards/{standard}")
        assert consultant.post(url, data=form).status_code == 303
    incomplete = consultant.post(round_url(world, ref, "/workshop/send"))
    assert incomplete.status_code == 422
    assert len(summary_errors(incomplete)) == len(AREAS)
    for area in AREAS:
        form = {"challenges": "Split budgets.", "capacity": "Two joint posts.", "seen_version": "0"}
        consultant.post(round_url(world, ref, f"/workshop/areas/{area}"), data=form)
    assert consultant.post(round_url(world, ref, "/workshop/send")).location.endswith("/result")

    director = world.client("director")
    waiting = director.get(round_url(world, ref, "/result"))
    seen = page(waiting).find("input", attrs={"name": "seen_version"})["value"]
    unticked = director.post(round_url(world, ref, "/sign"), data={"seen_version": seen})
    assert summary_errors(unticked) == ["Tick the box to sign"]
    assert director.post(round_url(world, ref, "/sign"), data={"seen_version": seen, "confirm": "y"}).status_code == 303
    signed = world.client("participant1").get(round_url(world, ref, "/result"))
    assert "Version 1, signed by Director, director, on 20 November 2026 at 12:00" in page(signed).get_text(
        " ", strip=True
    )
    rows = list(csv.reader(io.StringIO(officer.get(round_url(world, ref, "/result.csv")).text.lstrip("\ufeff"))))
    assert [row[3:5] for row in rows[1:]] == [["3", "3"]] * 12


def test_a_double_press_starts_one_round_and_leads_to_it(world):
    officer = world.client("lead_officer")
    digest = world.digest
    assert _start(world, officer, digest) == _start(world, officer, digest)


def test_the_director_returns_the_result_with_a_reason(world):
    ref = make_round(world, RoundState.WITH_DIRECTOR)
    press(world, ref, "director", "/result", "/return", reason="Look again at <markets>.")
    assert "Look again at &lt;markets&gt;." in world.client("consultant").get(round_url(world, ref, "/workshop")).text
    assert {kind for kind, *_ in _mail(world, "result returned")}


def test_made_up_scores_say_so_on_the_page_the_chart_and_the_file(world):
    ref = make_round(world, RoundState.SIGNED)
    director = world.client("director")
    plain = director.get(round_url(world, ref, "/result")).text
    assert "llustrative" not in plain
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).illustrative = True
        db.session.commit()
    world.app.extensions.pop("signed_parts", None)
    shown = director.get(round_url(world, ref, "/result"))
    assert "Illustrative scores: they are made up" in shown.text
    for picture in page(shown).find_all("img", class_="app-chart"):
        assert "illustrative scores" in director.get(picture["src"]).text
    csv_file = director.get(round_url(world, ref, "/result.csv"))
    assert csv_file.headers["Content-Disposition"] == 'attachment; filename="illustrative-baseline-result.csv"'
