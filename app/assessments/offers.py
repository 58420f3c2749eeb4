"""Which text a new round can be scored on: the one of the round before, or the newest of the same questionnaire."""

from dataclasses import dataclass

from app.assessments.models import Round
from app.instruments.difference import Difference, Kind, compare
from app.instruments.queries import instrument, newest_published, published_versions

WORDS: dict[Kind, tuple[str, str]] = {
    Kind.SAME: ("The same", "Compared from round to round."),
    Kind.REWORDED: ("Reworded", "Compared, and marked as reworded."),
    Kind.REPLACED: ("Replaced", "Not compared: it asks something else."),
    Kind.NEW: ("New", "Scored for the first time."),
    Kind.REMOVED: ("No longer asked", "Not scored again."),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A version that a new round can use; `changes` None: nothing is compared, or nothing differs."""

    digest: str
    label: str
    hint: str
    changes: Difference | None = None

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """What becomes of the standards: what they are called, which they are, whether they are compared."""
        if self.changes is None:
            return []
        found = ((WORDS[kind], self.changes.of(kind)) for kind in WORDS)
        return [(word, "; ".join(each.title for each in parts), means) for (word, means), parts in found if parts]


def offers(before: Round | None) -> list[Offer]:
    """Give what can be chosen: for a first round each questionnaire, for later ones the texts of the same one."""
    if before is None:
        return [Offer(each.digest, f"{each.title}, version {each.label}", "") for each in published_versions()]
    old, kind = instrument(before.instrument_digest), before.kind.label.lower()
    same = Offer(
        before.instrument_digest,
        f"{old.title}, version {old.version}, as in the {kind} round",
        "Every standard can be compared.",
    )
    newest = newest_published(old.key)
    if newest is None or newest.digest == before.instrument_digest:
        return [same]
    changes = compare(old, instrument(newest.digest))
    label = f"{newest.title}, version {newest.label}, the newest"
    return [same, Offer(newest.digest, label, f"{changes.in_words} since the {kind} round.", changes)]
