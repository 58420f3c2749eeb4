"""What is measured in a case: the list, adding, changing, ending a measure. Quarters: monitoring.py."""

from typing import Any

from flask import abort, flash
from flask.typing import ResponseReturnValue

from app.cases.errors import CaseError
from app.cases.models import Measure, ServiceCase
from app.cases.monitoring import quarter_of
from app.cases.monitoring_forms import MeasureForm
from app.cases.monitoring_words import quarter_words
from app.cases.queries.monitoring import measure_of, measures_of
from app.cases.room import CASE, room
from app.cases.services import monitoring as services
from app.cases.views.loading import act, by_whom, load_case, may_keep, not_open, page, take, to
from app.db.clock import today
from app.engagements.forms.taking import Saved, refused, sent
from app.security import Permission

MEASURE = f"{CASE}/measures/<ref:measure_ref>"
FIELDS = ("outcome", "measure", "target", "source")


@room.get(f"{CASE}/measures", permission=Permission.TOOLS_VIEW)
def measures(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """List what is and what was measured."""
    case = load_case(case_ref)
    return page(
        "measures.html",
        case=case,
        measures=measures_of(case_id=case.id),
        keeps=may_keep(case),
        quarter_words=quarter_words,
    )


@room.form(f"{CASE}/measures/new", permission=Permission.CASE_KEEP)
def measure_new(engagement_ref: str, case_ref: str) -> ResponseReturnValue:
    """Add an outcome that is measured."""
    case = load_case(case_ref)
    if gone := not_open(case):
        return gone
    form = MeasureForm(sent(), data={"since": quarter_of(today()).isoformat()})
    form.offer(today())
    here = to("measures", case_ref=case.ref)

    def save() -> str:
        services.add_measure(case, form.value(), **by_whom())
        flash("The outcome is added", "success")
        return here

    return take(form, save, _form_page(form, case, None), refused_to=here)


@room.form(f"{MEASURE}/edit", permission=Permission.CASE_KEEP)
def measure_edit(engagement_ref: str, case_ref: str, measure_ref: str) -> ResponseReturnValue:
    """Change what is measured, and by what."""
    case = load_case(case_ref)
    measure = _measure(measure_ref, case)
    here = to("measures", case_ref=case.ref)
    if gone := not_open(case):
        return gone
    try:
        services.demand_measured(measure)
    except CaseError as error:
        return refused(error, here)
    form = MeasureForm(sent(), data=_kept(measure) | {"seen": str(measure.version)})
    form.offer(today(), measure.since)

    def save() -> str:
        services.change_measure(case, measure, form.value(), seen_version=form.seen_version, **by_whom())
        flash("Saved", "success")
        return here

    def current() -> tuple[Saved, Saved, int]:
        value, kept = form.value(), _kept(measure)
        typed = {name: getattr(value, name) for name in FIELDS} | {"since": quarter_words(value.since)}
        return typed, kept | {"since": quarter_words(measure.since)}, measure.version

    return take(form, save, _form_page(form, case, measure), current=current, refused_to=here)


@room.post(f"{MEASURE}/end", permission=Permission.CASE_KEEP)
def measure_end(engagement_ref: str, case_ref: str, measure_ref: str) -> ResponseReturnValue:
    """Measure it no more."""
    case = load_case(case_ref)
    measure = _measure(measure_ref, case)
    return act(
        lambda: services.end_measure(case, measure, today=today(), **by_whom()),
        said=f"Not measured any more: {measure.outcome}",
        leads_to=to("measures", case_ref=case.ref),
    )


def _measure(measure_ref: str, case: ServiceCase) -> Measure:
    return measure_of(measure_ref, case) or abort(404)


def _kept(measure: Measure) -> dict[str, Any]:
    return {name: getattr(measure, name) for name in FIELDS} | {"since": measure.since.isoformat()}


def _form_page(form: MeasureForm, case: ServiceCase, measure: Measure | None) -> Any:
    def show(*, errors: object = (), conflict: object = None) -> str:
        return page("measure_form.html", form=form, case=case, measure=measure, errors=errors, conflict=conflict)

    return show
