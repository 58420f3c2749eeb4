"""Named reasons why mentoring cannot be kept as asked. Each message is written for the person who asked."""


class MentoringError(ValueError):
    """Parent of them all: the message can be shown as it is."""


class EndedError(MentoringError):
    """The pair has ended; its log can be read, and nothing is added."""


class ConflictError(MentoringError):
    """Somebody else saved first; the page shows both texts."""


class DoneAlreadyError(MentoringError):
    """The action is marked as done, and stays as it was agreed."""


class AlreadyAPairError(MentoringError):
    """The two are a pair already."""


class OnePersonError(MentoringError):
    """A pair is two people."""


class NotOfThePairError(MentoringError):
    """Only the mentor and the person mentored keep their log."""


class WrongDateError(MentoringError):
    """A date does not fit the pair's other dates; the message says which."""
