"""What can go wrong with a tool in use; each is told to the person in words."""


class AppraisingError(Exception):
    """Something that the person can put right; its text is shown."""


class ConflictError(AppraisingError):
    """Somebody else changed the same meanwhile."""


class WrongStateError(AppraisingError):
    """The step does not belong to the state that the appraisal is in."""


class RefusedFieldError(AppraisingError):
    """What was typed cannot stand; `field` says where."""

    def __init__(self, field: str, words: str) -> None:
        self.field = field
        super().__init__(words)


class NotReadyError(AppraisingError):
    """Rows are not ready to be submitted or concluded: (subject's reference, criterion's key, what it still needs)."""

    def __init__(self, rows: tuple[tuple[str, str, str], ...]) -> None:
        self.rows = rows
        super().__init__("Some rows are not ready.")
