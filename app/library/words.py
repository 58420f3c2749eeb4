"""The words of the library: kinds of items, levels, with whom an item is shared. Pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.library.models import Sharing
from app.tools.tool import Stage
from app.web.filters import plural


class Kind(StrEnum):
    """What an item holds."""

    FILE = "file"
    LINK = "link"
    TOOL = "tool"

    @property
    def label(self) -> str:
        """Name it as pages do."""
        return {"file": "File", "link": "Link", "tool": "Live tool"}[self.value]


def levels_words(from_level: int | None, to_level: int | None) -> str:
    """Say for whom an item is."""
    if from_level is None or to_level is None:
        return "Every level"
    return f"Level {from_level}" if from_level == to_level else f"Levels {from_level} to {to_level}"


def stages_words(stages: Iterable[str]) -> str:
    """Name stages in the order of the cycle."""
    held = set(stages)
    return ", ".join(stage.label for stage in Stage if stage in held) or "Every stage"


def standards_words(keys: Iterable[str], titles: Mapping[str, str]) -> str:
    """Name standards in the order of the questionnaire, one to a line; what no text has any more by its key."""
    held = list(keys)
    known = [title for key, title in titles.items() if key in held]
    return "\n".join([*known, *(key for key in held if key not in titles)]) or "Every standard"


def sharing_words(sharing: Sharing, engagements: int) -> str:
    """Say who beyond the own authority sees an item; `engagements` counts those that were chosen."""
    if sharing is Sharing.ALL:
        return "Every partner that you support"
    if sharing is Sharing.CHOSEN:
        return f"The partners of {plural(engagements, 'engagement')}"
    return "Nobody beyond your own authority"
