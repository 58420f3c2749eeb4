"""What the services of this room refuse. Mistakes in a text: reading.MistakesError."""


class UnknownVersionError(LookupError):
    """No stored version has this digest."""


class AlreadyStoredError(ValueError):
    """A version with the very same content is stored: its reference and name."""

    def __init__(self, ref: str, label: str) -> None:
        self.ref, self.label = ref, label
        super().__init__(f"version {label} is stored with the same content")


class LabelTakenError(ValueError):
    """Another text has this key and version name, and keeps it."""

    def __init__(self, key: str, label: str, *, draft: bool) -> None:
        super().__init__(
            f"A draft of version {label} of “{key}” has other text. Discard that draft first, or change “version” here"
            if draft
            else f"Version {label} of “{key}” is published with other text, which never changes. "
            "Give this text a new “version”"
        )


class NotADraftError(ValueError):
    """The version was published or discarded in the meantime."""


class OutdatedComparisonError(ValueError):
    """Another version was published since the difference was read."""
