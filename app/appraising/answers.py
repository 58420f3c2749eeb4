"""What answers add up to on each scale: what is missing, what passes, weighted sums, ranks. Pure arithmetic."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.tools.tool import Criterion, ScaleType

FULL = 5  # the highest score of the weighted scale
APART = 2  # appraisers who differ by so much say why they agree on what they do


class Word(StrEnum):
    """An answer of the met scale."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


class Lack(StrEnum):
    """Why a row is not ready to be concluded."""

    ANSWER = "answer"  # nothing is chosen, or the cell is empty
    REASON = "reason"
    MITIGATION = "mitigation"
    AMOUNT = "amount"  # the subject's amount, by which a threshold is measured
    NOT_APPLICABLE = "not_applicable"  # chosen where the criterion always applies


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a subject on a criterion: a value (levels 1–5, weighted 0–5), a word, or a reason alone."""

    value: int | None = None
    word: Word | None = None
    reason: str = ""
    mitigation: str = ""


@dataclass(frozen=True, slots=True)
class Lacking:
    """One row that is not ready, and why."""

    key: str
    lack: Lack


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a subject's answers come to. `passes` is None while an answer is missing, and on scales that decide nothing.

    `points` of `most` are the weighted sum and the highest possible, both 0 on other scales.
    """

    lacking: tuple[Lacking, ...]
    counts: Mapping[Word, int]
    stopped_by: tuple[str, ...]  # criteria that end the matter
    unmet: tuple[str, ...]  # not met, and nothing makes that acceptable
    mitigated: tuple[str, ...]  # not met, acceptable with what is written there
    below_minimum: tuple[str, ...]
    points: int
    most: int
    passes: bool | None

    @property
    def share(self) -> Fraction:
        """The weighted sum as a share of the highest possible, 0 to 1; 0 where nothing is weighted."""
        return Fraction(self.points, self.most) if self.most else Fraction(0)


def verdict(
    scale: ScaleType, criteria: Sequence[Criterion], answers: Mapping[str, Answer], *, amount_pence: int | None = None
) -> Verdict:
    """Give what the answers come to; `criteria` carry the weights and minimums that hold, own criteria included.

    `amount_pence` is the subject's amount, such as yearly turnover; None: not known.
    """
    lacking = tuple(
        Lacking(criterion.key, lack)
        for criterion in criteria
        if (lack := _lack(scale, criterion, answers.get(criterion.key, Answer()), amount_pence)) is not None
    )
    given = {criterion: answers[criterion.key] for criterion in criteria if criterion.key in answers}
    not_met = [criterion for criterion, answer in given.items() if answer.word is Word.NOT_MET]
    stopped_by = tuple(criterion.key for criterion in not_met if criterion.stops)
    mitigated = tuple(c.key for c in not_met if c.mitigation and given[c].mitigation)
    unmet = tuple(c.key for c in not_met if c.key not in mitigated)
    below = tuple(
        c.key for c, a in given.items() if c.minimum is not None and a.value is not None and a.value < c.minimum
    )
    weighted = scale is ScaleType.WEIGHTED
    return Verdict(
        lacking=lacking,
        counts=Counter(answer.word for answer in given.values() if answer.word is not None),
        stopped_by=stopped_by,
        unmet=unmet,
        mitigated=mitigated,
        below_minimum=below,
        points=sum(c.weight * (a.value or 0) for c, a in given.items()) if weighted else 0,
        most=sum(c.weight * FULL for c in criteria) if weighted else 0,
        passes=_passes(scale, lacking=lacking, failed=(*stopped_by, *unmet, *below)),
    )


def ranked(verdicts: Mapping[str, Verdict]) -> dict[str, int]:
    """Give the rank of each subject that has all its answers, from 1: who passes first, then by share; equal is equal.

    Two subjects that share a rank leave the next one out: 1, 2, 2, 4.
    """
    ready = {key: (each.passes is not False, each.share) for key, each in verdicts.items() if not each.lacking}
    return {key: 1 + sum(other > mine for other in ready.values()) for key, mine in ready.items()}


def far_apart(values: Sequence[int]) -> bool:
    """Say whether appraisers differ so much that what they agree on needs its reason."""
    return bool(values) and max(values) - min(values) >= APART


def applies(criterion: Criterion, amount_pence: int | None) -> bool | None:
    """Say whether a criterion's threshold is passed; None while the amount is not known, False without a threshold."""
    if criterion.threshold is None:
        return False
    return None if amount_pence is None else amount_pence > criterion.threshold.above_pence


def _lack(scale: ScaleType, criterion: Criterion, answer: Answer, amount_pence: int | None) -> Lack | None:
    if scale is ScaleType.MET:
        return _word_lacks(criterion, answer, amount_pence)
    given = answer.reason if scale is ScaleType.MATRIX else answer.value is not None
    return None if given else Lack.ANSWER


def _word_lacks(criterion: Criterion, answer: Answer, amount_pence: int | None) -> Lack | None:
    if answer.word is None:
        return Lack.ANSWER
    if answer.word is Word.NOT_APPLICABLE and not criterion.not_applicable_when:
        return Lack.NOT_APPLICABLE
    if answer.word is not Word.MET and not answer.reason:
        return Lack.REASON
    if answer.word is Word.NOT_MET and criterion.mitigation and not answer.mitigation:
        return Lack.MITIGATION
    needs_amount = answer.word in {Word.MET, Word.PARTLY} and applies(criterion, amount_pence) is None
    return Lack.AMOUNT if needs_amount else None


def _passes(scale: ScaleType, *, lacking: Sequence[Lacking], failed: Sequence[str]) -> bool | None:
    if failed:
        return False
    return None if lacking or scale in {ScaleType.MATRIX, ScaleType.LEVELS} else True
