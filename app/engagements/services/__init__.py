"""What the engagements room does. Other rooms import from here; nothing here commits or fetches for a page."""

from app.engagements.services.agreeing import AgreedTerms, apply_agreed
from app.engagements.services.opening import NotDraftError, SignedInFutureError, open_engagement
from app.engagements.services.people import (
    BothSidesError,
    DirectorNamedError,
    assign_consultant,
    invite_to_seat,
    leave_seat,
    refuse_both_sides,
    resend,
)
from app.engagements.services.scoping import (
    NotOpenError,
    PackageLine,
    Practice,
    ScopingClosedError,
    ScopingIncompleteError,
    ServiceSeen,
    add_service,
    close_scoping,
    missing_for_closing,
    remove_service,
    save_package,
    save_practice,
    save_service,
)
from app.engagements.services.terms import (
    ChangedMeanwhileError,
    PartnerInvolvedError,
    SameAuthorityError,
    change_terms,
    set_up,
)

__all__ = [
    "AgreedTerms",
    "BothSidesError",
    "ChangedMeanwhileError",
    "DirectorNamedError",
    "NotDraftError",
    "NotOpenError",
    "PackageLine",
    "PartnerInvolvedError",
    "Practice",
    "SameAuthorityError",
    "ScopingClosedError",
    "ScopingIncompleteError",
    "ServiceSeen",
    "SignedInFutureError",
    "add_service",
    "apply_agreed",
    "assign_consultant",
    "change_terms",
    "close_scoping",
    "invite_to_seat",
    "leave_seat",
    "missing_for_closing",
    "open_engagement",
    "refuse_both_sides",
    "remove_service",
    "resend",
    "save_package",
    "save_practice",
    "save_service",
    "set_up",
]
