"""The workshop's screens: the agenda, what is left, target dates, returned standards, news without a reload."""

import re

import pytest

from app.assessments.models import AgreedScore, ReturnedStandard, Round, RoundState
from app.audit.models import AuditEntry
from app.db import db
from tests import factories
from tests.clients import page, summary_errors
from tests.integration.assessments.rounds import add_agreement, make_round, round_url
from tests.integration.assessments.test_workshop import BY, agree, set_levels, standard_url
from tests.world import STANDARDS, build_world

SPLIT, CLOSE = [1, 1, 1, 1, 2, 3, 4, 5, 5, 5, 5, 5], [3] * 12
NO_DATE = dict.fromkeys(BY, "")


def listed(response):
    """The standards' numbers as the list shows them."""
    return [int(link.text.split(".")[0]) for link in page(response).select(".app-agenda a")]


def rows(response):
    return {
        int(row.select_one("a").text.split(".")[0]): row.get_text(" ", strip=True)
        for row in page(response).select(".app-agenda__row")
    }


def returned(world, ref, key=STANDARDS[0], comment="Say how health pays for it."):
    with world.app.app_context():
        found = db.session.scalars(db.select(Round).filter_by(ref=ref)).one()
        director = world.people["director"]
        values = {"comment": comment, "returned_by_id": director, "returned_at": found.closed_at}
        db.session.add(ReturnedStandard(round_id=found.id, standard_key=key, **values))
        db.session.commit()


def test_the_most_divided_stands_first_and_stays_when_it_is_agreed(world):
    ref = make_round(world, RoundState.WORKSHOP)
    set_levels(world, STANDARDS[8], SPLIT)
    set_levels(world, STANDARDS[0], CLOSE)
    set_levels(world, STANDARDS[1], [2, 4])
    consultant, url = world.client("consultant"), round_url(world, ref, "/workshop")
    before = listed(consultant.get(url))
    assert before[0] == 9
    assert before[-2:] == [1, 2], "close, and then what shows no scores"
    agree(consultant, world, ref, STANDARDS[8], reason="Talked through.")
    assert listed(consultant.get(url)) == before
    assert listed(consultant.get(url, query_string={"order": "instrument"})) == list(range(1, 13))


def test_a_row_says_how_the_scores_lie_and_what_is_agreed(world):
    ref = make_round(world, RoundState.WORKSHOP)
    set_levels(world, STANDARDS[0], CLOSE)
    consultant = world.client("consultant")
    agree(consultant, world, ref, priority="y")
    returned(world, ref)
    with world.app.app_context():
        found = db.session.scalars(db.select(Round)).one()
        factories.dissent(found, STANDARDS[0], db.session.get(factories.Person, world.people["consultant"]))
        db.session.commit()
    said = rows(consultant.get(round_url(world, ref, "/workshop")))
    assert all(
        words in said[1]
        for words in ("Median 3", "close", "Level 3, target 4", "Priority", "1 dissent", "Say how health pays for it.")
    )
    assert "Not agreed yet" in said[2]


def test_what_is_left_is_said_in_plain_words(world):
    ref = make_round(world, RoundState.WORKSHOP)
    consultant = world.client("consultant")
    agree(consultant, world, ref, reason="Talked through.")
    text = page(consultant.get(round_url(world, ref, "/workshop"))).get_text(" ", strip=True)
    assert "1 of 12 agreed. Left: 11 standards to agree and 3 areas to describe." in text


def test_saving_leads_to_the_next_on_the_agenda_or_in_the_questionnaire(world):
    ref = make_round(world, RoundState.WORKSHOP)
    set_levels(world, STANDARDS[8], SPLIT)
    consultant = world.client("consultant")
    order = listed(consultant.get(round_url(world, ref, "/workshop")))
    follow = agree(consultant, world, ref, STANDARDS[8], reason="Talked through.").location
    assert follow.endswith(f"{standard_url(world, ref, STANDARDS[order[1] - 1])}#board")
    url = standard_url(world, ref, STANDARDS[8]) + "?order=instrument"
    form = {"level": "3", "target": "3", "reason": "Anew.", "seen_version": "1"}
    follow = consultant.post(url, data=form).location
    assert follow.endswith(f"{standard_url(world, ref, STANDARDS[9])}?order=instrument#board")
    last = agree(consultant, world, ref, STANDARDS[order[-1] - 1], reason="Talked through.").location
    assert last.endswith("/workshop")


def test_a_standard_gives_median_quartiles_share_and_a_dot_for_each_score(world):
    ref = make_round(world, RoundState.WORKSHOP)
    set_levels(world, STANDARDS[0], SPLIT)
    soup = page(world.client("consultant").get(standard_url(world, ref)))
    assert len(soup.select(".app-plot__dot")) == 12
    text = soup.get_text(" ", strip=True)
    assert "12 scores, median 3.5, middle half 1 to 5, 2 of 12 within one level of the median" in text
    assert "Needed: the scores are split." in text
    assert len(soup.select(".app-five__level")) == 5, "the level texts are at hand"


def test_a_target_above_the_level_needs_its_date_which_is_offered(world):
    ref = make_round(world, RoundState.WORKSHOP)
    consultant = world.client("consultant")
    offered = page(consultant.get(standard_url(world, ref)))
    assert offered.select_one("#target_by-year")["value"] == "2027"
    refused = agree(consultant, world, ref, reason="Kept.", **NO_DATE)
    assert summary_errors(refused) == ["Enter the date by which the target should be reached"]
    assert "Kept." in refused.text
    wrong = agree(consultant, world, ref, reason="Kept.", **{"target_by-month": "13"})
    assert summary_errors(wrong) == ["Target’s date must be a real date"]
    assert agree(consultant, world, ref, target="3", reason="Kept.", **{"target_by-day": "x"}).status_code == 303
    with world.app.app_context():
        stored = db.session.scalar(db.select(AgreedScore))
        assert (stored.target, stored.target_by) == (3, None), "no date where the target is reached already"


def test_target_date_and_priority_are_kept_shown_and_audited(world):
    ref = make_round(world, RoundState.WORKSHOP)
    consultant = world.client("consultant")
    agree(consultant, world, ref, reason="Why.", priority="y")
    shown = page(consultant.get(standard_url(world, ref)))
    assert shown.select_one("#priority").has_attr("checked")
    assert shown.select_one("#target_by-day")["value"] == "31"
    with world.app.app_context():
        entry = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry.became["target_by"] == "2027-03-31"
        assert entry.became["priority"] is True


def test_a_conflict_shows_date_and_priority_of_both(world):
    ref = make_round(world, RoundState.WORKSHOP)
    agree(world.client("consultant"), world, ref, reason="One.", priority="y")
    response = agree(world.client("consultant"), world, ref, reason="Two.", **{"target_by-month": "5"})
    assert response.status_code == 409
    sides = [side.get_text(" ", strip=True) for side in page(response).select(".app-compare__side")]
    assert "By 31 March 2027 A priority One." in sides[0]
    assert summary_errors(response) == []


def test_hidden_scores_are_not_betrayed_by_a_demand_for_a_reason(world):
    """Fewer than three: whatever is agreed, a reason is neither demanded nor spoken of."""
    ref = make_round(world, RoundState.WORKSHOP)
    consultant = world.client("consultant")
    seen = set()
    for levels in ([1, 5], [5, 5], [1]):
        set_levels(world, STANDARDS[0], levels)
        body = consultant.get(standard_url(world, ref)).text
        seen.add(re.sub(r'name="(csrf_token|once)" value="[^"]*"', "", body))
        assert "Needed where the standard is not assessed." in body
    assert len(seen) == 1
    set_levels(world, STANDARDS[0], [1, 5])
    assert agree(consultant, world, ref, level="5", target="5").status_code == 303


def test_a_returned_standard_is_settled_by_agreeing_it_anew(world):
    ref = make_round(world, RoundState.WORKSHOP, agreed=True)
    returned(world, ref)
    consultant = world.client("consultant")
    assert "The director returned this standard: Say how health pays for it." in (
        consultant.get(standard_url(world, ref)).text
    )
    refused = consultant.post(round_url(world, ref, "/workshop/send"))
    assert refused.status_code == 422
    assert summary_errors(refused) == ["Agree “A shared process and principles” again: the director returned it"]
    assert agree(consultant, world, ref, reason="Health pays half.", seen_version="1").status_code == 303
    with world.app.app_context():
        assert db.session.scalar(db.select(ReturnedStandard)).settled_at is not None
    assert "Say how health" not in consultant.get(standard_url(world, ref)).text
    assert consultant.post(round_url(world, ref, "/workshop/send")).status_code == 303


def test_the_list_is_asked_for_anew_only_when_it_has_changed(world):
    ref = make_round(world, RoundState.WORKSHOP)
    consultant = world.client("consultant")
    live = page(consultant.get(round_url(world, ref, "/workshop"))).select_one("#agenda")["hx-get"]
    assert consultant.get(live).status_code == 204
    agree(world.client("consultant"), world, ref, reason="From another desk.")
    answer = consultant.get(live)
    assert answer.status_code == 200
    assert "1 of 12 agreed." in answer.text
    assert "<html" not in answer.text
    assert consultant.get(page(answer).select_one("#agenda")["hx-get"]).status_code == 204


def test_a_standard_says_who_saved_it_meanwhile_and_keeps_what_is_typed(world):
    ref = make_round(world, RoundState.WORKSHOP)
    consultant = world.client("consultant")
    live = page(consultant.get(standard_url(world, ref))).select_one("#meanwhile")["hx-get"]
    assert consultant.get(live).status_code == 204
    agree(world.client("consultant"), world, ref, reason="From another desk.")
    answer = consultant.get(live)
    assert "Consultant saved this standard meanwhile" in answer.text
    assert "From another desk." in answer.text
    assert not page(answer).select("input, textarea"), "nothing of the form is touched"
    assert consultant.get(page(answer).select_one("#meanwhile")["hx-get"]).status_code == 204


@pytest.mark.parametrize("rest", ["/workshop/live", f"/workshop/standards/{STANDARDS[0]}/live"])
def test_nothing_is_live_before_the_scores_show(world, rest):
    ref = make_round(world, RoundState.WORKSHOP, shown=False)
    assert world.client("consultant").get(round_url(world, ref, rest)).status_code == 204


def test_the_dots_alone_can_be_asked_for_and_hide_what_the_page_hides(world):
    ref = make_round(world, RoundState.WORKSHOP)
    consultant = world.client("consultant")
    assert "app-plot__dot" in consultant.get(standard_url(world, ref) + "/scores").text
    set_levels(world, STANDARDS[0], [2, 4])
    assert "app-plot__dot" not in consultant.get(standard_url(world, ref) + "/scores").text
    hidden = make_round_not_shown(world, ref)
    assert "app-plot__dot" not in consultant.get(hidden).text


def make_round_not_shown(world, ref):
    with world.app.app_context():
        found = db.session.scalars(db.select(Round).filter_by(ref=ref)).one()
        found.scores_shown_at = None
        db.session.commit()
    return standard_url(world, ref, STANDARDS[3]) + "/scores"


@pytest.mark.parametrize("people", [3, 40])
def test_screens_take_four_queries_however_many_scored(app, people):
    world = build_world(app, participants=people)
    ref = make_round(world, RoundState.WORKSHOP, submitted=people)
    with app.app_context():
        add_agreement(world, db.session.scalars(db.select(Round)).one())
        db.session.commit()
    consultant = world.client("consultant")
    for url in (round_url(world, ref, "/workshop"), standard_url(world, ref)):
        consultant.get(url)
        consultant.get(url)
        assert len(consultant.queries) <= 4
