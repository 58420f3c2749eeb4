"""Named reasons why training cannot be kept as asked. Each message is written for the person who asked."""


class LearningError(ValueError):
    """Parent of them all: the message can be shown as it is."""


class WrongStateError(LearningError):
    """It is too early or too late for this."""


class ConflictError(LearningError):
    """Somebody else saved first; the page shows both."""


class RefusedFieldError(LearningError):
    """One field cannot be taken as it is: `name` is the field, the message stands beside it."""

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(message)


class AlreadyStoredError(LearningError):
    """A version with the very same files is stored: its reference and name."""

    def __init__(self, ref: str, label: str) -> None:
        self.ref, self.label = ref, label
        super().__init__(f"These files are stored already, as version {label}")


class LabelTakenError(LearningError):
    """Another version of the programme has this name; its text never changes."""

    def __init__(self, label: str, *, draft: bool) -> None:
        way = "Discard that draft first, or give" if draft else "The text of a version never changes: give"
        super().__init__(f"Version {label} is stored with other text. {way} this one a new “version” in programme.md")


class NotADraftError(LearningError):
    """The version was published or discarded in the meantime."""


class OutdatedComparisonError(LearningError):
    """Another version was published since the difference was read."""
