"""What may be seen of a rehearsal, in the very values that the screens and the result of a real round are made of."""

import datetime as dt
from collections import Counter

from app.assessments.minutes import Facts, Held, Minutes, minutes
from app.assessments.models import Naming
from app.assessments.queries.agreed import Agreed, AgreedState, DissentRow, Found
from app.assessments.queries.evidence import Evidence
from app.assessments.queries.minutes import Step
from app.assessments.queries.unnamed import UnnamedScores, put_together
from app.assessments.queries.votes import NO_BALLOTS, Ballots, Vote
from app.assessments.rehearsing.play import Play, PlayedDissent, PlayedStandard, Stamp
from app.assessments.rehearsing.sample import CANNOT, PEOPLE, Levels
from app.assessments.result import DissentLine, EvidenceLine, Result
from app.assessments.result.making import Ground, make_result
from app.db.clock import LONDON
from app.instruments.document import Instrument
from app.security import EngagementScope

NAMES = {person.ref: person.name for person in PEOPLE}
TITLE = "Rehearsal on sample scores"
NOTE = "A sample note: the needs assessment of last year."
NO_MOMENT = dt.datetime(2011, 12, 15, tzinfo=dt.UTC)  # a sample vote has no time that anybody reads


def ballots_of(play: Play, key: str) -> Ballots:
    """Give the ballots of one standard; nothing before the scores are shown. Raises KeyError for none of ours."""
    standard = play.standard(key)
    return _ballots(standard) if play.shown else NO_BALLOTS


def all_ballots_of(play: Play) -> dict[str, Ballots]:
    """Give the ballots of every standard; none before the scores are shown."""
    return {standard.key: _ballots(standard) for standard in play.standards} if play.shown else {}


def played_state(play: Play) -> AgreedState:
    """Give all that is put down so far."""
    return AgreedState(
        agreed={each.key: _agreed(each) for each in play.standards if each.agreed},
        found={key: Found(area.challenges, area.capacity) for key, area in play.areas if area},
        dissents={
            each.key: tuple(DissentLine(said.text, _name(said)) for said in each.dissents)
            for each in play.standards
            if each.dissents
        },
        returned={each.key: each.returned for each in play.standards if each.returned},
    )


def dissent_rows(standard: PlayedStandard) -> tuple[DissentRow, ...]:
    """Give the dissents of one standard as their recorder sees them."""
    return tuple(DissentRow(said.ref, said.text, said.naming, _name(said)) for said in standard.dissents)


def waiting(standard: PlayedStandard) -> tuple[tuple[PlayedDissent, str], ...]:
    """Give the dissents that wait for a sample person's word, each with the name of who was asked."""
    return tuple((said, NAMES[said.asked]) for said in standard.dissents if said.naming is Naming.ASKED)


def standard_of_dissent(play: Play, ref: str) -> str | None:
    """Give the key of the standard that the dissent is on; None where it is gone."""
    return next((each.key for each in play.standards if any(said.ref == ref for said in each.dissents)), None)


def played_result(play: Play, instrument: Instrument, scope: EngagementScope) -> Result:
    """Give the result of the rehearsal, made as a real one is."""
    ballots = all_ballots_of(play)
    ground = Ground(
        agreed=played_state(play),
        unnamed={key: each.first for key, each in ballots.items()},
        second={key: each.second for key, each in ballots.items()},
        evidence=_evidence(play),
        asked=len(PEOPLE),
        submitted=len(PEOPLE),
    )
    return make_result(
        title=TITLE,
        partner=f"{scope.partner_name}: sample scores",
        partnership=scope.partnership_name,
        instrument=instrument,
        ground=ground,
    )


def played_minutes(play: Play, instrument: Instrument, scope: EngagementScope) -> Minutes:
    """Give the minutes that the rehearsal has written so far, made as real ones are."""
    agreed = [Step("agreed", each.key, *_who_and_when(each.agreed.stamp), "") for each in play.standards if each.agreed]
    told = [Step(event.what, event.key, *_who_and_when(event.stamp), event.text) for event in play.events]
    return minutes(
        Facts(
            heading="Minutes of the rehearsal",
            partnership=f"{scope.partnership_name}, {scope.partner_name}: sample scores",
            instrument=instrument,
            state=played_state(play),
            ballots=all_ballots_of(play),
            evidence={key: len(lines) for key, lines in _evidence(play).items()},
            steps=[*agreed, *told],
            meeting=_meeting(play.shown_at) if play.shown_at else None,
            shown_at=play.shown_at,
        )
    )


def evidence_of(play: Play, key: str) -> tuple[Evidence, ...]:
    """Give the sample evidence of one standard; none before the scores are shown."""
    if play.shown_at is None or key not in _evidence(play):
        return ()
    return (Evidence(owner=PEOPLE[0].name, agency=PEOPLE[0].agency, note=NOTE, link="", at=play.shown_at),)


def _evidence(play: Play) -> dict[str, tuple[EvidenceLine, ...]]:
    """Give a note for every other standard, so that "4 or 5 with no evidence" shows, too."""
    line = EvidenceLine(PEOPLE[0].name, PEOPLE[0].agency, NOTE, "", "")
    return {standard.key: (line,) for standard in play.standards[::2]}


def _meeting(shown_at: dt.datetime) -> Held:
    there = "\n".join(f"{person.name}, {person.agency}" for person in PEOPLE)
    return Held(shown_at.astimezone(LONDON).date(), "A sample meeting room", there, "", "")


def _who_and_when(stamp: Stamp) -> tuple[dt.datetime, str]:
    return stamp.at, stamp.who


def _ballots(standard: PlayedStandard) -> Ballots:
    first = put_together(_answers(standard.first))
    if standard.second is None:
        return Ballots(first, NO_BALLOTS.second, None)
    vote = Vote(standard.key, standard.vote_open, len(PEOPLE), len(PEOPLE), NO_MOMENT)
    return Ballots(first, NO_BALLOTS.second if standard.vote_open else _second(standard.second), vote)


def _second(levels: Levels) -> UnnamedScores:
    return put_together(_answers(levels), with_reasons=False)


def _answers(levels: Levels) -> list[tuple[int | None, str, int]]:
    """Count as the query does: alike together, levels ascending."""
    counted = sorted(Counter(levels).items(), key=lambda each: each[0] or 0)
    return [(level, CANNOT if level is None else "", people) for level, people in counted]


def _agreed(standard: PlayedStandard) -> Agreed:
    found = standard.agreed
    if found is None:
        raise LookupError(standard.key)
    return Agreed(found.level, found.target, found.reason, found.target_by, found.priority)


def _name(said: PlayedDissent) -> str:
    return NAMES[said.asked] if said.naming is Naming.NAMED else ""
