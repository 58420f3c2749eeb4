"""Evidence carried over to the next round: asked "still true?", and counting for nothing until somebody says so."""

import io

import pytest

from app.assessments.models import EvidenceItem, IndividualScore, Participation, Round, RoundKind, RoundState
from app.assessments.queries.evidence import evidence_lines
from app.db import db
from app.files.models import StoredFile
from tests import factories
from tests.clients import page, summary_errors
from tests.integration.assessments.rounds import add_agreement, make_round, round_url
from tests.integration.assessments.test_evidence import add, items, set_round, sign
from tests.unit.files import samples
from tests.world import STANDARDS

KEY = STANDARDS[4]


@pytest.fixture
def signed(world, clock):
    """A signed baseline with a note of participant 1, an unsubmitted one of participant 12, and an officer's file."""
    ref = make_round(world, RoundState.WORKSHOP, submitted=11, agreed=True)
    with world.app.app_context():
        for number in (1, 12):
            score = db.session.scalar(
                db.select(IndividualScore)
                .join(Participation)
                .filter(
                    Participation.person_id == world.people[f"participant{number}"],
                    IndividualScore.standard_key == STANDARDS[0],
                )
            )
            score.evidence_note = f"Note of participant {number}"
        db.session.commit()
    add(world, ref, file=(io.BytesIO(samples.PDF), "needs.pdf"))
    sign(world, ref)
    return ref


def start(world, kind=RoundKind.MID_YEAR):
    form = {
        "kind": kind.value, "instrument": world.digest, "once": f"start {kind}",
        "deadline-day": "1", "deadline-month": "4", "deadline-year": "2027",
    }  # fmt: skip
    answer = world.client("lead_officer").post(world.url("/rounds/new"), data=form)
    assert answer.status_code == 303, summary_errors(answer)
    with world.app.app_context():
        return db.session.scalar(db.select(Round.ref).filter_by(kind=kind))


def carried(world, ref):
    with world.app.app_context():
        return db.session.scalars(
            db.select(EvidenceItem)
            .join(Round, Round.id == EvidenceItem.round_id)
            .filter(Round.ref == ref)
            .order_by(EvidenceItem.standard_key != STANDARDS[0], EvidenceItem.id)
        ).all()


def answer_url(world, ref, item):
    return round_url(world, ref, f"/evidence/{item.ref}/still-true")


def say(world, ref, item, answer, who="lead_officer", note="", version="1"):
    form = {"still_true": answer, "note": note, "seen_version": version}
    return world.client(who).post(answer_url(world, ref, item), data=form)


def test_what_everybody_saw_is_carried_over_unanswered_and_no_score_is(world, signed):
    ref = start(world)
    note, file = carried(world, ref)
    assert (note.note, note.owner_id, note.still_true) == ("Note of participant 1", world.people["participant1"], None)
    assert file.file_id == items(world)[0].file_id
    assert not file.offered_alone
    text = world.client("manager").get(round_url(world, ref, "/evidence")).text
    assert text.count("Not confirmed yet") == 2
    assert "from the baseline round" in text
    assert "participant 12" not in text
    with world.app.app_context():
        started = db.session.scalar(db.select(Round).filter_by(ref=ref))
        assert not [line.counts for lines in evidence_lines(started.id).values() for line in lines if line.counts]
        assert db.session.scalar(db.select(Participation.id).filter_by(round_id=started.id)) is None


def test_a_first_round_carries_nothing_over(world):
    assert carried(world, start(world, RoundKind.BASELINE)) == []


def test_its_owner_or_a_lead_officer_says_whether_it_is_still_true(world, signed):
    ref = start(world)
    note, file = carried(world, ref)
    assert say(world, ref, note, "yes", who="participant1", note="Renewed in May").status_code == 303
    assert say(world, ref, file, "no").status_code == 303
    text = world.client("director").get(round_url(world, ref, "/evidence")).text
    assert ("Still true" in text, "No longer true" in text, "Renewed in May" in text) == (True, True, True)
    with world.app.app_context():
        started = db.session.scalar(db.select(Round).filter_by(ref=ref))
        lines = evidence_lines(started.id)
    assert [(line.counts, line.carried_from) for line in lines[STANDARDS[0]]] == [(True, "Baseline")]
    assert [(line.counts, line.still_true) for line in lines[KEY]] == [(False, False)]


@pytest.mark.parametrize("who", ["participant2", "consultant", "director", "manager"])
def test_nobody_else_does(world, signed, who):
    ref = start(world)
    note = carried(world, ref)[0]
    assert world.client(who).get(answer_url(world, ref, note)).status_code == 404
    assert say(world, ref, note, "yes", who=who).status_code == 404
    assert carried(world, ref)[0].still_true is None


def test_an_answer_is_needed_and_the_second_of_two_is_shown_both(world, signed):
    ref = start(world)
    note = carried(world, ref)[0]
    assert summary_errors(say(world, ref, note, "", note="kept")) == ["Say whether it is still true"]
    assert say(world, ref, note, "yes", who="lead_officer", note="First word").status_code == 303
    second = say(world, ref, note, "no", who="participant1", note="Second word")
    assert second.status_code == 409
    assert "First word" in second.text
    assert "Second word" in second.text
    assert carried(world, ref)[0].answer_note == "First word"
    version = page(second).find("input", attrs={"name": "seen_version"})["value"]
    assert say(world, ref, note, "no", who="participant1", note="Second word", version=version).status_code == 303
    assert carried(world, ref)[0].still_true is False


@pytest.mark.parametrize("state", [RoundState.WITH_DIRECTOR, RoundState.SIGNED, RoundState.REOPENED])
def test_it_is_locked_as_all_evidence_is(world, signed, state, clock):
    ref = start(world)
    note = carried(world, ref)[0]
    set_round(world, ref, state=state, closed_at=clock())
    assert say(world, ref, note, "yes").status_code == 303
    assert carried(world, ref)[0].still_true is None


def test_the_owner_is_asked_on_the_scoring_page(world, signed, clock):
    ref = start(world)
    with world.app.app_context():
        started = db.session.scalar(db.select(Round).filter_by(ref=ref))
        started.state, started.opened_at = RoundState.SCORING, clock()
        owner = db.session.get_one(factories.Person, world.people["participant1"])
        factories.participation(started, owner)
        db.session.commit()
    note, me = carried(world, ref)[0], world.client("participant1")
    standard = round_url(world, ref, f"/scoring/standards/{STANDARDS[0]}")
    shown = page(me.get(standard))
    link = shown.find("a", href=f"{answer_url(world, ref, note)}?from=scoring")
    assert len(me.queries) <= 3
    assert not shown.find("input", attrs={"name": "level", "checked": True}), "the score is not carried over"
    form = page(me.get(link["href"])).select_one("main form")
    answer = me.post(form["action"], data={"still_true": "yes", "note": "", "seen_version": "1"})
    assert answer.location == standard
    assert "Still true" in me.get(standard).text


def test_carried_twice_it_keeps_the_round_that_confirmed_it_last(world, signed, clock):
    middle = start(world)
    note, file = carried(world, middle)
    say(world, middle, note, "yes")
    set_round(world, middle, state=RoundState.WORKSHOP, closed_at=clock(), scores_shown_at=clock())
    with world.app.app_context():
        add_agreement(world, db.session.scalar(db.select(Round).filter_by(ref=middle)))
        db.session.commit()
    clock.advance(hours=1)
    sign(world, middle)
    last = carried(world, start(world, RoundKind.END_OF_YEAR))
    with world.app.app_context():
        kinds = {each.id: each.kind for each in db.session.scalars(db.select(Round))}
        assert db.session.scalar(db.select(db.func.count()).select_from(StoredFile)) == 1
    assert [kinds[each.carried_from_id] for each in last] == [RoundKind.MID_YEAR, RoundKind.BASELINE]
    assert [each.still_true for each in last] == [None, None]
    assert last[1].file_id == file.file_id
