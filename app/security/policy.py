"""The policy table: which role gives which permission. Data only; the gate and the tests read it."""

from app.security.roles import Permission, Role

_EVERYONE_IN_IT = frozenset(
    {
        Permission.ENGAGEMENT_VIEW,
        Permission.RESULT_VIEW,
        Permission.PLAN_VIEW,
        Permission.MENTORING_VIEW,
        Permission.LIBRARY_VIEW,
    }
)

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.LEAD_OFFICER: _EVERYONE_IN_IT
    | {
        Permission.LEAD_OFFICER_INVITE,
        Permission.DIRECTOR_INVITE,
        Permission.SCOPING_VIEW,
        Permission.ROUND_RUN,
        Permission.WORKSHOP_FOLLOW,
        Permission.EVIDENCE_KEEP,
        Permission.RESULT_REOPEN,
        Permission.AUDIT_VIEW,
        Permission.PLAN_BUILD,
        Permission.TOOLS_VIEW,
        Permission.CASE_KEEP,
        Permission.LIBRARY_KEEP,
        Permission.MENTORING_KEEP,
        Permission.AGREEMENT_VIEW,
        Permission.DAYS_VIEW,
        Permission.DAYS_QUERY,
        Permission.REVIEW_VIEW,
        Permission.REVIEW_KEEP,
        Permission.COMPARISON_VIEW,
        Permission.TRAINING_VIEW,
    },
    Role.DIRECTOR: _EVERYONE_IN_IT
    | {
        Permission.SCOPING_VIEW,
        Permission.WORKSHOP_FOLLOW,
        Permission.RESULT_SIGN,
        Permission.RESULT_REOPEN,
        Permission.AUDIT_VIEW,
        Permission.PLAN_ENDORSE,
        Permission.TOOLS_VIEW,
        Permission.AGREEMENT_VIEW,
        Permission.AGREEMENT_SIGN,
        Permission.DAYS_VIEW,
        Permission.DAYS_QUERY,
        Permission.DAYS_APPROVE,
        Permission.RATE_AGREE,
        Permission.STATEMENT_DISPUTE,
        Permission.REVIEW_VIEW,
        Permission.REVIEW_KEEP,
        Permission.COMPARISON_VIEW,
        Permission.COMPARISON_AGREE,
        Permission.ARCHIVE_MAKE,
        Permission.TRAINING_VIEW,
    },
    Role.PARTICIPANT: _EVERYONE_IN_IT | {Permission.SCORE, Permission.WORKSHOP_FOLLOW},
    Role.CONSULTANT: _EVERYONE_IN_IT
    | {
        Permission.SCOPING_VIEW,
        Permission.SCOPING_EDIT,
        Permission.WORKSHOP_RUN,
        Permission.TOOLS_VIEW,
        Permission.CASE_KEEP,
        Permission.LIBRARY_KEEP,
        Permission.WORKSHOP_FOLLOW,
        Permission.MENTORING_KEEP,
        Permission.AGREEMENT_VIEW,
        Permission.DAYS_VIEW,
        Permission.DAYS_LOG,
        Permission.REVIEW_VIEW,
        Permission.TRAINING_VIEW,
    },
    Role.MANAGER: _EVERYONE_IN_IT
    | {
        Permission.ENGAGEMENT_CREATE,
        Permission.ENGAGEMENT_EDIT,
        Permission.CONSULTANT_ASSIGN,
        Permission.LEAD_OFFICER_INVITE,
        Permission.SCOPING_VIEW,
        Permission.AUDIT_VIEW,
        Permission.PLAN_REVIEW,
        Permission.TOOLS_VIEW,
        Permission.LIBRARY_KEEP,
        Permission.AGREEMENT_VIEW,
        Permission.AGREEMENT_DRAFT,
        Permission.AGREEMENT_SIGN,
        Permission.DAYS_VIEW,
        Permission.DAYS_LOG,
        Permission.RATE_PROPOSE,
        Permission.INCOME_VIEW,
        Permission.REVIEW_VIEW,
        Permission.REVIEW_KEEP,
        Permission.COMPARISON_VIEW,
        Permission.PORTFOLIO_VIEW,
        Permission.ARCHIVE_MAKE,
        Permission.TRAINING_VIEW,
        Permission.TRAINING_OVERSEE,
    },
    Role.TRAINER: frozenset({Permission.ENGAGEMENT_VIEW, Permission.TRAINING_VIEW, Permission.TRAINING_RUN}),
    Role.DELEGATE: frozenset(),  # what a delegate sees comes with the place in a cohort
    Role.FINANCE_OFFICER: frozenset(
        {
            Permission.ENGAGEMENT_VIEW,
            Permission.AGREEMENT_VIEW,
            Permission.DAYS_VIEW,
            Permission.STATEMENT_ISSUE,
            Permission.STATEMENT_DISPUTE,
            Permission.INCOME_VIEW,
        }
    ),
    Role.ADMINISTRATOR: frozenset({Permission.ADMINISTER}),
}

AFTER_THE_END = frozenset(
    {
        Permission.ENGAGEMENT_VIEW,
        Permission.RESULT_VIEW,
        Permission.AGREEMENT_VIEW,
        Permission.AGREEMENT_DRAFT,
        Permission.AGREEMENT_SIGN,
        Permission.DAYS_VIEW,
        Permission.DAYS_LOG,
        Permission.RATE_PROPOSE,
        Permission.STATEMENT_ISSUE,
        Permission.STATEMENT_DISPUTE,
        Permission.INCOME_VIEW,
        Permission.PORTFOLIO_VIEW,
        Permission.ARCHIVE_MAKE,
    }
)
"""What the lead side keeps once an engagement is over: signed results, agreements, and days up to the last statement.

What can still be changed of these, the rooms decide by the engagement's state.
"""
