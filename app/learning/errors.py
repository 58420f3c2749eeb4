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
