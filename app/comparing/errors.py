"""Named reasons why something cannot be done as asked. Each message is written for the person who asked."""


class ComparisonError(ValueError):
    """Parent of them all: the message can be shown as it is."""


class WrongStateError(ComparisonError):
    """It is too early or too late for this."""


class ConflictError(ComparisonError):
    """Somebody else saved first; the page shows both."""
