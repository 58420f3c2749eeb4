"""The room itself: routes are added by the modules in views/."""

from app.security import Room

room = Room("learning", "app.learning")
TRAINING = "/training"
PROGRAMME = "/training/programmes/<ref:training_ref>"
COHORT = "/cohorts/<ref:cohort_ref>"
IN_ENGAGEMENT = "/engagements/<ref:engagement_ref>/training"
