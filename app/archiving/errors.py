"""Named reasons why something cannot be done as asked. Each message is written for the person who asked."""


class ArchiveError(ValueError):
    """Parent of them all: the message can be shown as it is."""


class WrongStateError(ArchiveError):
    """It is too early or too late for this."""


class ConflictError(ArchiveError):
    """Somebody else saved first; the page shows both."""
