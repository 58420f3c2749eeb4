"""What a result lacks before the director can have it: pure, from what is agreed and the scores that show."""

from collections.abc import Collection, Mapping

from app.assessments.agreement import needs_reason
from app.assessments.queries.agreed import Agreed, AgreedState
from app.assessments.queries.unnamed import UnnamedScores
from app.assessments.queries.votes import Ballots
from app.instruments.document import Instrument


def missing(instrument: Instrument, agreed: Collection[str], found: Collection[str]) -> tuple[str, ...]:
    """Give the keys of standards without an agreed score and of areas without findings, in the instrument's order."""
    standards = tuple(standard.key for standard in instrument.standards if standard.key not in agreed)
    return standards + tuple(area.key for area in instrument.areas if area.key not in found)


def lacks_reason(level: int | None, reason: str, deciding: UnnamedScores) -> bool:
    """Say whether a reason has to be given still; of scores that do not show nothing is told, so they demand none."""
    return not reason and not deciding.hidden and needs_reason(level, deciding.levels)


def unreasoned(instrument: Instrument, agreed: Mapping[str, Agreed], ballots: Mapping[str, Ballots]) -> tuple[str, ...]:
    """Give the keys of agreed standards that lack a reason: a second vote may show that one is needed after all."""
    return tuple(
        standard.key
        for standard in instrument.standards
        if (put_down := agreed.get(standard.key))
        and standard.key in ballots
        and lacks_reason(put_down.level, put_down.reason, ballots[standard.key].deciding)
    )


def in_words(key: str, instrument: Instrument, state: AgreedState) -> str:
    """Say what has to be done about the standard or area with this key."""
    for area in instrument.areas:
        if area.key == key:
            return f"Describe “{area.title}”"
    title = instrument.standard(key).title
    if key not in state.agreed:
        return f"Agree “{title}”"
    if key in state.returned:
        return f"Agree “{title}” again: the director returned it"
    return f"Give the reason for “{title}”: the scores are split, or the agreed level is one or more from their median"
