"""Named reasons why something cannot be done as asked. Each message is written for the person who asked."""


class ReviewError(ValueError):
    """Parent of them all: the message can be shown as it is."""


class WrongStateError(ReviewError):
    """It is too early or too late for this."""


class ConflictError(ReviewError):
    """Somebody else saved first; the page shows both."""


class ConflictOfInterestError(ReviewError):
    """The person stands on both sides, or on neither."""


class IncompleteError(ReviewError):
    """Something has to be written before."""


class NotYoursError(ReviewError):
    """Somebody else's action."""


class RefusedFieldError(ReviewError):
    """A value cannot be taken; `field` names where it was entered."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
