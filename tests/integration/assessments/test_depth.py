"""The result in depth: dots, agencies, over time and workings, all from the frozen result and within their queries."""

import random
import re

import pytest

from app.assessments.breakdown import Answers, Breakdown, Cell, Row
from app.assessments.models import IndividualScore, Participation, Round, RoundKind, RoundState, SignedResult
from app.assessments.result import result_from
from app.db import db
from app.engagements.models import Engagement
from app.instruments.models import InstrumentVersion
from tests import factories
from tests.clients import page
from tests.integration.assessments.rounds import add_agreement, agree, make_round, press, reopen, round_url, send, sign
from tests.integration.seeing import CHANGING
from tests.integration.test_budgets import queries_of
from tests.unit.assessments.differencing import assert_no_small_part
from tests.world import STANDARDS, build_world

PAGES = ("scores", "agencies", "over-time", "workings")
CHARTS_ON = {"scores": 3, "agencies": 1, "over-time": 2, "workings": 0}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_depth_keeps_to_its_queries_and_has_its_pictures(world, name):
    url = round_url(world, make_round(world, RoundState.SIGNED), f"/result/{name}")
    client = world.client("participant1")
    assert queries_of(client, url) <= 4
    shown = page(client.get(url))
    assert shown.select_one('nav[aria-label="The result"] [aria-current=page]')
    assert "Version 1, signed by" in shown.text
    charts = shown.select("img.app-chart")
    assert len(charts) == CHARTS_ON[name]
    for chart in charts:
        assert chart["alt"].endswith(".")
        answer = client.get(chart["src"])
        assert (answer.status_code, answer.content_type) == (200, "image/svg+xml")
        assert "private" in answer.headers["Cache-Control"]
        assert queries_of(client, chart["src"]) == 1
        assert client.get(chart["src"], headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", PAGES)
def test_what_waits_for_the_signature_is_read_in_depth_too(world, name):
    url = round_url(world, make_round(world, RoundState.WITH_DIRECTOR), f"/result/{name}")
    client = world.client("director")
    assert queries_of(client, url) <= 4
    assert "Not signed yet" in page(client.get(url)).text


@pytest.mark.parametrize("name", PAGES)
def test_before_the_result_there_is_nothing_to_see(world, name):
    url = round_url(world, make_round(world, RoundState.WORKSHOP), f"/result/{name}")
    assert "No result yet" in page(world.client("consultant").get(url)).text


def test_the_result_leads_to_every_page_and_names_unsupported_standards(world):
    ref = make_round(world, RoundState.SIGNED)
    result = page(world.client("lead_officer").get(round_url(world, ref, "/result")))
    linked = {link["href"] for link in result.select('nav[aria-label="The result"] a')}
    assert {round_url(world, ref, f"/result/{name}") for name in PAGES} <= linked
    section = result.select_one("#unsupported").parent
    assert [item.text for item in section.select("li")] == [
        label for label, level in agreed_levels(result) if level in {"4", "5"}
    ]


def agreed_levels(result):
    rows = result.select(".app-area table tbody tr")
    return [(row.th.text.strip(), row.td.text.strip()) for row in rows]


def test_the_result_tells_priority_date_second_vote_and_dissent(world):
    ref = make_round(world, RoundState.SIGNED)
    told = {
        "priority": True,
        "target_by": "2027-09-30",
        "second_counts": [0, 0, 9, 2, 0],
        "dissents": [{"text": "Too high for us.", "name": ""}, {"text": "Too low.", "name": "Ada Lovelace"}],
    }
    rewrite(world, lambda standard: {**standard, **told} if standard["key"] == STANDARDS[0] else standard)
    rows = page(world.client("participant1").get(round_url(world, ref, "/result"))).select(".app-area tbody tr")
    first = " ".join(rows[0].get_text(" ").split())
    assert "Priority" in first
    assert "3 by 30 September 2027" in first
    assert "12 scores, median 3, mixed Second vote: 11 scores, median 3, close" in first
    assert "Dissent : Too high for us. Dissent of Ada Lovelace: Too low." in first
    assert "Priority" not in rows[1].text
    assert "Dissent" not in rows[1].text


def test_dots_tell_median_share_and_word_of_every_standard(world):
    ref = make_round(world, RoundState.SIGNED)
    shown = page(world.client("participant1").get(round_url(world, ref, "/result/scores")))
    rows = [[cell.text for cell in row.select("th, td")] for row in shown.select(".app-area > .app-scroll tbody tr")]
    assert len(rows) == len(STANDARDS)
    assert rows[0][1:4] == ["12", "3", "2 to 3.25"]
    assert rows[0][4].endswith("%")
    assert {row[6] for row in rows} <= {"split", "mixed", "close"}


def test_a_second_vote_stands_beside_the_first(world):
    """Only a frozen result is changed here: whatever is in it, and nothing else, is printed."""
    ref = make_round(world, RoundState.SIGNED)
    rewrite(world, lambda standard: {**standard, "second_counts": [0, 0, 9, 3, 0]})
    shown = page(world.client("participant1").get(round_url(world, ref, "/result/scores"))).text
    assert "second vote" in shown
    workings = page(world.client("participant1").get(round_url(world, ref, "/result/workings")))
    assert len(workings.select("h4")) == len(STANDARDS)


def rewrite(world, change):
    with world.app.app_context():
        signed = db.session.scalar(db.select(SignedResult))
        areas = [
            {**area, "standards": [change(standard) for standard in area["standards"]]}
            for area in signed.content["areas"]
        ]
        signed.content = {**signed.content, "areas": areas}
        db.session.commit()


def test_two_agencies_of_six_are_broken_down(world):
    ref = make_round(world, RoundState.SIGNED)
    shown = page(world.client("lead_officer").get(round_url(world, ref, "/result/agencies")))
    assert "People who submitted: Council 6, Health 6." in shown.text
    rows = [[cell.text for cell in row.select("th, td")] for row in shown.select("table tbody tr")]
    assert len(rows) == len(STANDARDS)
    assert all(re.fullmatch(r"median [\d.]+ of 6 scores", cell) for row in rows for cell in row[1:])


@pytest.mark.parametrize("submitted", [3, 9])
def test_small_groups_are_not_broken_down(world, submitted):
    """Of nine, five are of Health and four of the Council."""
    ref = make_round(world, RoundState.SIGNED, submitted=submitted)
    shown = page(world.client("lead_officer").get(round_url(world, ref, "/result/agencies")))
    assert "Not shown: a breakdown needs two groups" in shown.text
    assert not shown.select("img.app-chart, table")
    with world.app.app_context():
        content = db.session.scalar(db.select(SignedResult.content))
        assert content["breakdown"]["groups"] == []


def test_one_who_could_not_score_hides_the_standard_in_every_group(world):
    ref = make_round(world, RoundState.WORKSHOP, agreed=True)
    with world.app.app_context():
        first = db.session.scalar(db.select(Participation).order_by(Participation.id))
        score = db.session.get_one(IndividualScore, (first.id, STANDARDS[0]))
        score.level, score.cannot_score, score.cannot_reason = None, True, "Not my field"
        db.session.commit()
    send(world, ref)
    shown = page(world.client("director").get(round_url(world, ref, "/result/agencies")))
    rows = [[cell.text for cell in row.select("th, td")] for row in shown.select("table tbody tr")]
    assert rows[0][1:] == ["not shown: too few in a group"] * 2
    assert all("median" in cell for row in rows[1:] for cell in row[1:])


@pytest.mark.parametrize("seed", range(6))
def test_no_sum_or_difference_of_what_pages_show_leaves_one_to_four(app, seed):
    """Numbers are read from the pages themselves: the list of people, the totals of a standard, and the groups."""
    chance = random.Random(seed)
    world = build_world(app, participants=chance.randint(10, 22))
    ref = make_round(world, RoundState.WORKSHOP, submitted=40, agreed=True)
    people = scatter(world, chance)
    send(world, ref)
    client = world.client("lead_officer")
    shown = page(client.get(round_url(world, ref, "/result/agencies")))
    table = shown.select_one("table")
    groups = tuple(cell.text for cell in table.select("thead th")[1:]) if table else ()
    for place, key in enumerate(STANDARDS):
        cells = [cell.text for cell in table.select("tbody tr")[place].select("td")] if table else []
        told = [Cell(int(cell.split()[3]), "") for cell in cells if cell.startswith("median")]
        assert len(told) in {0, len(groups)}
        assert_no_small_part(people, Breakdown(groups, (), (Row(key, tuple(told)),)), key)


def scatter(world, chance) -> list[Answers]:
    """Put people into three agencies, and let some of them say that they cannot score; give what they answered."""
    agencies = ("Council", "Health", "Schools") if chance.random() < 0.5 else ("Council", "Health")
    rarely = chance.choice([0, 0.02, 0.1])
    with world.app.app_context():
        people = db.session.scalars(db.select(Participation).order_by(Participation.id)).all()
        for person in people:
            person.agency = chance.choice(agencies)
        scores = db.session.scalars(db.select(IndividualScore)).all()
        for score in scores:
            if chance.random() < rarely:
                score.level, score.cannot_score, score.cannot_reason = None, True, "Not my field"
        levels = {(score.participation_id, score.standard_key): score.level for score in scores}
        found = [Answers(each.agency, {key: levels[each.id, key] for key in STANDARDS}) for each in people]
        db.session.commit()
    return found


def test_an_earlier_version_is_read_in_depth_and_says_so(world):
    ref = make_round(world, RoundState.SIGNED)
    reopen(world, ref)
    client = world.client("participant1")
    assert "Version 1 stands until the next one is signed" in client.get(round_url(world, ref, "/result/scores")).text
    press(world, ref, "consultant", "/result", "/workshop/resume")
    agree(world, ref, STANDARDS[0], level="5", target="5", reason="Talked through again.")
    send(world, ref)
    sign(world, ref)
    old = page(client.get(round_url(world, ref, "/result/versions/1")))
    for name in PAGES:
        url = round_url(world, ref, f"/result/{name}?version=1")
        assert old.select_one(f'a[href="{url}"]')
        shown = page(client.get(url))
        assert "This page is about version 1" in shown.text
        assert "Version 2, signed by" in page(client.get(url.partition("?")[0])).text
        for chart in shown.select("img.app-chart"):
            assert client.get(chart["src"]).status_code == 200
    assert client.get(round_url(world, ref, "/result/scores?version=7")).status_code == 404


def test_the_breakdown_is_frozen_with_the_result(world):
    """Scores changed behind the application's back change nothing that is shown."""
    ref = make_round(world, RoundState.WITH_DIRECTOR)
    client = world.client("director")
    before = [_without_token(client.get(round_url(world, ref, f"/result/{name}"))) for name in PAGES]
    with world.app.app_context():
        db.session.execute(db.update(IndividualScore).values(level=1))
        db.session.commit()
    assert [_without_token(client.get(round_url(world, ref, f"/result/{name}"))) for name in PAGES] == before


def _without_token(response):
    """The page without the token of its forms, which another second makes another."""
    return CHANGING.sub("", response.text)


def test_alpha_is_in_the_appendix_and_nowhere_else(world):
    ref = make_round(world, RoundState.SIGNED)
    client = world.client("participant1")
    with world.app.app_context():
        result = result_from(db.session.scalar(db.select(SignedResult.content)))
    assert re.fullmatch(r"-?[01](\.\d{1,3})?", result.alpha)
    workings = page(client.get(round_url(world, ref, "/result/workings")))
    assert workings.select("dl")[-1].strong.text == result.alpha
    assert "Read it with care" in workings.text
    for rest in ("", "/scores", "/agencies", "/over-time"):
        assert "alpha" not in client.get(round_url(world, ref, f"/result{rest}")).text.casefold()


def test_workings_end_in_the_figures_of_the_other_pages(world):
    ref = make_round(world, RoundState.SIGNED)
    client = world.client("participant1")
    scores = page(client.get(round_url(world, ref, "/result/scores")))
    workings = page(client.get(round_url(world, ref, "/result/workings")))
    rows = [[cell.text for cell in row.select("th, td")] for row in scores.select(".app-area > .app-scroll tbody tr")]
    for key, row in zip(STANDARDS, rows, strict=True):
        told = workings.select_one(f"#{key}").find_next("dl")
        number, middle, lower, upper, share, agreement, word = (each.text for each in told.select("strong"))
        assert [f"{row[1]} scores", row[2], row[3], row[4], row[5], row[6]] == [
            number, middle, f"{lower} to {upper}", share, agreement, word,
        ]  # fmt: skip


def test_an_earlier_round_stands_beside_this_one(world):
    baseline = make_round(world, RoundState.SIGNED)
    later = second_round(world)
    client = world.client("participant1")
    shown = page(client.get(round_url(world, later, "/result/over-time")))
    assert queries_of(client, round_url(world, later, "/result/over-time")) <= 4
    head = [cell.text for cell in shown.select("table")[0].select("thead th")]
    assert head == ["Area", "Standard", "Baseline", "Mid-year (now)", "Target", "Change"]
    assert {row.select("td")[-1].text for row in shown.select("table")[0].select("tbody tr")} == {"no change"}
    alone = page(client.get(round_url(world, baseline, "/result/over-time"))).text
    assert "There is no earlier signed round" in alone


def second_round(world) -> str:
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        version = db.session.scalar(db.select(InstrumentVersion))
        made = factories.assessment_round(engagement, version, kind=RoundKind.MID_YEAR, state=RoundState.WORKSHOP)
        made.scores_shown_at = made.closed_at
        add_agreement(world, made)
        ref = made.ref
        db.session.commit()
    send(world, ref)
    sign(world, ref)
    return ref


def test_a_round_of_another_engagement_is_never_an_earlier_one(app):
    world = build_world(app, participants=3)
    make_round(world, RoundState.SIGNED)
    with world.app.app_context():
        lead = db.session.get_one(factories.Authority, world.lead_id)
        other = factories.engagement(lead, db.session.get_one(factories.Authority, world.stranger_id))
        first = db.session.scalar(db.select(Round))
        first.engagement_id = other.id
        db.session.commit()
    later = second_round(world)
    shown = page(world.client("participant1").get(round_url(world, later, "/result/over-time"))).text
    assert "There is no earlier signed round" in shown


@pytest.mark.parametrize("rest", ["agencies", "dots", "dots?area=no-such-area", "radar", "journey", "standards"])
def test_a_picture_that_is_not_of_this_result_is_404(world, rest):
    ref = make_round(world, RoundState.SIGNED, submitted=3)
    name, _, query = rest.partition("?")
    url = round_url(world, ref, f"/charts/{name}-{'0' * 64}.svg?{query}")
    assert world.client("participant1").get(url).status_code == 404
