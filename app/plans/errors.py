"""Named reasons why a plan cannot do what was asked. Each message is written for the person who asked."""


class PlanError(ValueError):
    """Parent of them all: the message can be shown as it is."""


class WrongStateError(PlanError):
    """The plan has moved on, or is not there yet."""


class ConflictError(PlanError):
    """Somebody else saved first; the page shows both texts."""


class ConflictOfInterestError(PlanError):
    """Nobody who works for the lead authority acts for the partner."""


class IncompleteError(PlanError):
    """Something is missing: the checklist lists it."""


class CircleError(PlanError):
    """A milestone would wait for itself; the message names the circle."""


class NotYoursError(PlanError):
    """Only owners, deputies and lead officers update progress."""


class RefusedFieldError(PlanError):
    """What was entered in one field cannot be; the message belongs beside it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
