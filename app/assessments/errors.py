"""Named reasons why a round cannot do what was asked. Each message is written for the person who asked."""


class RoundError(ValueError):
    """Parent of them all: the message can be shown as it is."""


class WrongStateError(RoundError):
    """The round has moved on, or is not there yet."""


class RoundExistsError(RoundError):
    """The engagement has a round of this kind already."""


class NothingToOpenError(RoundError):
    """Scoring cannot open without participants."""


class ScoresShownError(RoundError):
    """Unnamed scores were seen, so a late score could be told from the others."""


class IncompleteError(RoundError):
    """Something is missing; `missing` are the keys of standards or areas."""

    def __init__(self, message: str, missing: tuple[str, ...]) -> None:
        super().__init__(message)
        self.missing = missing


class AlreadySubmittedError(RoundError):
    """A participant who has submitted stays in the round."""


class ConflictError(RoundError):
    """Somebody else saved first; the page shows both texts."""


class ConflictOfInterestError(RoundError):
    """Nobody who works for the lead authority signs for the partner."""


class TooMuchEvidenceError(RoundError):
    """One person's evidence for one standard has an end."""


class UnknownPartError(RoundError):
    """The round's questionnaire has no such standard."""


class NotNewestError(RoundError):
    """Only the newest round of an engagement can be reopened."""


class NotItsTurnError(RoundError):
    """Rounds follow each other: baseline, mid-year, end of year, and one at a time."""


class AnotherQuestionnaireError(RoundError):
    """Rounds are compared, so they use the same questionnaire."""
