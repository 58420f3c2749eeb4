"""What an answer needs beyond the scale's own rules once people have scored alone, and answers in words. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from app.appraising.answers import Answer, Lack, Lacking, Verdict, Word, applies, far_apart
from app.appraising.content import AppraisalContent, Said, SubjectText
from app.tools.tool import Criterion, ScaleType, Tool
from app.web.filters import pounds

_LACKS = {
    Lack.ANSWER: "has no answer yet",
    Lack.REASON: "needs its reason",
    Lack.MITIGATION: "needs its mitigation",
    Lack.AMOUNT: "needs the amount that its threshold is measured by",
    Lack.NOT_APPLICABLE: "always applies, so it cannot be “not applicable”",
}


def lacking(content: AppraisalContent, subject: SubjectText, known: Verdict | None = None) -> tuple[Lacking, ...]:
    """Give the rows that are not ready, in order; after scoring alone also those that must say why they were agreed.

    `known`: the subject's verdict, where whoever asks has it already.
    """
    found = {each.key: each for each in (known or content.verdict(subject)).lacking}
    for said in subject.said:
        if said.key not in found and must_say_why(said) and not said.answer.reason:
            found[said.key] = Lacking(said.key, Lack.REASON)
    return tuple(found[each.key] for each in content.criteria if each.key in found)


def to_do(content: AppraisalContent, subject: SubjectText, known: Verdict | None = None) -> tuple[Lacking, ...]:
    """Give the rows that come before the conclusion; none once a row that is not met, with all it needs, ended it."""
    found = known or content.verdict(subject)
    rows = lacking(content, subject, found)
    has_ended = set(found.stopped_by) - {each.key for each in rows}
    return () if has_ended else rows


def must_say_why(said: Said) -> bool:
    """Say whether what is agreed needs its reason: appraisers are far apart, or it is none of what they said."""
    given = said.answer
    if not said.alone or (given.value is None and given.word is None):
        return False
    if given.value is not None:
        values = [each.value for each in said.alone if each.value is not None]
        return far_apart(values) or given.value not in values
    words = {each.word for each in said.alone}
    return given.word not in words or {Word.MET, Word.NOT_MET} <= words


def lack_words(lack: Lack) -> str:
    """Say what a row still needs, after its name."""
    return _LACKS[lack]


def apart_words(alone: Sequence[Answer]) -> str:
    """Say how far apart the appraisers are."""
    values = [each.value for each in alone if each.value is not None]
    words = {each.word for each in alone if each.word is not None}
    if (values and len(set(values)) == 1) or len(words) == 1:
        return "All the same"
    if values:
        apart = max(values) - min(values)
        return f"{apart} apart: say why you agree on what you do" if far_apart(values) else "1 apart"
    return "Met and not met: say why you agree on what you do" if {Word.MET, Word.NOT_MET} <= words else "Different"


def threshold_words(criterion: Criterion, amount_pence: int | None, amount_name: str) -> str:
    """Say what is required above an amount, and whether that applies here; empty without a threshold."""
    if criterion.threshold is None:
        return ""
    does = applies(criterion, amount_pence)
    if does is None or amount_pence is None:
        return criterion.threshold.text
    amount = f"the {amount_name} is {pounds(Decimal(amount_pence) / 100)}"
    return f"{criterion.threshold.text.rstrip('.')}. {'This applies' if does else 'This does not apply'}, as {amount}."


def answer_word(tool: Tool, answer: Answer) -> str:
    """Give an answer as people say it: "4: Good", "Partly met", or what a cell says; empty without one."""
    if tool.scale is ScaleType.MATRIX:
        return answer.reason
    if answer.word is not None:
        return tool.words[answer.word.value]
    if answer.value is None:
        return ""
    return tool.words[str(answer.value)] if tool.scale is ScaleType.LEVELS else f"{answer.value}: {_said(tool, answer)}"


def _said(tool: Tool, answer: Answer) -> str:
    return tool.words[str(answer.value)]


def choices(tool: Tool, criterion: Criterion) -> list[tuple[str, str, str]]:
    """Give what may be answered: key, words, and this criterion's own wording or its condition for "not applicable"."""
    offered = [key for key in tool.answers if key != Word.NOT_APPLICABLE]
    lowest_first = offered if tool.scale is not ScaleType.MET else list(reversed(offered))
    levels = dict(zip(lowest_first, criterion.levels, strict=True)) if criterion.levels else {}
    numbered = tool.scale is ScaleType.WEIGHTED
    words = {key: f"{key}: {tool.words[key]}" if numbered else tool.words[key] for key in offered}
    found = [(key, words[key], levels.get(key, "")) for key in offered]
    if tool.scale is ScaleType.MET and criterion.not_applicable_when:
        key = Word.NOT_APPLICABLE.value
        found.append((key, tool.words[key], criterion.not_applicable_when))
    return found


def standing(verdict: Verdict, scale: ScaleType, left: int) -> tuple[str, str | None]:
    """Say how a subject stands, and the colour of its tag."""
    if verdict.stopped_by:
        return "Stopped", "red"
    if verdict.passes is False:
        return "Does not pass", "red"
    if left:
        return f"{left} to do", "blue"
    if scale in {ScaleType.MATRIX, ScaleType.LEVELS}:
        return "Answered", "green"
    return "Passes", "green"


def failed_words(content: AppraisalContent, subject: SubjectText, known: Verdict | None = None) -> list[str]:
    """Say which rows keep a subject from passing."""
    found = known or content.verdict(subject)
    if found.passes is not False:
        return []
    titles = {each.key: f"{each.number}. {each.title}" for each in content.criteria}
    said = [f"“{titles[key]}” is not met, which stops the matter" for key in found.stopped_by]
    said += [f"“{titles[key]}” is not met" for key in found.unmet if key not in found.stopped_by]
    return said + [f"“{titles[key]}” is below its minimum" for key in found.below_minimum]
