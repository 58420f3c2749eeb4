"""The tools on offer with what is under way and finished, and putting one to use."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.appraising.forms import StartForm
from app.appraising.markup import FOR, HERE, put_in
from app.appraising.models import AppraisalState
from app.appraising.queries.appraisals import AppraisalRow, appraisal_of, appraisals_of, is_of_the_plan
from app.appraising.room import TOOLS, room
from app.appraising.services.moves import demand_running
from app.appraising.services.starting import Start
from app.appraising.services.starting import start as put_to_use
from app.appraising.views.loading import demand_open_case, keeps, led_back, page, take, to
from app.appraising.words import STATES
from app.db import REF_PATTERN
from app.db.clock import now
from app.db.keeping import kept
from app.engagements.forms.taking import sent
from app.security import Permission, require_identity, require_scope
from app.tools.queries import newest_tool, offered_versions
from app.tools.queries import tool as tool_with
from app.tools.queries import tools as tools_with
from app.tools.tool import Stage, Tool
from app.web.components import tag
from app.web.filters import london

ABOUT = ("case_ref", "stage", "goal_ref", "milestone_ref", "follows")


@room.get(TOOLS, permission=Permission.TOOLS_VIEW)
def tools(engagement_ref: str) -> ResponseReturnValue:
    """List what is under way, what is on offer by stage of the cycle, and what is finished."""
    rows = appraisals_of(engagement_id=require_scope().id)
    running = {AppraisalState.ALONE, AppraisalState.AGREEING}
    may = keeps()
    return page(
        "tools.html",
        under_way=[_line(row, row.opened_at) for row in rows if row.state in running],
        over=[_line(row, row.finished_at or row.opened_at) for row in rows if row.state not in running],
        offered=_on_offer(may=may),
        keeps=may,
        goal_ref=_goal().get("goal_ref", ""),
    )


def _on_offer(*, may: bool) -> Markup:
    """Give the tools by stage of the cycle; made once in a worker for each set of them, but for the address."""
    refs = offered_versions()
    made = kept("tools on offer", f"{may} {' '.join(refs)}", lambda: _made_offer(refs, may=may), most=4)
    return put_in(made, to("tools"), "".join(f"&{name}={ref}" for name, ref in _goal().items()))


def _goal() -> dict[str, str]:
    """Give the goal and the milestone of the address that a tool is chosen for; whether they exist, starting asks."""
    given = {name: request.args.get(name, "") for name in ("goal_ref", "milestone_ref")}
    found = {name: ref for name, ref in given.items() if re.fullmatch(REF_PATTERN, ref)}
    return found if "goal_ref" in found else {}


def _made_offer(refs: Mapping[str, str], *, may: bool) -> str:
    named = zip(refs.values(), tools_with(list(refs)), strict=True)
    offered = sorted(named, key=lambda each: (each[1].title, each[1].key))
    stages = [
        (stage, [_offer(ref, tool, stage, may=may) for ref, tool in offered if stage in tool.stages]) for stage in Stage
    ]
    return render_template("appraising/on_offer.html", stages=stages)


def _line(row: AppraisalRow, on: dt.datetime) -> list[object]:
    """Give an appraisal as cells of a table."""
    link = Markup('<a class="govuk-link" href="{}">{}</a>').format(to("appraisal", appraisal_ref=row.ref), row.title)
    return [link, row.tool, tag(*STATES[row.state]), london(on)]


def _offer(ref: str, tool: Tool, stage: Stage, *, may: bool) -> tuple[object, ...]:
    """Give a tool as a row: its name, which leads to its text, what it is for, and putting it to use."""
    name = Markup('<a class="govuk-link" href="{}">{}</a>').format(url_for("tools.tool", version_ref=ref), tool.title)
    if not may:
        return name, tool.about
    return name, tool.about, [("Use", f"{HERE}/new/{tool.key}?stage={stage.value}{FOR}", tool.title)]


@room.form(f"{TOOLS}/new/<key:tool_key>", permission=Permission.CASE_KEEP)
def start(engagement_ref: str, tool_key: str) -> ResponseReturnValue:
    """Put a tool to use: for what, and for which subjects."""
    scope, version = require_scope(), newest_tool(tool_key) or abort(404)
    if gone := led_back(lambda: demand_running(scope), to("tools")):
        return gone
    tool, digest = tool_with(version.digest), version.digest
    form = StartForm(sent(), data={name: request.args.get(name, "") for name in (*ABOUT, "title")})
    form.fit(tool)

    def save() -> str:
        wanted = _wanted(form)
        made = put_to_use(wanted, tool, digest, scope, actor=require_identity(), now=now())
        flash(f"{tool.title} is put to use", "success")
        return to("appraisal", appraisal_ref=made.ref)

    def show(*, errors: object = (), conflict: object = None) -> str:
        return page("start.html", form=form, tool=tool, version=version, errors=errors)

    return take(form, save, show, refused_to=to("tools"))


def _wanted(form: StartForm) -> Start:
    """Give what was asked for; what it belongs to comes from addresses of ours, so that anything else is a 404."""
    given: dict[str, Any] = {name: str(form[name].data or "") for name in ABOUT}
    scope_id, former = require_scope().id, None
    goal, milestone = given["goal_ref"], given["milestone_ref"]
    if (goal or milestone) and not is_of_the_plan(goal, milestone, engagement_id=scope_id):
        abort(404)
    if given["follows"]:
        former = (appraisal_of(given["follows"], engagement_id=scope_id) or abort(404)).appraisal.id
    demand_open_case(given["case_ref"])
    stage = Stage(given["stage"]) if given["stage"] in list(Stage) else None
    return Start(
        title=str(form.title.data),
        names=form.subjects,
        stage=stage,
        case_ref=given["case_ref"],
        goal_ref=given["goal_ref"],
        milestone_ref=given["milestone_ref"],
        follows_id=former,
    )
