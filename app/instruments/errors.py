"""What the services of this room refuse. Mistakes in the text of an instrument: reading.InstrumentError."""

from app.instruments.models import InstrumentVersion


class AlreadyStoredError(ValueError):
    """A version with the very same content is stored; `version` is that one."""

    def __init__(self, version: InstrumentVersion) -> None:
        self.version = version
        super().__init__(f"{version.title}, version {version.label}, is stored with the same content")


class LabelTakenError(ValueError):
    """Another text has this key and version name; `version` is that one, and its text is frozen."""

    def __init__(self, version: InstrumentVersion) -> None:
        self.version = version
        super().__init__(
            f"version {version.label} of “{version.key}” is stored with other text, and the text of a version "
            "never changes: give this one a new version name"
        )


class NotADraftError(ValueError):
    """The version was published or discarded in the meantime."""


class OutdatedComparisonError(ValueError):
    """Another version was published since the difference was read."""
