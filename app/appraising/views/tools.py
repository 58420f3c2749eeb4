"""The tools on offer with what is under way and finished, and putting one to use."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import abort, flash, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.appraising.forms import StartForm
from app.appraising.markup import FOR, HERE, put_in
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
from app.web.components import link, table, tag
from app.web.filters import london
from app.web.links import page_number

ABOUT = ("case_ref", "stage", "goal_ref", "milestone_ref", "follows")


@room.get(TOOLS, permission=Permission.TOOLS_VIEW)
def tools(engagement_ref: str) -> ResponseReturnValue:
    """List what is under way, what is on offer, and what is finished."""
    found = appraisals_of(engagement_id=require_scope().id, page=page_number())
    may = keeps()
    return page(
        "tools.html",
        under_way=[_line(row, row.opened_at) for row in found.under_way],
        over=[_line(row, row.finished_at or row.opened_at) for row in found.over],
        found=found,
        more=_more(_goal()),
        offered=_on_offer(may=may),
        keeps=may,
        goal_ref=_goal().get("goal_ref", ""),
    )


def _more(asked: Mapping[str, str]) -> str:
    """Give how the address of another page of the list begins, with the goal that a tool is chosen for."""
    return f"?{urlencode({**asked, 'page': ''})}"


def _on_offer(*, may: bool) -> Markup:
    """Give the tools on offer; made once in a worker for each set of them, but for the address."""
    refs = offered_versions()
    made = kept("tools on offer", f"{may} {' '.join(refs)}", lambda: _made_offer(refs, may=may), most=4)
    return put_in(made, to("tools"), "".join(f"&{name}={ref}" for name, ref in _goal().items()))


def _goal() -> dict[str, str]:
    """Give the goal and the milestone of the address that a tool is chosen for; whether they exist, starting asks."""
    given = {name: request.args.get(name, "") for name in ("goal_ref", "milestone_ref")}
    found = {name: ref for name, ref in given.items() if re.fullmatch(REF_PATTERN, ref)}
    return found if "goal_ref" in found else {}


def _made_offer(refs: Mapping[str, str], *, may: bool) -> str:
    """Give each tool once: its text, what it is for, and the stages of the cycle, at each of which it can be used."""
    named = zip(refs.values(), tools_with(list(refs)), strict=True)
    first = list(Stage)
    rows = [
        _offer(ref, tool, may=may)
        for ref, tool in sorted(named, key=lambda each: (min(map(first.index, each[1].stages)), each[1].title))
    ]
    heads = ["Tool", "What it is for", "Use it at the stage" if may else "Stages of the cycle"]
    made = table("Tools on offer", heads, rows, hidden_caption=True, size="s", empty="No tool is published yet.")
    return str(made)  # Markup would escape a second time what is put in


def _line(row: AppraisalRow, on: dt.datetime) -> list[object]:
    """Give an appraisal as cells of a table."""
    return [link(to("appraisal", appraisal_ref=row.ref), row.title), row.tool, tag(*STATES[row.state]), london(on)]


def _offer(ref: str, tool: Tool, *, may: bool) -> list[object]:
    name = link(url_for("tools.tool", version_ref=ref), tool.title)
    stages = [stage for stage in Stage if stage in tool.stages]
    if not may:
        return [name, tool.about, ", ".join(stage.label for stage in stages)]
    hidden = Markup('{}<span class="govuk-visually-hidden">: use {}</span>')
    address = f"{HERE}/new/{tool.key}?stage="
    uses = [link(f"{address}{stage.value}{FOR}", hidden.format(stage.label, tool.title)) for stage in stages]
    return [name, tool.about, Markup(", ").join(uses)]


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
