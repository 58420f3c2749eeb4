"""Named reasons why an agreement cannot do what was asked. Each message is written for the person who asked."""


class AgreementError(ValueError):
    """Parent of them all: the message can be shown as it is."""


class WrongStateError(AgreementError):
    """The version, or the engagement, has moved on or is not there yet."""


class ConflictError(AgreementError):
    """Somebody else saved first; the page shows both texts."""


class UnapprovedPlanError(AgreementError):
    """Days beyond the initial agreement rest on an approved plan."""


class UnsignedExistsError(AgreementError):
    """Only one version at a time is drafted or waits for signatures; `agreement_ref` leads to it."""

    def __init__(self, message: str, agreement_ref: str) -> None:
        super().__init__(message)
        self.agreement_ref = agreement_ref


class OverCapError(AgreementError):
    """What the partner pays for comes to more than the cap; `place` is the line that goes beyond it."""

    def __init__(self, message: str, place: int = 0) -> None:
        super().__init__(message)
        self.place = place


class LineError(AgreementError):
    """A line is of a kind that this version cannot have; `place` says which, from 0."""

    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.place = place


class DatesError(AgreementError):
    """The end date is one that cannot be agreed."""


class SignedInFutureError(AgreementError):
    """An agreement cannot have been signed on a day that has not come."""


class IncompleteError(AgreementError):
    """The draft lacks something that both sides sign; the page lists what."""


class ConflictOfInterestError(AgreementError):
    """Two people in two authorities sign (rules.md, People and roles), and this would not be so."""


class AlreadySignedError(AgreementError):
    """Somebody else has signed for this side."""
