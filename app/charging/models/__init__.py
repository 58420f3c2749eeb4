"""Tables of support days and money; each module has its first line."""

from app.charging.models.accounts import AgreedRate, ChargingAccount, PersonDay, StatementCounter, VatCode, WeekLimit
from app.charging.models.entries import EntryMessage, EntryState, MessageKind, SupportEntry
from app.charging.models.statements import EventKind, Statement, StatementEvent, StatementState

__all__ = [
    "AgreedRate",
    "ChargingAccount",
    "EntryMessage",
    "EntryState",
    "EventKind",
    "MessageKind",
    "PersonDay",
    "Statement",
    "StatementCounter",
    "StatementEvent",
    "StatementState",
    "SupportEntry",
    "VatCode",
    "WeekLimit",
]
