"""Named reasons why something cannot be done as asked. Each message is written for the person who asked."""


class ReviewError(ValueError):
    """Parent of them all: the message can be shown as it is."""


class WrongStateError(ReviewError):
    """It is too early or too late for this."""


class ConflictError(ReviewError):
    """Somebody else saved first; the page shows both."""
