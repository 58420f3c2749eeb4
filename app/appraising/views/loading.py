"""Finds the appraisal of the address or answers 404; addresses of the room; taking a form. No page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, render_template, request
from werkzeug import Response

from app.appraising.composing import composed
from app.appraising.content import AppraisalContent, SubjectText
from app.appraising.errors import AppraisingError, ConflictError, RefusedFieldError, WrongStateError
from app.appraising.models import Appraisal, AppraisalState, Subject
from app.appraising.queries.answers import OwnRow, SubjectRow, own_of, subjects_of
from app.appraising.queries.appraisals import Head, appraisal_of, frozen_content, subject_of
from app.appraising.queries.seats import Seat, seats_and_said
from app.engagements.forms import taking
from app.engagements.forms.taking import Refusals, refused
from app.engagements.models import RUNNING
from app.library.places import places_from_above
from app.security import Permission, require_identity, require_scope
from app.tools.queries import tool as tool_with
from app.tools.tool import Criterion, ScaleType, Tool
from app.web.links import room_urls


@dataclass(frozen=True, slots=True)
class Record:
    """An appraisal with all that it says now; finished, what it said when it was frozen."""

    head: Head
    tool: Tool
    content: AppraisalContent
    rows: tuple[SubjectRow, ...] = ()
    own: tuple[OwnRow, ...] = ()
    seats: tuple[Seat, ...] = ()

    @property
    def appraisal(self) -> Appraisal:
        """The appraisal itself."""
        return self.head.appraisal

    @property
    def is_alone(self) -> bool:
        """Say whether people score it alone, so that nothing of it is agreed yet."""
        return self.appraisal.state is AppraisalState.ALONE

    def subject(self, ref: str) -> SubjectText:
        """Give the subject of the address."""
        return next((each for each in self.content.subjects if each.ref == ref), None) or abort(404)

    def criterion(self, key: str) -> Criterion:
        """Give the criterion of the address."""
        return next((each for each in self.content.criteria if each.key == key), None) or abort(404)


def load_head(appraisal_ref: str) -> Head:
    """Give the appraisal of the address, locked when something is sent."""
    lock = request.method == "POST"
    return appraisal_of(appraisal_ref, engagement_id=require_scope().id, lock=lock) or abort(404)


def load_record(appraisal_ref: str) -> Record:
    """Give the appraisal of the address whole."""
    head, scope = load_head(appraisal_ref), require_scope()
    appraisal, tool = head.appraisal, tool_with(head.appraisal.tool_digest)
    if appraisal.state is AppraisalState.FINISHED:
        return Record(head, tool, frozen_content(appraisal.ref))
    rows = subjects_of(appraisal_id=appraisal.id)
    own = own_of(appraisal_id=appraisal.id) if may_have_own(tool) else ()
    seats, said = seats_and_said(appraisal_id=appraisal.id) if tool.appraisers > 1 else ((), {})
    content = composed(head, tool, own, rows, scope, seats=seats, alone=said)
    return Record(head, tool, content, rows, own, seats)


def demand_open_case(case_ref: str) -> None:
    """Answer 404 for a case of another engagement; raise WrongStateError for one that has ended. Empty: none."""
    if not case_ref:
        return
    case = next(iter(places_from_above(require_scope(), case_ref)), None) or abort(404)
    if not case.is_open:
        raise WrongStateError("The service case has ended, so no more tools are put to use for it.")


def may_have_own(tool: Tool) -> bool:
    """Say whether weights or criteria of the service's own can be set."""
    return tool.scale is ScaleType.WEIGHTED or any(criterion.own for criterion in tool.criteria)


def load_subject(subject_ref: str, appraisal: Appraisal) -> Subject:
    """Give the record of the subject of the address."""
    return subject_of(subject_ref, appraisal_id=appraisal.id) or abort(404)


def keeps() -> bool:
    """Say whether the reader keeps appraisals of this engagement, which runs."""
    return require_identity().may(Permission.CASE_KEEP) and require_scope().state in RUNNING


def led_back(demand: Callable[[], None], leads_to: str) -> Response | None:
    """Lead to an address with the reason, if what is demanded does not hold."""
    try:
        demand()
    except AppraisingError as error:
        return refused(error, leads_to)
    return None


def to(endpoint: str, **values: Any) -> str:
    """Give the address of a page of the room in this engagement."""
    return room_urls("appraising", require_scope().ref)(endpoint, **values)


def page(template: str, **values: Any) -> str:
    """Render a page of the room."""
    scope = require_scope()
    return render_template(f"appraising/{template}", scope=scope, to=room_urls("appraising", scope.ref), **values)


take = partial(taking.take, Refusals(ConflictError, AppraisingError, (RefusedFieldError,)))
"""A form of the room is taken as those of all rooms are."""
