"""What can go wrong when a message leaves the house. What becomes of the message then: services.py."""


class TemporaryMailError(RuntimeError):
    """The message was certainly not accepted; trying again cannot send it twice."""


class UncertainMailError(RuntimeError):
    """The message may have been accepted; trying again could send it twice."""


class PermanentMailError(RuntimeError):
    """The message was certainly not accepted, and never will be as it is."""
