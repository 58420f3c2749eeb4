"""What the accounts room does. Other rooms import from here; nothing here commits, and nothing fetches for a page."""

from app.accounts.services.credentials import (
    FIRST_PASSWORD_FOR,
    ResetNotOpenError,
    ask_for_reset,
    change_password,
    new_reset,
    renew_hash,
    reset_address,
    reset_password,
)
from app.accounts.services.invitations import InvitationNotOpenError, accept, invite, withdraw
from app.accounts.services.leaving import OwnAccessError, end_access
from app.accounts.services.memberships import (
    Grant,
    LastLeadOfficerError,
    SelfGrantError,
    end_membership,
    grant_membership,
)
from app.accounts.services.people import LONGEST_NAME, Invitee, ensure_person, make_administrator, rename
from app.accounts.services.register import Loaded, load_register
from app.accounts.services.sessions import PersonEndedError, end_all_sessions, end_session, start_session, work_in

__all__ = [
    "FIRST_PASSWORD_FOR",
    "LONGEST_NAME",
    "Grant",
    "InvitationNotOpenError",
    "Invitee",
    "LastLeadOfficerError",
    "Loaded",
    "OwnAccessError",
    "PersonEndedError",
    "ResetNotOpenError",
    "SelfGrantError",
    "accept",
    "ask_for_reset",
    "change_password",
    "end_access",
    "end_all_sessions",
    "end_membership",
    "end_session",
    "ensure_person",
    "grant_membership",
    "invite",
    "load_register",
    "make_administrator",
    "new_reset",
    "rename",
    "renew_hash",
    "reset_address",
    "reset_password",
    "start_session",
    "withdraw",
    "work_in",
]
