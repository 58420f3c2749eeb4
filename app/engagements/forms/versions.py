"""The version that a page carries, and what differs when somebody else saved meanwhile. Looks: templates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import wtforms


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of which two people wrote different things."""

    label: str
    typed: str
    saved: str


class VersionedMixin:
    """For a form that edits: the version that its reader saw, 0 when it was tampered with."""

    seen = wtforms.HiddenField(default="0")

    @property
    def seen_version(self) -> int:
        """The version as a number."""
        text = str(self.seen.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def see(self, version: int) -> None:
        """Carry `version` from now on, so that sending again overwrites what the page shows beside it."""
        self.seen.raw_data, self.seen.data = None, str(version)


def differences(
    form: wtforms.Form,
    typed: Mapping[str, Any],
    saved: Mapping[str, Any],
    shown: Callable[[str, Any], str],
    called: Mapping[str, str] | None = None,
) -> list[Difference]:
    """Say in which fields the `typed` and the `saved` values differ as shown, in the form's order.

    `called` names fields whose label tells too little by itself.
    """
    both = (field for field in form if field.name in saved and field.name in typed)
    rows = [
        Difference(
            (called or {}).get(field.name, str(field.label.text)),
            shown(field.name, typed[field.name]),
            shown(field.name, saved[field.name]),
        )
        for field in both
    ]
    return [row for row in rows if row.typed != row.saved]
