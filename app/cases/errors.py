"""What can go wrong with a service case; each is told to the person in words."""


class CaseError(Exception):
    """Something that the person can put right; its text is shown."""


class ConflictError(CaseError):
    """Somebody else changed the same meanwhile."""


class WrongStageError(CaseError):
    """The step does not belong to the stage that the case is in."""
