"""Tables of training; each module has its first line."""

from app.learning.models.attendance import Attendance, Certificate, Mark
from app.learning.models.cohorts import Cohort, CohortDay, CohortState, CohortTrainer, Enrolment, EnrolmentState
from app.learning.models.following import FollowUp, Pledge, TrainerDay, Witness
from app.learning.models.learned import CheckAttempt, CheckKind, ConfidenceRating, DayFeedback, Moment, SessionNote
from app.learning.models.programmes import TrainingVersion
from app.publishing.models import VersionState

__all__ = [
    "Attendance",
    "Certificate",
    "CheckAttempt",
    "CheckKind",
    "Cohort",
    "CohortDay",
    "CohortState",
    "CohortTrainer",
    "ConfidenceRating",
    "DayFeedback",
    "Enrolment",
    "EnrolmentState",
    "FollowUp",
    "Mark",
    "Moment",
    "Pledge",
    "SessionNote",
    "TrainerDay",
    "TrainingVersion",
    "VersionState",
    "Witness",
]
