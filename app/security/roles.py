"""The roles that people hold and the permissions that routes name. Which role gives which permission: policy.py."""

from enum import StrEnum


class Role(StrEnum):
    """A role of product.md section 3; where it is held, see `ENGAGEMENT_ROLES` and `AUTHORITY_ROLES`."""

    LEAD_OFFICER = "lead_officer"
    DIRECTOR = "director"
    PARTICIPANT = "participant"
    CONSULTANT = "consultant"
    MANAGER = "manager"
    TRAINER = "trainer"
    DELEGATE = "delegate"
    FINANCE_OFFICER = "finance_officer"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """Name the role as pages do."""
        return self.value.replace("_", " ")


PARTNER_ROLES = frozenset({Role.LEAD_OFFICER, Role.DIRECTOR, Role.PARTICIPANT})
ENGAGEMENT_ROLES = PARTNER_ROLES | {Role.CONSULTANT}
AUTHORITY_ROLES = frozenset({Role.MANAGER, Role.TRAINER, Role.FINANCE_OFFICER})
"""Roles that an administrator gives. A delegate's is held for an authority, too, and comes with a place in a cohort."""


class Permission(StrEnum):
    """What a route asks for. PUBLIC is a permission that someone wrote down, too."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    ADMINISTER = "administer the installation"
    ENGAGEMENT_CREATE = "set up an engagement"
    ENGAGEMENT_VIEW = "see an engagement"
    ENGAGEMENT_EDIT = "change an engagement's terms"
    CONSULTANT_ASSIGN = "assign consultants"
    LEAD_OFFICER_INVITE = "invite lead officers"
    DIRECTOR_INVITE = "name the director"
    SCOPING_VIEW = "read the scoping"
    SCOPING_EDIT = "record the scoping"
    ROUND_RUN = "open and close scoring and invite participants"
    SCORE = "score alone"
    WORKSHOP_RUN = "see unnamed scores and record agreed ones"
    WORKSHOP_FOLLOW = "follow the workshop"
    EVIDENCE_KEEP = "keep the round's evidence"
    RESULT_SIGN = "sign or return the result"
    RESULT_REOPEN = "reopen a signed result"
    RESULT_VIEW = "see what is agreed"
    AUDIT_VIEW = "read the audit trail"
    PLAN_VIEW = "see the change plan"
    PLAN_BUILD = "build the change plan"
    PLAN_ENDORSE = "endorse the change plan"
    PLAN_REVIEW = "review the change plan"
    MENTORING_VIEW = "see mentoring"
    MENTORING_KEEP = "keep the log of mentoring"
    AGREEMENT_VIEW = "read support agreements"
    AGREEMENT_DRAFT = "draft support agreements"
    AGREEMENT_SIGN = "sign support agreements"
    DAYS_VIEW = "see support days"
    DAYS_LOG = "log support days"
    DAYS_QUERY = "query support days"
    DAYS_APPROVE = "approve support days"
    RATE_PROPOSE = "propose day rates"
    RATE_AGREE = "agree day rates"
    STATEMENT_ISSUE = "issue statements"
    STATEMENT_DISPUTE = "dispute statements"
    INCOME_VIEW = "see income and capacity"
    REVIEW_VIEW = "see monthly reviews"
    REVIEW_KEEP = "keep monthly reviews"
    COMPARISON_VIEW = "compare with other authorities"
    COMPARISON_AGREE = "agree to comparison"
    PORTFOLIO_VIEW = "see the portfolio"
    ARCHIVE_MAKE = "take everything away"
    TRAINING_RUN = "run training"
    TRAINING_OVERSEE = "see take-up and effect of training"
    TRAINING_VIEW = "see the training of an engagement"
    TOOLS_VIEW = "see tools and service cases"
    CASE_KEEP = "keep service cases and use tools"
    LIBRARY_VIEW = "see the library"
    LIBRARY_KEEP = "keep the library"
