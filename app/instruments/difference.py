"""What changed between two versions of an instrument, for an administrator's preview; nothing is published here."""

from dataclasses import dataclass
from enum import StrEnum

from app.instruments.document import Instrument, Level, Standard, Step
from app.publishing.difference import PartChange, changed, in_words


class Kind(StrEnum):
    """How a standard relates to the older version; scores compare only over SAME and REWORDED."""

    SAME = "same"
    REWORDED = "reworded"
    NEW = "new"
    REMOVED = "removed"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class StandardChange:
    """One standard in both versions.

    `old_keys` are the earlier keys it continues or replaces. `reworded` are its changed texts; `moved` is a change of
    number or area, which leaves the meaning alone.
    """

    kind: Kind
    key: str
    title: str
    old_keys: tuple[str, ...] = ()
    reworded: tuple[PartChange, ...] = ()
    moved: tuple[PartChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes: every standard of the new version in its order, then those removed."""

    standards: tuple[StandardChange, ...]
    scale: tuple[PartChange, ...]
    metadata: tuple[PartChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both versions say the same, in the same order."""
        unchanged = all(change.kind is Kind.SAME and not change.moved for change in self.standards)
        return unchanged and not self.scale and not self.metadata

    @property
    def in_words(self) -> str:
        """The changes in one line, such as "2 standards reworded, 1 new, other details changed"."""
        counts = [(len(self.of(kind)), kind.value) for kind in Kind if kind is not Kind.SAME]
        counts.append((sum(change.kind is Kind.SAME and bool(change.moved) for change in self.standards), "moved"))
        parts = [f"{count} {word}" for count, word in counts if count]
        if parts:
            count, word = parts[0].split(" ", 1)
            parts[0] = f"{count} {'standard' if count == '1' else 'standards'} {word}"
        if self.scale:
            parts.append("scale changed")
        return in_words(parts, self.metadata)

    def of(self, kind: Kind) -> tuple[StandardChange, ...]:
        """Give the standards that changed in this way."""
        return tuple(change for change in self.standards if change.kind is kind)


def compare(old: Instrument, new: Instrument) -> Difference:
    """Give what changed from `old` to `new`; texts decide, lineage only links a new key to an older one."""
    changes = tuple(_change(old, new, standard) for standard in new.standards)
    kept = {key for change in changes for key in change.old_keys}
    removed = tuple(
        StandardChange(Kind.REMOVED, standard.key, standard.title, (standard.key,))
        for standard in old.standards
        if standard.key not in kept
    )
    return Difference(
        standards=changes + removed,
        scale=tuple(changed(_scale_parts(old), _scale_parts(new))),
        metadata=tuple(changed(_metadata(old), _metadata(new))),
    )


def _change(old: Instrument, new: Instrument, standard: Standard) -> StandardChange:
    earlier = _earlier_keys(old, standard)
    if not earlier:
        return StandardChange(Kind.NEW, standard.key, standard.title)
    if standard.key not in earlier and standard.lineage and standard.lineage.kind == "replaces":
        return StandardChange(Kind.REPLACED, standard.key, standard.title, earlier)
    before = old.standard(earlier[0])
    reworded = tuple(changed(_texts(before), _texts(standard)))
    return StandardChange(
        kind=Kind.REWORDED if reworded else Kind.SAME,
        key=standard.key,
        title=standard.title,
        old_keys=earlier,
        reworded=reworded,
        moved=tuple(changed(_place(old, before), _place(new, standard))),
    )


def _earlier_keys(old: Instrument, standard: Standard) -> tuple[str, ...]:
    """Give the keys in `old` that a standard comes from: its own, else those its lineage names."""
    known = {earlier.key for earlier in old.standards}
    if standard.key in known:
        return (standard.key,)
    return tuple(key for key in standard.lineage.keys if key in known) if standard.lineage else ()


def _texts(standard: Standard) -> dict[str, str]:
    return {
        "title": standard.title,
        "statement": standard.statement,
        "prompts": "\n".join(standard.prompts),
        "evidence": "\n".join(standard.evidence),
        **{f"level {level.value}": _level_text(level) for level in standard.levels},
        **{f"step {step.from_level} to {step.to_level}": _step_text(step) for step in standard.steps},
        "sources": "\n".join(standard.sources),
    }


def _level_text(level: Level) -> str:
    return "\n".join((level.sentence, *level.signs))


def _step_text(step: Step) -> str:
    return "\n".join(f"{item.action} Measure: {item.success_measure}" for item in step.actions)


def _place(instrument: Instrument, standard: Standard) -> dict[str, str]:
    return {"number": str(standard.number), "area": instrument.area_of(standard.key).key}


def _scale_parts(instrument: Instrument) -> dict[str, str]:
    scale = instrument.scale
    parts = {"type": scale.type, "source": scale.source or ""}
    for level in scale.levels:
        parts |= {f"level {level.value} label": level.label, f"level {level.value} text": level.text}
    return parts


def _metadata(instrument: Instrument) -> dict[str, str]:
    parts = {
        "key": instrument.key,
        "title": instrument.title,
        "version": instrument.version,
        "status": instrument.status,
        "provenance": instrument.provenance.text,
        "provenance sources": "\n".join(instrument.provenance.sources),
        "partnership": instrument.partnership_default,
        "order of areas": "\n".join(area.key for area in instrument.areas),
    }
    for area in instrument.areas:
        parts |= {f"area {area.key} title": area.title, f"area {area.key} summary": area.summary}
    return parts
