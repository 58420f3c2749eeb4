"""A rehearsal by requests: the whole workshop on sample scores, and nothing of it anywhere else or afterwards."""

import datetime as dt

import pytest

from app.accounts.models import Membership, Person
from app.assessments.models import Rehearsal, Round, RoundState
from app.db import Base, db
from app.engagements.models import Engagement, EngagementState
from app.security.roles import Role
from app.work import work_once
from tests import factories
from tests.clients import page, press_twice, summary_errors
from tests.integration.assessments import rehearsals
from tests.integration.assessments.rounds import make_round
from tests.world import AREAS, STANDARDS

BOOKKEEPING = {"submission", "sign_in"}
AGREED = {
    "level": "3",
    "target": "4",
    "target_by-day": "30",
    "target_by-month": "9",
    "target_by-year": "2027",
    "priority": "y",
    "reason": "Talked through.",
    "seen_version": "0",
}
FOUND = {"challenges": "Two budgets.", "capacity": "A joint post.", "seen_version": "0"}


def url(world, rest=""):
    return world.url(f"/rehearsal{rest}")


def everything(world):
    """Every row of every table but the rehearsals and what signing in and pressing buttons leaves."""
    with world.app.app_context():
        return {
            table.name: sorted(repr(tuple(row)) for row in db.session.execute(table.select()))
            for table in Base.metadata.sorted_tables
            if table.name not in BOOKKEEPING | {"rehearsal"}
        }


def kept(world):
    with world.app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(Rehearsal))


def begun(world, who="consultant", *, shown=True):
    client = world.client(who)
    assert client.post(url(world, "/start")).status_code == 303
    if shown:
        client.post(url(world, "/show"))
    return client


def agree_all(world, client):
    for key in STANDARDS:
        client.post(url(world, f"/standards/{key}"), data=AGREED)
    for key in AREAS:
        client.post(url(world, f"/areas/{key}"), data=FOUND)


def text(response):
    return " ".join(page(response).get_text(" ").split())


@pytest.mark.parametrize("state", [None, RoundState.WORKSHOP, RoundState.SIGNED])
def test_a_whole_workshop_is_rehearsed_and_nothing_of_it_is_kept(world, state):
    if state:
        make_round(world, state)
    before = everything(world)
    client = world.client("consultant")
    assert "Start the rehearsal" in client.get(url(world)).text
    client.post(url(world, "/start"))
    assert "Show the scores" in client.get(url(world)).text
    client.post(url(world, "/show"))
    listed = client.get(url(world))
    assert page(listed).select("h1")[0].text == "Workshop"
    assert "Nothing here is kept, and nobody else sees it." in listed.text
    for word in ("split", "mixed", "close", "Fewer than three people scored it"):
        assert word in text(listed)
    split = page(listed).select(".app-agenda a")[0]["href"]
    assert "split" in text(client.get(split)), "the most divided comes first"

    called = client.post(split + "/vote", follow_redirects=True)
    assert "12 of 12 have voted" in text(called)
    closed = client.post(split + "/vote/close", follow_redirects=True)
    assert "Second vote" in text(closed)
    assert len(page(closed).select(".app-plot")) == 2

    agree_all(world, client)
    client.post(split + "/dissent", data={"text": "I see it lower.", "ask": "grace", "once": "a-key-of-this-form"})
    waiting = client.get(split)
    assert "Grace Glover was asked" in text(waiting)
    answer = next(form for form in page(waiting).find_all("form") if form["action"].endswith("/answer"))["action"]
    named = client.post(answer, data={"answer": "confirm"}, follow_redirects=True)
    assert "Grace Glover" in page(named).select_one(".app-dissent").text

    sent = client.post(url(world, "/send"), follow_redirects=True)
    assert sent.request.path == url(world, "/result")
    assert "Not signed yet" in sent.text
    returned = client.post(url(world, "/director"), follow_redirects=True)
    assert "I would like to hear more" in text(returned)
    refused = client.post(url(world, "/send"))
    assert refused.status_code == 422
    assert "again: the director returned it" in summary_errors(refused)[0]
    back = page(refused).select_one(".govuk-error-summary a")["href"]
    client.post(back, data=AGREED | {"seen_version": "1"})
    client.post(url(world, "/send"))
    signed = client.post(url(world, "/director"), follow_redirects=True)
    assert "The sample director has signed it" in text(signed)
    minutes = text(client.get(url(world, "/minutes")))
    for words in ("Ada Archer", "Talked through.", "I see it lower. (Grace Glover)", "The sample director signed"):
        assert words in minutes
    assert kept(world) == 1
    assert everything(world) == before, "no round, no audit trail, no e-mail knows of it"

    over = client.post(url(world, "/end"), follow_redirects=True)
    assert "Nothing of it was kept" in text(over)
    assert kept(world) == 0
    assert everything(world) == before


def test_its_pictures_are_drawn_for_each_look_and_kept_nowhere(world):
    rehearsals.keep(world, rehearsals.signed)
    client = world.client("consultant")
    pictures = [image["src"] for image in page(client.get(url(world, "/result"))).select("img.app-chart")]
    answers = [client.get(picture) for picture in pictures]
    assert [(answer.mimetype, answer.headers["Cache-Control"]) for answer in answers] == [
        ("image/svg+xml", "no-store"),
        ("image/svg+xml", "no-store"),
    ]
    assert client.get(pictures[0].replace("standards-", "areas-")).status_code == 404


def test_the_real_rules_hold_and_what_was_typed_stays(world):
    client = begun(world, shown=False)
    early = client.post(url(world, f"/standards/{STANDARDS[0]}"), data=AGREED, follow_redirects=True)
    assert "Show the scores first" in text(early)
    client.post(url(world, "/show"))
    split = page(client.get(url(world))).select(".app-agenda a")[0]["href"]
    refused = client.post(split, data=AGREED | {"reason": "", "target_by-year": "2028"})
    assert refused.status_code == 422
    assert summary_errors(refused)[0].startswith("Give the reason")
    assert page(refused).select_one('input[name="target_by-year"]')["value"] == "2028"
    low = client.post(split, data=AGREED | {"target": "2"})
    assert summary_errors(low) == ["The target level must be the agreed level or higher"]
    assert client.post(split, data=AGREED).status_code == 303
    both = client.post(split, data=AGREED | {"reason": "From the other tab."})
    assert both.status_code == 409
    assert "Talked through." in both.text
    assert "From the other tab." in both.text
    unfinished = client.post(url(world, "/send"))
    assert unfinished.status_code == 422
    assert len(summary_errors(unfinished)) == len(STANDARDS) - 1 + len(AREAS)
    hidden = next(row for row in page(client.get(url(world))).select(".app-agenda__row") if "Fewer than" in row.text)
    refused = client.post(hidden.a["href"] + "/vote", follow_redirects=True)
    assert "The first scores of this standard are not shown" in text(refused)
    empty = client.post(split + "/dissent", data={"text": "", "ask": "", "once": "another-key-1"})
    assert summary_errors(empty) == ["Enter the dissent in words"]
    area = client.post(url(world, f"/areas/{AREAS[0]}"), data={"challenges": "Kept.", "capacity": ""})
    assert summary_errors(area) == ["Describe the capacity for improvement"]
    assert "Kept." in area.text


def test_the_buttons_lead_on_as_in_the_workshop(world):
    client = begun(world)
    first, second = (link["href"] for link in page(client.get(url(world))).select(".app-agenda a")[:2])
    assert client.post(first, data=AGREED).location == f"{second}#board"
    again = AGREED | {"seen_version": "1"}
    assert client.post(first, data=again | {"list": "yes"}).location == url(world)
    again = AGREED | {"seen_version": "2"}
    assert client.post(first, data=again | {"dissent": "yes"}).location == f"{first}/dissent"
    in_order = client.post(url(world, f"/standards/{STANDARDS[0]}?order=instrument"), data=AGREED)
    assert in_order.status_code in {303, 409}


def test_a_dissent_is_taken_back_or_left_without_a_name(world):
    client, standard = begun(world), url(world, f"/standards/{STANDARDS[0]}")
    client.post(standard + "/dissent", data={"text": "One.", "ask": "ada", "once": "first-key-1"})
    shown = page(client.get(standard))
    answer = next(form["action"] for form in shown.find_all("form") if form["action"].endswith("/answer"))
    remove = next(form["action"] for form in shown.find_all("form") if form["action"].endswith("/remove"))
    left = client.post(answer, data={"answer": "decline"}, follow_redirects=True)
    assert "Without a name" in page(left).select_one(".app-dissent").text
    assert "Ada Archer" not in page(left).select_one(".app-dissent").text
    again = client.post(answer, data={"answer": "confirm"}, follow_redirects=True)
    assert "no longer waiting" in text(again)
    assert "Nobody dissents so far" in client.post(remove, follow_redirects=True).text
    assert client.post(remove).status_code == 404


def test_pressing_twice_is_harmless(world):
    client = world.client("consultant")
    assert press_twice(client, url(world), "/start") == [303, 303]
    assert kept(world) == 1
    assert press_twice(client, url(world), "/show") == [303, 303]
    for rest in ("/start", "/show"):
        assert client.post(url(world, rest)).status_code == 303
    split = page(client.get(url(world))).select(".app-agenda a")[0]["href"]
    for rest in ("/vote", "/vote/close"):
        assert [client.post(split + rest).status_code for _ in range(2)] == [303, 303]
    form = {"text": "One.", "ask": "", "once": "first-key-1"}
    assert [client.post(split + "/dissent", data=form).status_code for _ in range(2)] == [303, 303]
    assert len(page(client.get(split)).select(".app-dissent")) == 1
    agree_all(world, client)
    assert press_twice(client, url(world), "/send") == [303, 303]
    assert press_twice(client, url(world), "/director") == [303, 303]
    assert "Returned" in client.get(url(world)).text, "one press, one answer"
    assert [client.post(url(world, "/end")).status_code for _ in range(2)] == [303, 303]
    assert kept(world) == 0


def test_it_goes_on_where_it_was_or_starts_afresh(world):
    client = begun(world)
    client.post(url(world, f"/standards/{STANDARDS[0]}"), data=AGREED)
    client.post(url(world, "/start"))
    assert "1 of 12 agreed" in client.get(url(world)).text
    client.post(url(world, "/afresh"))
    assert "Show the scores" in client.get(url(world)).text
    assert kept(world) == 1


def test_nobody_sees_anothers_rehearsal(world):
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        lead = db.session.get_one(factories.Authority, world.lead_id)
        other = factories.person(name="Another Consultant")
        factories.membership(other, Role.CONSULTANT, lead, engagement)
        world.people["another"] = other.id
        db.session.commit()
    client = begun(world)
    client.post(url(world, f"/standards/{STANDARDS[0]}"), data=AGREED | {"reason": "Mine alone."})
    another = world.client("another")
    assert "Start the rehearsal" in another.get(url(world)).text
    assert another.get(url(world, f"/standards/{STANDARDS[0]}")).status_code == 303
    begun(world, "another")
    assert "Mine alone." not in another.get(url(world, f"/standards/{STANDARDS[0]}")).text
    another.post(url(world, "/end"))
    assert kept(world) == 1
    assert "Mine alone." in client.get(url(world, f"/standards/{STANDARDS[0]}")).text
    for who, status in (("lead_officer", 403), ("manager", 403), ("participant1", 403), ("stranger_consultant", 404)):
        assert world.client(who).get(url(world)).status_code == status
        assert world.client(who).post(url(world, "/start")).status_code == status


def test_without_a_rehearsal_every_screen_leads_to_its_start(world):
    client = world.client("consultant")
    for rest in (f"/standards/{STANDARDS[0]}", f"/areas/{AREAS[0]}", "/result", "/minutes"):
        assert client.get(url(world, rest)).location == url(world)
    for act in ("remove", "answer"):
        assert client.post(url(world, f"/dissents/abcdefghjkmnpq/{act}")).status_code == 404
    late = client.post(url(world, "/show"), follow_redirects=True)
    assert "This rehearsal is over" in text(late)
    begun(world)
    for rest in ("/standards/no-such", "/areas/no-such", "/standards/no-such/dissent"):
        assert client.get(url(world, rest)).status_code == 404


def test_it_is_played_on_the_newest_rounds_text(world):
    make_round(world, RoundState.SCORING)
    begun(world)
    with world.app.app_context():
        of_round = db.session.scalar(db.select(Round.instrument_digest))
        assert db.session.scalar(db.select(Rehearsal.instrument_digest)) == of_round


def test_before_an_engagement_is_open_nothing_starts_and_after_its_end_nothing_is_read(world):
    become(world, EngagementState.DRAFT)
    client = world.client("consultant")
    assert "while the engagement is open" in client.get(url(world)).text
    assert "while the engagement is open" in client.post(url(world, "/start"), follow_redirects=True).text
    become(world, EngagementState.CLOSED)
    assert client.get(url(world)).status_code == client.post(url(world, "/start")).status_code == 403
    assert kept(world) == 0


def become(world, state):
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = state
        db.session.commit()


def test_without_a_questionnaire_the_page_says_what_is_missing(world):
    with world.app.app_context():
        db.session.execute(db.delete(factories.InstrumentVersion))
        db.session.commit()
    client = world.client("consultant")
    assert "no published questionnaire" in client.get(url(world)).text
    assert client.post(url(world, "/start")).status_code == 404


def test_it_is_reached_from_where_a_consultant_looks_until_the_scores_show(world):
    client, ref = world.client("consultant"), make_round(world, RoundState.WORKSHOP, shown=False)
    round_at = world.url(f"/rounds/{ref}/")
    pages = (round_at, round_at + "workshop")

    def links(where, who=client):
        return [link for link in page(who.get(where)).select("main a") if link["href"] == url(world)]

    assert [len(links(where)) for where in (*pages, world.url("/"))] == [1, 1, 1]
    for who in ("lead_officer", "manager", "participant1"):
        assert [len(links(where, world.client(who))) for where in (round_at, world.url("/"))] == [0, 0]
    client.post(round_at + "workshop/show")
    assert [len(links(where)) for where in pages] == [0, 0]


def _worked(world):
    with world.app.app_context():
        work_once()
    return kept(world)


def test_the_worker_deletes_what_was_left_lying(world, clock):
    begun(world)
    clock.advance(hours=11)
    assert _worked(world) == 1
    clock.advance(hours=2)
    assert _worked(world) == 0
    assert "Start the rehearsal" in world.client("consultant").get(url(world)).text


@pytest.mark.parametrize("gone", ["role", "person", "engagement"])
def test_the_worker_deletes_what_nobody_can_go_on_with(world, clock, gone):
    begun(world)
    assert _worked(world) == 1
    with world.app.app_context():
        if gone == "role":
            mine = db.select(Membership).filter_by(person_id=world.people["consultant"])
            db.session.scalars(mine).one().ended_at = clock()
        elif gone == "person":
            db.session.get_one(Person, world.people["consultant"]).ended_at = clock()
        else:
            db.session.get_one(Engagement, world.engagement_id).state = EngagementState.CLOSED
        db.session.commit()
    assert _worked(world) == 0


def test_what_cannot_be_read_after_an_upgrade_is_started_anew(world):
    client = begun(world)
    with world.app.app_context():
        db.session.scalars(db.select(Rehearsal)).one().content = {"of": "an older version"}
        db.session.commit()
    assert "Start the rehearsal" in client.get(url(world)).text
    refused = client.post(url(world, "/show"), follow_redirects=True)
    assert "cannot be read any more" in text(refused)
    client.post(url(world, "/start"))
    assert "Show the scores" in client.get(url(world)).text


@pytest.mark.parametrize(
    "rest", ["", "?order=instrument", f"/standards/{STANDARDS[0]}", f"/areas/{AREAS[0]}", "/result", "/minutes"]
)
def test_a_screen_takes_two_queries(world, rest):
    client = begun(world)
    client.get(url(world, rest))
    assert client.get(url(world, rest)).status_code == 200
    assert len(client.queries) <= 2, client.queries


def test_the_page_that_starts_one_takes_four_queries(world):
    client = world.client("consultant")
    client.get(url(world))
    assert len(client.queries) <= 4


def test_a_rehearsal_asks_for_no_news_and_loads_no_htmx(world):
    client = begun(world)
    for rest in ("", f"/standards/{STANDARDS[0]}"):
        soup = page(client.get(url(world, rest)))
        assert not soup.select('script[src*="htmx"]')
        assert not [form["action"] for form in soup.select("main form") if "/rounds/" in form["action"]]
        assert not [link["href"] for link in soup.select("main a") if "/rounds/" in link["href"]]


def test_its_dates_come_back_as_typed(world):
    client = begun(world)
    client.post(url(world, f"/standards/{STANDARDS[0]}"), data=AGREED)
    with world.app.app_context():
        content = db.session.scalars(db.select(Rehearsal)).one().content
    assert content["standards"][0]["agreed"]["target_by"] == dt.date(2027, 9, 30).isoformat()
    assert page(client.get(url(world, f"/standards/{STANDARDS[0]}"))).select_one("#priority").has_attr("checked")
