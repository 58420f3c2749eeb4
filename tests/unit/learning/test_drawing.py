"""The draw of a knowledge check: one question for each topic, the same for the same seed, new ones when taken again."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from app.learning.drawing import ASKED, correct, draw
from tests.learning_factories import four_days


@given(st.text(max_size=30))
def test_every_topic_is_asked_once_whatever_the_seed(seed: str) -> None:
    programme = four_days()
    drawn = draw(programme, seed)
    assert len({question.id for question in drawn}) == len(drawn) == ASKED
    session_of = {question.id: session for session in programme.sessions for question in session.questions}
    for topic in programme.topics:
        assert any(topic.key in session_of[question.id].topics for question in drawn), topic
    assert draw(programme, seed) == drawn


def test_another_seed_draws_others_and_a_retake_asks_something_new() -> None:
    programme = four_days()
    assert draw(programme, "one") != draw(programme, "two")
    first = {question.id for question in draw(programme, "one")}
    assert not first & {question.id for question in draw(programme, "two", seen=first)}


def test_without_topics_the_questions_spread_over_sessions_and_a_small_package_asks_all_it_has() -> None:
    bare = dataclasses.replace(four_days(), topics=())
    assert len({question.id.partition("-")[0] for question in draw(bare, "seed")}) == ASKED
    small = dataclasses.replace(bare, sessions=bare.sessions[:2])
    assert len(draw(small, "seed")) == len(small.questions) == 6
    assert draw(dataclasses.replace(bare, sessions=()), "seed") == ()


def test_a_question_without_an_answer_is_wrong() -> None:
    asked = draw(four_days(), "seed")
    right = {question.id: question.answer for question in asked}
    assert correct(asked, right) == ASKED
    assert correct(asked, dict(list(right.items())[2:])) == ASKED - 2
    assert correct(asked, {}) == 0
