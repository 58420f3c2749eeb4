"""The rehearsal: its sample has what a consultant must meet, its steps keep the real rules, and it comes back equal."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessments.agreement import Word, needs_reason, word
from app.assessments.errors import ConflictError, IncompleteError, RoundError, WrongStateError
from app.assessments.models import Naming
from app.assessments.rehearsing import steps
from app.assessments.rehearsing.play import Play, Stage, Stamp, UnreadablePlayError, new_play, play_content, play_from
from app.assessments.rehearsing.sample import PATTERNS, PEOPLE, sample_scores, second_thoughts
from app.assessments.rehearsing.seen import (
    all_ballots_of,
    ballots_of,
    dissent_rows,
    played_state,
    standard_of_dissent,
    waiting,
)
from app.assessments.services.dissenting import DissentGoneError, NewDissent, NobodyToAskError
from app.assessments.services.voting import VoteError
from app.assessments.services.workshop import Agreement, Finding, ReasonNeededError
from app.instruments.document import parse
from tests.world import AREAS, SAP, STANDARDS

INSTRUMENT = parse(SAP, name="sap.yaml")
NEW = new_play(INSTRUMENT)
NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
ME = Stamp(NOON, "Consultant")
SHOWN = steps.show(NEW, at=NOON)
REASON = "Talked through."


def key_of(wanted: Word | None, *, hidden: bool = False) -> str:
    ballots = all_ballots_of(SHOWN)
    return next(
        key
        for key, each in ballots.items()
        if each.first.hidden is hidden and (each.first.spread.word if each.first.spread else None) is wanted
    )


def agreement(level: int | None = 3, *, reason: str = REASON, seen: int = 0, target: int | None = 4) -> Agreement:
    return Agreement(level, target if level else None, reason, seen, dt.date(2027, 9, 30) if level else None, True)


def complete(play: Play) -> Play:
    """Agree and describe whatever is not yet."""
    for standard in play.standards:
        if standard.agreed is None:
            play = steps.agree(play, agreement(), standard.key, stamp=ME)
    for key, described in play.areas:
        if described is None:
            play = steps.describe(play, Finding("Two budgets.", "A joint post.", 0), key, stamp=ME)
    return play


def test_a_sample_holds_every_kind_of_spread():
    found = [each.first for each in all_ballots_of(SHOWN).values()]
    words = [each.spread.word for each in found if each.spread]
    assert words.count(Word.SPLIT) >= 1
    assert words.count(Word.CLOSE) >= 1
    assert words.count(Word.MIXED) >= 3
    assert sum(each.hidden for each in found) == 1
    assert any(each.cannot_score and not each.hidden for each in found)


def test_five_standards_are_enough_for_every_kind():
    five = [sample_scores(place) for place in range(5)]
    levels = [[level for level in each if level is not None] for each in five]
    assert {word(each) for each in levels} == {Word.SPLIT, Word.CLOSE, Word.MIXED, None}
    assert sum(None in each and len(given) > 2 for each, given in zip(five, levels, strict=True)) == 1


def test_everybody_scores_everything_and_the_sample_is_the_same_each_time():
    assert new_play(INSTRUMENT) == NEW
    assert {len(pattern) for pattern in PATTERNS} == {len(PEOPLE)}
    assert len({person.ref for person in PEOPLE}) == len(PEOPLE) == 12


@given(st.lists(st.none() | st.integers(1, 5), min_size=1, max_size=20))
def test_a_second_vote_never_moves_apart(first):
    second = second_thoughts(first)
    assert [level is None for level in second] == [level is None for level in first]
    before, after = ([level for level in each if level] for each in (first, second))
    if before:
        assert min(before) <= min(after) <= max(after) <= max(before)


@pytest.mark.parametrize("pattern", [each for each in PATTERNS if word([level for level in each if level]) != "close"])
def test_the_sample_people_come_closer(pattern):
    before, after = ([level for level in each if level] for each in (pattern, second_thoughts(pattern)))
    assert max(after) - min(after) <= max(before) - min(before)
    assert word(after) in {Word.CLOSE, Word.MIXED, None}


def test_nothing_is_seen_or_agreed_before_the_scores_are_shown():
    assert all_ballots_of(NEW) == {}
    assert ballots_of(NEW, STANDARDS[0]).first.hidden
    with pytest.raises(WrongStateError):
        steps.agree(NEW, agreement(), STANDARDS[0], stamp=ME)
    with pytest.raises(VoteError):
        steps.call_vote(NEW, STANDARDS[0])


def test_a_split_standard_needs_a_reason_until_a_second_vote_brings_it_together():
    split = key_of(Word.SPLIT)
    middle = int(ballots_of(SHOWN, split).first.spread.median)
    with pytest.raises(ReasonNeededError):
        steps.agree(SHOWN, agreement(middle, reason=""), split, stamp=ME)
    voting = steps.call_vote(SHOWN, split)
    held = ballots_of(voting, split)
    assert (held.vote.open, held.vote.voted, held.vote.asked) == (True, 12, 12)
    assert held.second.levels == (), "nothing of an open vote shows"
    assert steps.call_vote(voting, split) == voting, "a second press changes nothing"
    closed = steps.close_vote(voting, split)
    assert steps.close_vote(closed, split) == closed
    held = ballots_of(closed, split)
    assert held.deciding == held.second
    assert len(held.second.levels) == 12
    if held.second.spread.word is not Word.SPLIT:
        steps.agree(closed, agreement(int(held.second.spread.median), reason=""), split, stamp=ME)
    with pytest.raises(VoteError, match="called once"):
        steps.call_vote(closed, split)


def test_one_vote_at_a_time_and_none_on_what_is_not_shown():
    voting = steps.call_vote(SHOWN, key_of(Word.SPLIT))
    with pytest.raises(VoteError, match="Close the second vote that is open"):
        steps.call_vote(voting, key_of(Word.MIXED))
    with pytest.raises(VoteError, match="not shown"):
        steps.call_vote(SHOWN, key_of(None, hidden=True))
    with pytest.raises(VoteError):
        steps.send(complete(voting), INSTRUMENT, stamp=ME)


def test_the_second_of_two_tabs_is_told():
    once = steps.agree(SHOWN, agreement(), STANDARDS[0], stamp=ME)
    with pytest.raises(ConflictError):
        steps.agree(once, agreement(), STANDARDS[0], stamp=ME)
    assert steps.agree(once, agreement(4, seen=1), STANDARDS[0], stamp=ME).standard(STANDARDS[0]).agreed.version == 2
    described = steps.describe(SHOWN, Finding("a", "b", 0), AREAS[0], stamp=ME)
    with pytest.raises(ConflictError):
        steps.describe(described, Finding("c", "d", 0), AREAS[0], stamp=ME)


def test_a_name_stands_at_a_dissent_only_once_its_owner_confirms():
    person = PEOPLE[3]
    asked = steps.dissent(SHOWN, NewDissent("I see it lower.", person.ref), STANDARDS[0], ref="one")
    asked = steps.dissent(asked, NewDissent("So do I."), STANDARDS[0], ref="two")
    assert [row.name for row in dissent_rows(asked.standard(STANDARDS[0]))] == ["", ""]
    assert [(said.ref, name) for said, name in waiting(asked.standard(STANDARDS[0]))] == [("one", person.name)]
    key = STANDARDS[0]
    assert standard_of_dissent(asked, "one") == key
    assert standard_of_dissent(asked, "none") is None
    named = steps.answer_dissent(asked, "one", confirms=True)
    assert [line.name for line in played_state(named).dissents[key]] == [person.name, ""]
    declined = steps.answer_dissent(asked, "one", confirms=False)
    assert [row.naming for row in dissent_rows(declined.standard(key))] == [Naming.UNNAMED, Naming.UNNAMED]
    assert person.ref not in json.dumps(play_content(declined)), "whoever declined is forgotten"
    left = steps.remove_dissent(named, "two")
    assert [row.ref for row in dissent_rows(left.standard(key))] == ["one"]
    for gone in (lambda: steps.remove_dissent(left, "two"), lambda: steps.answer_dissent(left, "one", confirms=True)):
        with pytest.raises(DissentGoneError):
            gone()
    with pytest.raises(NobodyToAskError):
        steps.dissent(SHOWN, NewDissent("x", "somebody-real"), STANDARDS[0], ref="three")


def test_the_director_returns_one_standard_once_and_then_signs():
    with pytest.raises(IncompleteError) as refused:
        steps.send(SHOWN, INSTRUMENT, stamp=ME)
    assert refused.value.missing == (*STANDARDS, *AREAS)
    with pytest.raises(WrongStateError):
        steps.let_director_answer(SHOWN, at=NOON)
    sent = steps.send(
        complete(steps.agree(SHOWN, agreement(5, target=5), STANDARDS[6], stamp=ME)), INSTRUMENT, stamp=ME
    )
    assert sent.stage is Stage.WITH_DIRECTOR
    with pytest.raises(WrongStateError):
        steps.agree(sent, agreement(seen=1), STANDARDS[0], stamp=ME)
    back = steps.let_director_answer(sent, at=NOON)
    assert back.stage is Stage.WORKSHOP
    assert list(played_state(back).returned) == [STANDARDS[6]], "a director asks about the highest level"
    with pytest.raises(IncompleteError) as refused:
        steps.send(back, INSTRUMENT, stamp=ME)
    assert refused.value.missing == (STANDARDS[6],)
    again = steps.send(steps.agree(back, agreement(4, seen=1), STANDARDS[6], stamp=ME), INSTRUMENT, stamp=ME)
    signed = steps.let_director_answer(again, at=NOON)
    assert signed.stage is Stage.SIGNED
    with pytest.raises(WrongStateError):
        steps.let_director_answer(signed, at=NOON)


def test_a_reason_that_is_asked_for_since_is_given_before_sending():
    split = key_of(Word.SPLIT)
    lacking = tuple(
        replace(each, agreed=replace(each.agreed, reason="")) if each.key == split and each.agreed else each
        for each in complete(SHOWN).standards
    )
    with pytest.raises(IncompleteError) as refused:
        steps.send(replace(complete(SHOWN), standards=lacking), INSTRUMENT, stamp=ME)
    assert refused.value.missing == (split,)


def test_what_cannot_be_read_is_said_in_words():
    with pytest.raises(UnreadablePlayError):
        play_from({"standards": "none"})


keys, areas, refs = st.sampled_from(STANDARDS), st.sampled_from(AREAS), st.sampled_from("abc")
levels, versions = st.none() | st.integers(1, 5), st.integers(0, 2)
step = st.one_of(
    st.just(lambda play: steps.show(play, at=NOON)),
    st.just(complete),
    keys.map(lambda key: lambda play: steps.call_vote(play, key)),
    keys.map(lambda key: lambda play: steps.close_vote(play, key)),
    st.tuples(keys, levels, versions, st.sampled_from(["", REASON])).map(
        lambda it: lambda play: steps.agree(play, agreement(it[1], reason=it[3], seen=it[2]), it[0], stamp=ME)
    ),
    st.tuples(areas, versions).map(
        lambda it: lambda play: steps.describe(play, Finding("a", "b", it[1]), it[0], stamp=ME)
    ),
    st.tuples(keys, refs, st.sampled_from(["", PEOPLE[0].ref])).map(
        lambda it: lambda play: steps.dissent(play, NewDissent("text", it[2]), it[0], ref=it[1])
    ),
    refs.map(lambda ref: lambda play: steps.remove_dissent(play, ref)),
    st.tuples(refs, st.booleans()).map(lambda it: lambda play: steps.answer_dissent(play, it[0], confirms=it[1])),
    st.just(lambda play: steps.send(play, INSTRUMENT, stamp=ME)),
    st.just(lambda play: steps.let_director_answer(play, at=NOON)),
)


@given(st.lists(step, max_size=30))
def test_whatever_is_pressed_the_rules_hold_and_the_document_comes_back_equal(walk):
    play = NEW
    for press in walk:
        before = play
        try:
            play = press(play)
        except RoundError:
            assert play is before
        hold(play)
    assert play_from(json.loads(json.dumps(play_content(play)))) == play


def hold(play: Play) -> None:
    """What is true of every rehearsal at every moment."""
    assert [each.first for each in play.standards] == [each.first for each in NEW.standards], (
        "first scores never change"
    )
    assert sum(each.vote_open for each in play.standards) <= 1
    for each in play.standards:
        ballots = ballots_of(play, each.key)
        for seen in (ballots.first, ballots.second):
            assert len(seen.levels) == 0 or len(seen.levels) >= 3
        assert not (each.vote_open and ballots.second.levels)
        assert (each.agreed is None) or play.shown
        assert each.returned == "" or play.stage is Stage.WORKSHOP
        for said in each.dissents:
            assert (said.asked == "") is (said.naming is Naming.UNNAMED)
        if each.agreed and each.agreed.level is None and ballots.deciding.levels:
            assert each.agreed.reason
    if play.stage is not Stage.WORKSHOP:
        assert all(each.agreed for each in play.standards)
        assert all(described for _, described in play.areas)


def test_a_reason_is_asked_for_exactly_where_the_real_rule_asks():
    for key in STANDARDS:
        given = ballots_of(SHOWN, key).deciding.levels
        for level in (None, 1, 2, 3, 4, 5):
            needed = bool(given) and needs_reason(level, given)
            try:
                steps.agree(SHOWN, agreement(level, reason="", target=5), key, stamp=ME)
            except ReasonNeededError:
                assert needed
            else:
                assert not needed
