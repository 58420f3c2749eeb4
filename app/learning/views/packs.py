"""Packs to take away: handouts as PDF, all for trainers as PDF and Word. What is in them: app/learning/packs.py."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_to_read, cohort_to_run
from app.security import Permission


@room.get(f"{COHORT}/handouts.pdf", permission=Permission.SIGNED_IN)
def handouts_pdf(cohort_ref: str) -> ResponseReturnValue:
    """Give the handouts of all sessions as tagged PDF."""
    cohort_to_read(cohort_ref)
    return render_template("learning/soon.html")


@room.get(f"{COHORT}/trainers-pack.pdf", permission=Permission.TRAINING_RUN)
def trainers_pack_pdf(cohort_ref: str) -> ResponseReturnValue:
    """Give everything that trainers need as tagged PDF."""
    cohort_to_run(cohort_ref)
    return render_template("learning/soon.html")


@room.get(f"{COHORT}/trainers-pack.docx", permission=Permission.TRAINING_RUN)
def trainers_pack_word(cohort_ref: str) -> ResponseReturnValue:
    """Give everything that trainers need as Word."""
    cohort_to_run(cohort_ref)
    return render_template("learning/soon.html")
