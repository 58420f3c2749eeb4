"""What pages and other rooms ask the mentoring room. Each answer is ordered; tenancy is a required keyword."""

from app.mentoring.queries.log import (
    ActionRow,
    Log,
    MeetingRow,
    action_of,
    first_met_on,
    last_met_on,
    log_of,
    meeting_of,
)
from app.mentoring.queries.pairs import (
    BESIDE_GOAL,
    Choice,
    PairRecord,
    PairRow,
    goals_of,
    goals_to_choose,
    pair_of,
    pairs_of,
    sees_all,
    who_can_pair,
)

__all__ = [
    "BESIDE_GOAL",
    "ActionRow",
    "Choice",
    "Log",
    "MeetingRow",
    "PairRecord",
    "PairRow",
    "action_of",
    "first_met_on",
    "goals_of",
    "goals_to_choose",
    "last_met_on",
    "log_of",
    "meeting_of",
    "pair_of",
    "pairs_of",
    "sees_all",
    "who_can_pair",
]
