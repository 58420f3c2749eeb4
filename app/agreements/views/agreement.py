"""The support agreement of an engagement: what is in force, what is unsigned and whose turn it is, what is next."""

from collections.abc import Sequence

from app.agreements import standing
from app.agreements.content import AgreementContent, agreement_from
from app.agreements.drafting import Beside, Total, beside, total
from app.agreements.models import AgreementState, AgreementVersion, Side
from app.agreements.queries.kept import kept_agreement
from app.agreements.queries.needs import ApprovedPlan, approved_plan
from app.agreements.queries.standing import signatures_by_version
from app.agreements.queries.versions import lines_of, versions_of
from app.agreements.room import AGREEMENT, room
from app.agreements.services.lines import text_of
from app.agreements.services.moves import UNSIGNED
from app.agreements.views.places import show
from app.engagements.models import EngagementState
from app.security import Permission, require_identity, require_scope


@room.get(AGREEMENT, permission=Permission.AGREEMENT_VIEW)
def agreement(engagement_ref: str) -> str:
    """Where the agreement stands."""
    me, scope = require_identity(), require_scope()
    versions = versions_of(engagement_id=scope.id)
    signatures = signatures_by_version(engagement_id=scope.id) if versions else {}
    plan = approved_plan(engagement_id=scope.id)
    signed = [each for each in versions if each.state is AgreementState.SIGNED]
    force = max(signed, key=lambda each: each.number or 0, default=None)
    unsigned = next((each for each in versions if each.state in UNSIGNED), None)
    sides = frozenset(each.side for each in signatures.get(unsigned.id, ())) if unsigned else frozenset[Side]()
    facts = _facts(force, unsigned, sides, plan)
    content = kept_agreement(force.ref) if force is not None else None
    return show(
        "agreement.html",
        facts=facts,
        step=standing.next_step(facts, standing.Reader.of(me.permissions, me.scope_roles)),
        drafts=me.may(Permission.AGREEMENT_DRAFT),
        force=force,
        content=content,
        plan=plan,
        beside=_beside(plan, content),
        unsigned=unsigned,
        total=_total(unsigned) if unsigned else None,
        sides=sides,
        versions=sorted(versions, key=lambda each: each.id, reverse=True),
        signatures=signatures,
    )


def _facts(
    force: AgreementVersion | None,
    unsigned: AgreementVersion | None,
    sides: frozenset[Side],
    plan: ApprovedPlan | None,
) -> standing.Facts:
    scope = require_scope()
    return standing.Facts(
        state=EngagementState(scope.state),
        lead=scope.lead_name,
        partner=scope.partner_name,
        number=force.number if force else None,
        plan_version_id=force.plan_version_id if force else None,
        approved_id=plan.version_id if plan and plan.is_worked_by else None,
        unsigned=standing.Unsigned(unsigned.ref, unsigned.kind, unsigned.state, sides) if unsigned else None,
    )


def _total(unsigned: AgreementVersion) -> Total:
    lines = (
        agreement_from(unsigned.content).lines if unsigned.content else [text_of(line) for line in lines_of(unsigned)]
    )
    return total(lines, unsigned.day_rate, unsigned.estimate_quarters, unsigned.cap_quarters)


def _beside(plan: ApprovedPlan | None, content: AgreementContent | None) -> Sequence[Beside]:
    return beside(plan.content, content.lines if content else ()) if plan else ()
