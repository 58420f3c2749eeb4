"""The workshop, plainly: what is seen of the scores, when a reason is needed, and two consultants at once."""

import pytest

from app.assessments.models import AgreedScore, IndividualScore, Participation, RoundState
from app.db import db
from tests.clients import page, summary_errors
from tests.integration.assessments.rounds import make_round, round_url
from tests.world import AREAS, STANDARDS


def standard_url(world, ref, key=STANDARDS[0]):
    return round_url(world, ref, f"/workshop/standards/{key}")


BY = {"target_by-day": "31", "target_by-month": "3", "target_by-year": "2027"}


def set_levels(world, key, levels):
    """Give the participants, in order, these levels on a standard; None cannot score it."""
    with world.app.app_context():
        scores = db.session.scalars(
            db.select(IndividualScore)
            .join(Participation)
            .filter(IndividualScore.standard_key == key)
            .order_by(Participation.id)
        ).all()
        for number, score in enumerate(scores):
            level = levels[number] if number < len(levels) else None
            score.level, score.cannot_score, score.cannot_reason = (
                level,
                level is None,
                "" if level else "I am new here.",
            )
        db.session.commit()


def agree(client, world, ref, key=STANDARDS[0], **form):
    given = {"level": "3", "target": "4", "reason": "", "seen_version": "0"} | BY | form
    return client.post(standard_url(world, ref, key), data=given)


def test_no_score_is_seen_before_the_consultant_shows_them(world):
    ref = make_round(world, RoundState.WORKSHOP, shown=False)
    consultant = world.client("consultant")
    assert "The scores are not shown yet" in consultant.get(standard_url(world, ref)).text
    consultant.post(round_url(world, ref, "/workshop/show"))
    assert "12 scores, median" in page(consultant.get(standard_url(world, ref))).get_text(" ", strip=True)


def test_two_scores_are_never_shown_three_are(world):
    ref = make_round(world, RoundState.WORKSHOP)
    consultant = world.client("consultant")
    set_levels(world, STANDARDS[0], [2, 4])
    text = consultant.get(standard_url(world, ref)).text
    assert "Fewer than three people scored this standard" in text
    assert "I am new here." not in text
    set_levels(world, STANDARDS[0], [2, 4, 4])
    text = page(consultant.get(standard_url(world, ref))).get_text(" ", strip=True)
    assert "3 scores, median 4" in text
    assert "9 people could not score it" in text
    assert "Mixed" not in text, "fewer than four scores have no word"


@pytest.mark.parametrize(
    ("levels", "agreed", "needs"),
    [
        ([3] * 12, "3", False),
        ([3] * 12, "4", True),
        ([1, 1, 1, 1, 2, 3, 4, 5, 5, 5, 5, 5], "4", True),
        ([2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4], "3", False),
    ],
)
def test_a_reason_is_needed_where_split_or_away_from_the_median(world, levels, agreed, needs):
    ref = make_round(world, RoundState.WORKSHOP)
    set_levels(world, STANDARDS[0], levels)
    consultant = world.client("consultant")
    response = agree(consultant, world, ref, level=agreed, target="5")
    assert (response.status_code == 422) is needs
    if needs:
        assert "Give the reason" in summary_errors(response)[0]
        assert (
            agree(consultant, world, ref, level=agreed, target="5", reason="Health carries most of it.").status_code
            == 303
        )


def test_a_target_below_the_level_is_refused_beside_its_field(world):
    ref = make_round(world, RoundState.WORKSHOP)
    response = agree(world.client("consultant"), world, ref, level="3", target="2", reason="kept words")
    assert summary_errors(response) == ["The target level must be the agreed level or higher"]
    assert "kept words" in response.text


def test_not_assessed_needs_a_reason_and_takes_no_target(world):
    ref = make_round(world, RoundState.WORKSHOP)
    consultant = world.client("consultant")
    assert summary_errors(agree(consultant, world, ref, level="none")) == ["Say why this standard is not assessed"]
    agree(consultant, world, ref, level="none", reason="Nobody here commissions regionally.")
    with world.app.app_context():
        stored = db.session.scalar(db.select(AgreedScore))
        assert (stored.level, stored.target) == (None, None)


def test_a_second_editor_is_shown_both_texts_and_loses_nothing(world):
    ref = make_round(world, RoundState.WORKSHOP)
    first, second = world.client("consultant"), world.client("consultant")
    agree(first, world, ref, reason="The first consultant’s words.")
    response = agree(second, world, ref, level="2", target="3", reason="The second consultant’s words.")
    assert response.status_code == 409
    assert "The first consultant’s words." in response.text
    assert response.text.count("The second consultant’s words.") == 2, "beside the other’s, and in the field"
    seen = page(response).find("input", attrs={"name": "seen_version"})["value"]
    assert agree(second, world, ref, level="2", target="3", reason="Both in one.", seen_version=seen).status_code == 303


def test_a_second_editor_of_an_area_is_shown_both_texts(world):
    ref = make_round(world, RoundState.WORKSHOP)
    url = round_url(world, ref, f"/workshop/areas/{AREAS[0]}")
    world.client("consultant").post(url, data={"challenges": "One.", "capacity": "First.", "seen_version": "0"})
    response = world.client("consultant").post(
        url, data={"challenges": "Two.", "capacity": "Second.", "seen_version": "0"}
    )
    assert response.status_code == 409
    assert all(words in response.text for words in ("One.", "First.", "Two.", "Second."))


def test_evidence_names_its_owner_and_never_a_level(world):
    ref = make_round(world, RoundState.WORKSHOP)
    with world.app.app_context():
        score = db.session.scalar(
            db.select(IndividualScore)
            .join(Participation)
            .filter(
                Participation.person_id == world.people["participant3"], IndividualScore.standard_key == STANDARDS[0]
            )
        )
        score.evidence_note, score.level = "The joint strategy of 2025", 5
        db.session.commit()
    evidence = (
        page(world.client("consultant").get(standard_url(world, ref)))
        .select_one(".app-evidence")
        .get_text(" ", strip=True)
    )
    assert (
        evidence == "The joint strategy of 2025 Participant3, Council, 20 November 2026 at 12:00"
        or "Health" in evidence
    )


def test_nothing_can_be_agreed_once_the_director_has_it(world):
    ref = make_round(world, RoundState.WITH_DIRECTOR)
    consultant = world.client("consultant")
    agree(consultant, world, ref, level="5", target="5", reason="Too late", seen_version="1")
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(AgreedScore).filter_by(reason="Too late")) == 0


@pytest.mark.parametrize("target", ["", "9", "x"])
def test_a_level_without_a_sound_target_keeps_the_typed_reason(world, target):
    ref = make_round(world, RoundState.WORKSHOP)
    response = agree(world.client("consultant"), world, ref, target=target, reason="Written with care.")
    assert summary_errors(response) == ["Choose the target level"]
    assert "Written with care." in response.text


def test_a_version_that_nobody_could_have_seen_is_a_conflict_and_no_error(world):
    ref = make_round(world, RoundState.WORKSHOP)
    assert agree(world.client("consultant"), world, ref, seen_version="9" * 5000).status_code == 409


@pytest.mark.parametrize("key", ["%00", "no-such-standard", "Markets"])
def test_a_key_that_no_standard_has_is_not_found(world, key):
    ref = make_round(world, RoundState.WORKSHOP)
    assert world.client("consultant").get(standard_url(world, ref, key)).status_code == 404


def test_a_key_of_a_form_with_signs_in_it_does_no_harm(world):
    ref = make_round(world, RoundState.WORKSHOP)
    assert agree(world.client("consultant"), world, ref, once="abc\x00def").status_code == 303
