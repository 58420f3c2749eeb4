"""Draws the questions of a knowledge check, the same for the same seed, and counts right answers. Pure."""

import hashlib
from collections.abc import Collection, Iterator, Mapping

from app.learning.content import Programme, Question

ASKED = 8


def draw(programme: Programme, seed: str, *, seen: Collection[str] = ()) -> tuple[Question, ...]:
    """Give eight questions, or all if there are fewer: one for each topic, then spread over sessions.

    Questions of `seen` come only where no other is left, so that who takes the check again is asked something new.
    """

    def rank(question: Question) -> tuple[bool, str]:
        return question.id in seen, hashlib.sha256(f"{seed}/{question.id}".encode()).hexdigest()

    drawn: dict[str, Question] = {}
    for pool in [*_by_topic(programme), *_by_session(programme)]:
        left = [question for question in pool if question.id not in drawn]
        if left and len(drawn) < ASKED:
            chosen = min(left, key=rank)
            drawn[chosen.id] = chosen
    return tuple(drawn.values())


def _by_topic(programme: Programme) -> Iterator[list[Question]]:
    """The questions of each topic; the topics with the fewest come first, as others have more to choose from."""
    pools = [
        [question for session in programme.sessions if topic.key in session.topics for question in session.questions]
        for topic in programme.topics
    ]
    yield from sorted(pools, key=len)


def _by_session(programme: Programme) -> Iterator[list[Question]]:
    """The questions of each session in turn, round after round, until all have had a chance."""
    for _ in range(ASKED):
        yield from (list(session.questions) for session in programme.sessions)


def correct(questions: Collection[Question], answers: Mapping[str, int]) -> int:
    """Count the right answers; a question without one is wrong."""
    return sum(answers.get(question.id) == question.answer for question in questions)
