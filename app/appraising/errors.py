"""What can go wrong with a tool in use; each is told to the person in words."""


class AppraisingError(Exception):
    """Something that the person can put right; its text is shown."""


class ConflictError(AppraisingError):
    """Somebody else changed the same meanwhile."""


class WrongStateError(AppraisingError):
    """The step does not belong to the state that the appraisal is in."""
