"""What can go wrong with a service case; each is told to the person in words."""


class CaseError(Exception):
    """Something that the person can put right; its text is shown."""


class ConflictError(CaseError):
    """Somebody else changed the same meanwhile."""


class WrongStageError(CaseError):
    """The step does not belong to the stage that the case is in."""


class OverError(CaseError):
    """The case has ended, or its engagement does not run."""


class TooMuchError(CaseError):
    """There are as many already as a case holds."""


class RefusedFieldError(CaseError):
    """What was typed in one field cannot be; shown beside it."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field
