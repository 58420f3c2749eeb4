"""One appraisal: where it stands, what to do next, what is said so far; withdrawing it, and looking at it again."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.appraising.answering import failed_words, standing, to_do
from app.appraising.answers import Verdict, ranked
from app.appraising.content import SubjectText
from app.appraising.errors import AppraisingError
from app.appraising.forms import ReasonForm
from app.appraising.markup import answers_list, beside_each_other
from app.appraising.models import AppraisalState
from app.appraising.queries.appraisals import opened_from
from app.appraising.room import APPRAISAL, room
from app.appraising.services import concluding
from app.appraising.services.moves import demand_state
from app.appraising.services.starting import again as look_again
from app.appraising.views.loading import (
    Record,
    demand_open_case,
    keeps,
    led_back,
    load_head,
    load_record,
    may_have_own,
    page,
    take,
    to,
)
from app.appraising.words import STATES
from app.db.clock import now
from app.engagements.forms.taking import refused, sent
from app.library.places import Place, places_from_above
from app.security import Permission, require_identity, require_scope
from app.tools.queries import newest_tool
from app.tools.queries import tool as tool_with
from app.tools.tool import ScaleType, SubjectKind

OPEN = (AppraisalState.ALONE, AppraisalState.AGREEING)


@dataclass(frozen=True, slots=True)
class Shown:
    """A subject on the page: how it stands, how far it is, and what keeps it from passing."""

    text: SubjectText
    verdict: Verdict
    word: str
    colour: str | None
    left: int
    rank: int | None
    failed: list[str]
    outcome: str
    is_chosen: bool


@room.get(APPRAISAL, permission=Permission.TOOLS_VIEW)
def appraisal(engagement_ref: str, appraisal_ref: str) -> ResponseReturnValue:
    """Show it."""
    record = load_record(appraisal_ref)
    found, tool, content = record.appraisal, record.tool, record.content
    subjects = shown_subjects(record)
    me = require_identity()
    address = to("appraisal", appraisal_ref=found.ref)
    may = keeps()
    is_ranked = tool.subject is SubjectKind.CANDIDATES and tool.scale is ScaleType.WEIGHTED
    has_cases = found.state is AppraisalState.FINISHED and (is_ranked or bool(found.case_ref))
    own, cases = _cases(record, subjects) if has_cases else (None, {})
    edits = may and found.state is AppraisalState.AGREEING
    mine = next((seat for seat in record.seats if seat.person_id == me.person_id), None)
    return page(
        "appraisal.html",
        record=record,
        appraisal=found,
        tool=tool,
        content=content,
        subjects=subjects,
        state=STATES[found.state],
        keeps=may and found.state in OPEN,
        may_again=may and found.state is AppraisalState.FINISHED and (own is None or own.is_open),
        ready=bool(content.subjects and content.criteria) and not any(each.left for each in subjects),
        mine=mine,
        is_matrix=tool.scale is ScaleType.MATRIX,
        is_ranked=is_ranked,
        in_order=sorted(subjects, key=lambda each: each.rank or len(subjects) + 1),
        has_own=may_have_own(tool),
        sets_criteria=may_have_own(tool) and not any(each.text.is_answered for each in subjects),
        belongs_to=_belongs_to(record),
        cases=cases,
        keeps_cases=may,
        address=address,
        answers=lambda text: answers_list(content, text, tool, here=address, edits=edits),
        matrix=lambda: beside_each_other(content, content.subjects, address),
    )


def shown_subjects(record: Record) -> list[Shown]:
    """Give the subjects as they stand, in order."""
    content, tool = record.content, record.tool
    verdicts = {each.ref: content.verdict(each) for each in content.subjects}
    ranks = ranked(verdicts) if tool.scale is ScaleType.WEIGHTED else {}
    outcomes = {each.key: each for each in tool.outcomes}
    found = []
    for subject in content.subjects:
        verdict = verdicts[subject.ref]
        left = len(to_do(content, subject, verdict))
        word, colour = standing(verdict, tool.scale, left)
        outcome = outcomes.get(subject.outcome)
        found.append(
            Shown(
                subject,
                verdict,
                word,
                colour,
                left,
                ranks.get(subject.ref),
                failed_words(content, subject, verdict),
                outcome.label if outcome else "",
                bool(outcome and outcome.chosen),
            )
        )
    return found


def _cases(record: Record, subjects: Sequence[Shown]) -> tuple[Place | None, dict[str, str]]:
    """Give the case that a finished appraisal belongs to, and where each subject's case is read, by its reference.

    A candidate's is the one that was opened from it, the one it was appraised for, or an open one of its service.
    """
    places = {each.ref: each for each in places_from_above(require_scope())}
    marked, own = opened_from(appraisal_id=record.appraisal.id), places.get(record.appraisal.case_ref)
    found = {}
    for each in subjects:
        same = (place for place in places.values() if place.is_open and place.is_about(each.text.name))
        its = places.get(marked.get(each.text.ref, "")) or ((own or next(same, None)) if each.is_chosen else None)
        if its:
            found[each.text.ref] = its.href
    return own, found


def _belongs_to(record: Record) -> list[tuple[str, str]]:
    """Give what it belongs to, as (words, address)."""
    found, here = record.appraisal, require_scope().ref
    links = []
    if found.case_ref:
        links.append(("The service case", url_for("cases.case", engagement_ref=here, case_ref=found.case_ref)))
    if found.goal_ref:
        links.append(("A goal of the change plan", url_for("plans.goal", engagement_ref=here, goal_ref=found.goal_ref)))
    if record.head.follows_ref:
        links.append(("The former look at the same", to("appraisal", appraisal_ref=record.head.follows_ref)))
    return links


@room.form(f"{APPRAISAL}/withdraw", permission=Permission.CASE_KEEP)
def withdraw(engagement_ref: str, appraisal_ref: str) -> ResponseReturnValue:
    """Ask why, or withdraw it."""
    found = load_head(appraisal_ref).appraisal
    scope, here = require_scope(), to("appraisal", appraisal_ref=found.ref)
    if gone := led_back(lambda: demand_state(found, scope, *OPEN), here):
        return gone
    form = ReasonForm(sent())

    def save() -> str:
        concluding.withdraw(form.reason.data or "", found, scope, actor=require_identity(), now=now())
        flash("Withdrawn. What was said stays readable.", "success")
        return here

    def show(*, errors: object = (), conflict: object = None) -> str:
        return page("withdraw.html", form=form, appraisal=found, errors=errors)

    return take(form, save, show, refused_to=here)


@room.post(f"{APPRAISAL}/again", permission=Permission.CASE_KEEP)
def again(engagement_ref: str, appraisal_ref: str) -> ResponseReturnValue:
    """Start a new appraisal of the same; by the newest text of the tool, if it is still offered."""
    found, scope = load_head(appraisal_ref).appraisal, require_scope()
    version = newest_tool(tool_with(found.tool_digest).key)
    digest = version.digest if version else found.tool_digest
    try:
        demand_open_case(found.case_ref)
        made = look_again(found, tool_with(digest), digest, scope, actor=require_identity(), now=now())
    except AppraisingError as error:
        return refused(error, to("appraisal", appraisal_ref=found.ref))
    flash("Texts and evidence are carried over. Answer each criterion anew.", "success")
    return redirect(to("appraisal", appraisal_ref=made.ref), 303)
