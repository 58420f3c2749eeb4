"""Named reasons why something cannot be done as asked. Each message is written for the person who asked."""


class ArchiveError(ValueError):
    """Parent of them all: the message can be shown as it is."""


class WrongStateError(ArchiveError):
    """It is too early or too late for this."""


class ConflictError(ArchiveError):
    """Somebody else saved first; the page shows both."""


class NotAllowedError(ArchiveError):
    """Whoever asked no longer holds the role in which it was asked for."""

    def __init__(self) -> None:
        super().__init__("Whoever asked no longer holds the role in which this was asked for.")


class LeaseLostError(RuntimeError):
    """Another worker has begun the same archive anew; what this one made is thrown away."""
