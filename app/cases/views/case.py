"""The page of a case: the walk round the cycle, and what to do next."""

import datetime as dt
from typing import NamedTuple

from flask import abort
from flask.typing import ResponseReturnValue

from app.cases import showing
from app.cases.queries.walk import Head, Top, Walk, top_of, walk_of
from app.cases.room import CASE, room
from app.cases.sections import Step, end_of_case
from app.cases.texts import ENDINGS, KINDS
from app.cases.views.loading import page, to
from app.cases.walking import next_step, stages_of
from app.db.clock import today
from app.db.keeping import kept_while
from app.engagements.models import RUNNING
from app.library.reach import reach_of
from app.security import EngagementScope, Permission, require_identity, require_scope
from app.tools.queries import offered_tools, tools
from app.tools.tool import Stage
from app.web.chrome import csrf_token
from app.web.forms import once_key
from app.web.links import address_of
from app.web.reprinting import ONCE, printed_for, with_keys

MOST_PAGES = 32  # kept in a worker as they are printed, some 50 KB each with what they are made of


class Seen(NamedTuple):
    """All that a case's page is made of: while none of it changes, neither does the page."""

    scope: EngagementScope
    top: Top
    walk: Walk
    keeps: bool
    today: dt.date


@room.get(CASE, permission=Permission.TOOLS_VIEW)
def case(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Show a case whole: its four stages, where it stands, what comes next."""
    scope, me, on = require_scope(), require_identity(), today()
    top = top_of(case_ref, engagement_id=scope.id, today=on) or abort(404)
    walk = walk_of(top.head, reach=reach_of(scope, me))
    seen = Seen(scope, top, walk, _runs(scope, top.head) and me.may(Permission.CASE_KEEP), on)
    ref = printed_for(case_ref, seen.keeps)
    shown = kept_while("page of a case", ref, seen, lambda: _shown(seen), most=MOST_PAGES)
    return page("case.html", head=top.head, shown=with_keys(shown, csrf_token(), once_key))


def _runs(scope: EngagementScope, head: Head) -> bool:
    return scope.state in RUNNING and head.ending is None


def _shown(seen: Seen) -> list[str]:
    """Print it but for the keys of its forms, which are new each time that it is shown."""
    scope, head, walk = seen.scope, seen.top.head, seen.walk
    stages = stages_of(head, walk, offered_tools(seen.top.offered))
    end = end_of_case(head, seen.top.standing, today=seen.today)
    step = end.step or next_step(head, stages)
    made = page(
        "case_shown.html",
        head=head,
        stages=stages,
        end=end,
        step=step if _runs(scope, head) else None,
        step_at=_address(step, head) if step else "",
        keeps=seen.keeps,
        kinds=KINDS,
        endings=ENDINGS,
        start_at=_starts(head),
        item_at=address_of("library.item", "item_ref", engagement_ref=scope.ref),
        appraisal_at=address_of("appraising.appraisal", "appraisal_ref", engagement_ref=scope.ref),
        titles=_titles({each.digest for each in walk.tools}),
        showing=showing,
        items=walk.items,
    )
    return made.split(ONCE)


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
