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
    """What the partner pays for comes to more than the cap."""


class LineError(AgreementError):
    """A line is of a kind that this version cannot have."""


class SignedInFutureError(AgreementError):
    """An agreement cannot have been signed on a day that has not come."""
