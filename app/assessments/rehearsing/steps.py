"""The steps of a rehearsal, each from one play to the next, refused for the reasons that refuse them in a round."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from app.assessments.errors import ConflictError, IncompleteError, WrongStateError
from app.assessments.models import Naming
from app.assessments.rehearsing.play import (
    Described,
    Event,
    Play,
    PlayedDissent,
    PlayedStandard,
    Recorded,
    Stage,
    Stamp,
)
from app.assessments.rehearsing.sample import COMMENT, DIRECTOR, PEOPLE, second_thoughts
from app.assessments.rehearsing.seen import all_ballots_of, ballots_of, played_state
from app.assessments.services.dissenting import DissentGoneError, NewDissent, NobodyToAskError
from app.assessments.services.voting import NOT_SHOWN, ONE_AT_A_TIME, ONLY_ONCE, VoteError
from app.assessments.services.workshop import (
    AGREE_ALL,
    AGREE_ANEW,
    CLOSE_THE_VOTE,
    GIVE_REASONS,
    SHOW_FIRST,
    Agreement,
    Finding,
    ReasonNeededError,
)
from app.assessments.unfinished import lacks_reason, missing, unreasoned
from app.instruments.document import Instrument

NOT_NOW = "The sample result has left its workshop."
PEOPLE_ASKED = frozenset(person.ref for person in PEOPLE)


def show(play: Play, *, at: dt.datetime) -> Play:
    """Show the unnamed scores; a second press changes nothing."""
    return play if _in_workshop(play).shown else replace(play, shown_at=at)


def call_vote(play: Play, key: str) -> Play:
    """Open a second vote, in which the sample people vote at once. Raises VoteError; a second press changes nothing."""
    held = ballots_of(_in_workshop(play), key)
    if held.vote is not None and held.vote.open:
        return play
    refuse_while_voting(play, ONE_AT_A_TIME)
    if held.first.hidden:
        raise VoteError(NOT_SHOWN)
    if not held.may_be_called:
        raise VoteError(ONLY_ONCE)
    first = play.standard(key).first
    return _with(play, key, lambda standard: replace(standard, second=second_thoughts(first), vote_open=True))


def close_vote(play: Play, key: str) -> Play:
    """Close the vote, so that its scores are seen; a second press changes nothing."""
    return _with(play, key, lambda standard: replace(standard, vote_open=False))


def refuse_while_voting(play: Play, message: str) -> None:
    """Raise VoteError with `message` while a vote is open."""
    if any(standard.vote_open for standard in play.standards):
        raise VoteError(message)


def agree(play: Play, agreement: Agreement, key: str, *, stamp: Stamp) -> Play:
    """Record what is agreed, which settles what the director returned. Raises as the real workshop does."""
    if not _in_workshop(play).shown:
        raise WrongStateError(SHOW_FIRST)
    if lacks_reason(agreement.level, agreement.reason, ballots_of(play, key).deciding):
        raise ReasonNeededError
    stored = play.standard(key).agreed
    if (stored.version if stored else 0) != agreement.seen_version:
        raise ConflictError
    recorded = Recorded(
        level=agreement.level,
        target=agreement.target,
        target_by=agreement.target_by if agreement.target is not None else None,
        priority=agreement.priority,
        reason=agreement.reason,
        version=agreement.seen_version + 1,
        stamp=stamp,
    )
    return _with(play, key, lambda standard: replace(standard, agreed=recorded, returned=""))


def dissent(play: Play, what: NewDissent, key: str, *, ref: str) -> Play:
    """Record a dissent, unnamed or with a sample person asked. Raises NobodyToAskError."""
    if what.ask and what.ask not in PEOPLE_ASKED:
        raise NobodyToAskError("Choose one of the sample people.")
    naming = Naming.ASKED if what.ask else Naming.UNNAMED
    said = PlayedDissent(ref, what.text, naming, what.ask)
    return _with(_in_workshop(play), key, lambda standard: replace(standard, dissents=(*standard.dissents, said)))


def remove_dissent(play: Play, ref: str) -> Play:
    """Take a dissent back. Raises DissentGoneError."""
    return _of_dissent(play, ref, lambda _: None)


def answer_dissent(play: Play, ref: str, *, confirms: bool) -> Play:
    """Let the sample person who was asked put the name to it, or not. Raises DissentGoneError."""

    def answered(said: PlayedDissent) -> PlayedDissent:
        if said.naming is not Naming.ASKED:
            raise DissentGoneError("This is no longer waiting for an answer.")
        return replace(said, naming=Naming.NAMED) if confirms else replace(said, naming=Naming.UNNAMED, asked="")

    return _of_dissent(play, ref, answered)


def describe(play: Play, what: Finding, area_key: str, *, stamp: Stamp) -> Play:
    """Record an area's challenges and capacity. Raises ConflictError."""
    stored = _in_workshop(play).area(area_key)
    if (stored.version if stored else 0) != what.seen_version:
        raise ConflictError
    described = Described(what.challenges, what.capacity, what.seen_version + 1, stamp)
    return replace(play, areas=tuple((key, described if key == area_key else was) for key, was in play.areas))


def send(play: Play, instrument: Instrument, *, stamp: Stamp) -> Play:
    """Hand the result to the sample director. Raises IncompleteError, naming what is still to do."""
    state = played_state(_in_workshop(play))
    refuse_while_voting(play, CLOSE_THE_VOTE)
    left = missing(instrument, state.agreed, state.found)
    if left:
        raise IncompleteError(AGREE_ALL, left)
    unsettled = tuple(standard.key for standard in play.standards if standard.returned)
    if unsettled:
        raise IncompleteError(AGREE_ANEW, unsettled)
    without_reason = unreasoned(instrument, state.agreed, all_ballots_of(play))
    if without_reason:
        raise IncompleteError(GIVE_REASONS, without_reason)
    return _tell(replace(play, stage=Stage.WITH_DIRECTOR), Event("sent", stamp))


def let_director_answer(play: Play, *, at: dt.datetime) -> Play:
    """Let the sample director read: once a standard comes back with a comment, then the result is signed."""
    if play.stage is not Stage.WITH_DIRECTOR:
        raise WrongStateError("The sample result is not with the director.")
    stamp = Stamp(at, DIRECTOR)
    if play.was_returned:
        return _tell(replace(play, stage=Stage.SIGNED), Event("signed", stamp))
    key = _doubtful(play)
    returned = _with(replace(play, stage=Stage.WORKSHOP), key, lambda standard: replace(standard, returned=COMMENT))
    return _tell(returned, Event("returned", stamp, key, COMMENT))


def _tell(play: Play, event: Event) -> Play:
    return replace(play, events=(*play.events, event))


def _doubtful(play: Play) -> str:
    """Choose what a director would ask about: the highest level agreed, the first of several."""
    levels = [(-(standard.agreed.level or 0) if standard.agreed else 0, standard.key) for standard in play.standards]
    return min(levels, key=lambda each: each[0])[1]


def why_not(play: Play) -> str:
    """Say why nothing can be put down now."""
    return NOT_NOW if play.shown else SHOW_FIRST


def _in_workshop(play: Play) -> Play:
    if play.stage is not Stage.WORKSHOP:
        raise WrongStateError(NOT_NOW)
    return play


def _with(play: Play, key: str, change: Callable[[PlayedStandard], PlayedStandard]) -> Play:
    """Change one standard. Raises KeyError for none of ours."""
    return _put(play, change(play.standard(key)))


def _put(play: Play, changed: PlayedStandard) -> Play:
    return replace(play, standards=tuple(changed if each.key == changed.key else each for each in play.standards))


def _of_dissent(play: Play, ref: str, change: Callable[[PlayedDissent], PlayedDissent | None]) -> Play:
    """Change the dissent with this reference, or take it out where `change` gives None."""
    for standard in _in_workshop(play).standards:
        if any(said.ref == ref for said in standard.dissents):
            changed = [change(said) if said.ref == ref else said for said in standard.dissents]
            kept = replace(standard, dissents=tuple(said for said in changed if said is not None))
            return _put(play, kept)
    raise DissentGoneError("That dissent is not there any more.")
