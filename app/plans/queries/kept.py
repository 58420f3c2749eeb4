"""Frozen versions of plans, each read back once in each worker: most pages of a plan begin with the approved one."""

from sqlalchemy import bindparam, select

from app.db import db
from app.db.keeping import kept
from app.plans.content import PlanContent, plan_from
from app.plans.models import PlanVersion

KEPT = 64  # some 20 KB each
_CONTENT = select(PlanVersion.content).where(PlanVersion.ref == bindparam("ref"))


def kept_version(ref: str) -> PlanContent:
    """Give the frozen scope of the version with this reference."""
    return kept("plan version", ref, lambda: _read(ref), most=KEPT)


def _read(ref: str) -> PlanContent:
    return plan_from(db.session.connection().execute(_CONTENT, {"ref": ref}).scalar_one())
