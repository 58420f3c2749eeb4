"""Pages of the register: its half-days, one of them to take, paper, CSV; and attendance as it counts."""

from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_here, cohort_to_run, page
from app.security import Permission

REGISTER = f"{COHORT}/register"


@room.get(REGISTER, permission=Permission.TRAINING_RUN)
def registers(cohort_ref: str) -> ResponseReturnValue:
    """List the half-days, each with how far it is registered."""
    return page("registers.html", cohort_to_run(cohort_ref))


@room.form(f"{REGISTER}/<int:day>/<any(morning, afternoon):half>", permission=Permission.TRAINING_RUN)
def register(cohort_ref: str, day: int, half: str) -> ResponseReturnValue:
    """Take the register of a half-day."""
    return page("registers.html", cohort_to_run(cohort_ref))


@room.get(f"{REGISTER}/paper", permission=Permission.TRAINING_RUN)
def register_paper(cohort_ref: str) -> ResponseReturnValue:
    """Show all half-days to print and tick by hand."""
    return page("registers.html", cohort_to_run(cohort_ref))


@room.get(f"{REGISTER}.pdf", permission=Permission.TRAINING_RUN)
def register_pdf(cohort_ref: str) -> ResponseReturnValue:
    """Give the same as tagged PDF."""
    return page("registers.html", cohort_to_run(cohort_ref))


@room.get(f"{REGISTER}.csv", permission=Permission.TRAINING_RUN)
def register_csv(cohort_ref: str) -> ResponseReturnValue:
    """Give a row for each delegate and half-day, for other programs."""
    return page("registers.html", cohort_to_run(cohort_ref))


@room.get(f"{COHORT}/attendance", permission=Permission.SIGNED_IN)
def attendance(cohort_ref: str) -> ResponseReturnValue:
    """Show a delegate's own attendance, and trainers that of all, with the rule in words."""
    return page("registers.html", cohort_here(cohort_ref))
