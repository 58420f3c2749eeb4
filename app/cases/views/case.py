"""The page of a case: the walk round the cycle, and what to do next."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.cases import showing
from app.cases.queries.walk import Head, head_of, walk_of
from app.cases.room import CASE, room
from app.cases.sections import Step, end_of_case
from app.cases.texts import ENDINGS, KINDS
from app.cases.views.loading import page, to
from app.cases.walking import next_step, stages_of
from app.db.clock import today
from app.engagements.models import RUNNING
from app.library.reach import reach_of
from app.security import Permission, require_identity, require_scope
from app.tools.queries import offered_tools, tools
from app.tools.tool import Stage
from app.web.links import address_of


@room.get(CASE, permission=Permission.TOOLS_VIEW)
def case(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Show a case whole: its four stages, where it stands, what comes next."""
    scope, me = require_scope(), require_identity()
    head = head_of(case_ref, engagement_id=scope.id) or abort(404)
    walk = walk_of(head, reach=reach_of(scope, me))
    stages = stages_of(head, walk, offered_tools())
    end = end_of_case(head, today=today())
    runs = scope.state in RUNNING and head.ending is None
    step = end.step or next_step(head, stages)
    return page(
        "case.html",
        head=head,
        stages=stages,
        end=end,
        step=step if runs else None,
        step_at=_address(step, head) if step else "",
        keeps=runs and me.may(Permission.CASE_KEEP),
        runs=runs,
        kinds=KINDS,
        endings=ENDINGS,
        start_at=_starts(head),
        item_at=address_of("library.item", "item_ref", engagement_ref=scope.ref),
        appraisal_at=address_of("appraising.appraisal", "appraisal_ref", engagement_ref=scope.ref),
        titles=_titles({each.digest for each in walk.tools}),
        showing=showing,
        items=walk.items,
    )


def _titles(digests: set[str]) -> dict[str, str]:
    """Give what tools in use are called, whether or not their version is still offered."""
    wanted = sorted(digests)
    return dict(zip(wanted, [each.title for each in tools(wanted)], strict=True))


def _address(step: Step, head: Head) -> str:
    return step.endpoint if step.endpoint.startswith("#") else to(step.endpoint, case_ref=head.ref)


def _starts(head: Head) -> dict[Stage, object]:
    """Give for each stage the addresses, by a tool's key, at which it is put to use for the case."""
    ref = require_scope().ref
    return {
        stage: address_of("appraising.start", "tool_key", engagement_ref=ref, case_ref=head.ref, stage=stage.value)
        for stage in Stage
    }
