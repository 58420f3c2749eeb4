"""What changed between two versions of a tool, by criterion, for an administrator's preview; nothing is published."""

from dataclasses import dataclass
from enum import StrEnum

from app.publishing.difference import PartChange, changed, in_words
from app.tools.tool import Criterion, Option, Outcome, Tool


class Kind(StrEnum):
    """What becomes of a criterion."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """One criterion in both versions: its `reworded` texts and rules, and whether it `moved` to another number."""

    kind: Kind
    key: str
    title: str
    reworded: tuple[PartChange, ...] = ()
    moved: tuple[PartChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes: every criterion of the new version in its order, then those removed."""

    criteria: tuple[CriterionChange, ...]
    details: tuple[PartChange, ...]

    @property
    def in_words(self) -> str:
        """The changes in one line, such as "2 criteria changed, 1 new, other details changed"."""
        counts = [(len(self.of(kind)), kind.value) for kind in Kind if kind is not Kind.SAME]
        counts.append((sum(bool(change.moved) for change in self.of(Kind.SAME)), "moved"))
        parts = [f"{count} {word}" for count, word in counts if count]
        if parts:
            count, word = parts[0].split(" ", 1)
            parts[0] = f"{count} {'criterion' if count == '1' else 'criteria'} {word}"
        return in_words(parts, self.details)

    def of(self, kind: Kind) -> tuple[CriterionChange, ...]:
        """Give the criteria of which this became."""
        return tuple(change for change in self.criteria if change.kind is kind)


def compare(old: Tool, new: Tool) -> Difference:
    """Give what changed from `old` to `new`; a criterion is known by its key."""
    before = {criterion.key: criterion for criterion in old.criteria}
    kept = {criterion.key for criterion in new.criteria}
    changes = tuple(_change(before.get(criterion.key), criterion) for criterion in new.criteria)
    removed = tuple(CriterionChange(Kind.REMOVED, key, each.title) for key, each in before.items() if key not in kept)
    return Difference(changes + removed, tuple(changed(_details(old), _details(new))))


def _change(before: Criterion | None, after: Criterion) -> CriterionChange:
    if before is None:
        return CriterionChange(Kind.NEW, after.key, after.title)
    reworded = tuple(changed(_texts(before), _texts(after)))
    moved = tuple(changed({"number": str(before.number)}, {"number": str(after.number)}))
    return CriterionChange(Kind.CHANGED if reworded else Kind.SAME, after.key, after.title, reworded, moved)


def _texts(criterion: Criterion) -> dict[str, str]:
    source, law, threshold = criterion.source, criterion.law, criterion.threshold
    parts = {
        "title": criterion.title,
        "text": criterion.text,
        "questions": "\n".join(criterion.guidance),
        "source": f"{source.document}, {source.section}, seed {source.seed or 'none'}",
        "weight": str(criterion.weight),
        "minimum": "" if criterion.minimum is None else str(criterion.minimum),
        "not applicable when": criterion.not_applicable_when,
        "acceptable when not met": criterion.mitigation,
        "not met stops": "yes" if criterion.stops else "",
        "own criteria": "yes" if criterion.own else "",
        "above an amount": f"{threshold.text} Above {threshold.above_pence // 100:,} pounds." if threshold else "",
        "law as published": law.as_published if law else "",
        "law as current": law.current if law else "",
        "law looked up on": law.checked_on.isoformat() if law else "",
        "wordings of answers": "\n".join(criterion.levels),
    }
    return {part: text for part, text in parts.items() if text}


def _details(tool: Tool) -> dict[str, str]:
    parts = {
        "key": tool.key,
        "title": tool.title,
        "version": tool.version,
        "status": tool.status,
        "provenance": tool.provenance.text,
        "provenance sources": "\n".join(tool.provenance.sources),
        "scale": "\n".join((tool.scale, *tool.words.values())),
        "what for": tool.about,
        "who": tool.who,
        "when": tool.when,
        "put to": f"{tool.subject_name} ({tool.subject})",
        "amount asked for": tool.amount_name,
        "appraisers who score alone": str(tool.appraisers) if tool.appraisers > 1 else "",
        "stages": ", ".join(sorted(tool.stages)),
        "kinds of case": ", ".join(sorted(tool.kinds)),
        "options": "\n".join(map(_option, tool.options)),
        "outcomes": "\n".join(map(_outcome, tool.outcomes)),
        "order of groups": "\n".join(group.key for group in tool.groups),
    }
    for group in tool.groups:
        parts |= {f"group {group.key} title": group.title, f"group {group.key} summary": group.summary}
    return {part: text for part, text in parts.items() if text}


def _option(option: Option) -> str:
    return f"{option.title} ({option.key}): {option.text}"


def _outcome(outcome: Outcome) -> str:
    return f"{outcome.label} ({outcome.key}{', goes forward' if outcome.chosen else ''}): {outcome.text}"
