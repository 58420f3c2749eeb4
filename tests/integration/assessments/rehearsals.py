"""Rehearsals at each step, kept directly, so that a test starts where its question starts."""

import datetime as dt
from collections.abc import Callable

from app.assessments.models import Rehearsal
from app.assessments.rehearsing import steps
from app.assessments.rehearsing.play import Play, Stamp, new_play, play_content
from app.assessments.services.dissenting import NewDissent
from app.assessments.services.workshop import Agreement, Finding
from app.db import db
from app.instruments.document import Instrument
from tests.conftest import NOON
from tests.world import INSTRUMENT, STANDARDS, World

TEXT: Instrument = INSTRUMENT
DISSENT = "abcdefghjkmnpq"
ME = Stamp(NOON, "Consultant")


def begun() -> Play:
    """Everybody has scored; nothing is shown."""
    return new_play(TEXT)


def shown() -> Play:
    """The scores show; a second vote is closed, another is open; somebody was asked to put a name to a dissent."""
    play = steps.show(begun(), at=NOON)
    play = steps.close_vote(steps.call_vote(play, STANDARDS[6]), STANDARDS[6])
    play = steps.call_vote(play, STANDARDS[0])
    return steps.dissent(play, NewDissent("I see it lower.", "grace"), STANDARDS[0], ref=DISSENT)


def agreed() -> Play:
    """Everything is agreed and described."""
    play = steps.close_vote(shown(), STANDARDS[0])
    for place, key in enumerate(STANDARDS):
        level = 1 + place % 5
        agreement = Agreement(level, min(5, level + 1), "Talked through.", 0, dt.date(2027, 9, 30), place % 2 == 0)
        play = steps.agree(play, agreement, key, stamp=ME)
    for key, _ in play.areas:
        play = steps.describe(play, Finding("Two budgets.", "A joint post.", 0), key, stamp=ME)
    return play


def sent() -> Play:
    """The result is with the sample director."""
    return steps.send(agreed(), TEXT, stamp=ME)


def returned() -> Play:
    """The sample director has returned one standard."""
    return steps.let_director_answer(sent(), at=NOON)


def signed() -> Play:
    """The sample director has signed."""
    play = returned()
    key = next(each.key for each in play.standards if each.returned)
    play = steps.agree(play, Agreement(4, 4, "Talked through again.", 1), key, stamp=ME)
    return steps.let_director_answer(steps.send(play, TEXT, stamp=ME), at=NOON)


def keep(world: World, at: Callable[[], Play], who: str = "consultant") -> None:
    """Keep the rehearsal as the service does."""
    with world.app.app_context():
        db.session.add(
            Rehearsal(
                engagement_id=world.engagement_id,
                person_id=world.people[who],
                instrument_digest=world.digest,
                content=play_content(at()),
                started_at=NOON,
                saved_at=NOON,
            )
        )
        db.session.commit()
