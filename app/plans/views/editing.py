"""What the builder's forms share: saving, showing again what was typed, and both texts after a conflict. No page."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.engagements.forms.versions import Difference, differences
from app.plans.errors import CircleError, ConflictError, PlanError, RefusedFieldError
from app.plans.models import Goal
from app.plans.queries.scope import Placed, goal_to_edit, milestone_to_edit
from app.plans.services.goals import Shift
from app.security import require_scope

CONFLICT, UNPROCESSABLE = 409, 422
COPY_IT = "Copy your text before you leave this page"

Saved = Callable[[], tuple[Mapping[str, Any], int]]


def goal_here(goal_ref: str) -> Goal:
    """Give the goal of the address, a removed one too."""
    return goal_to_edit(goal_ref, engagement_id=require_scope().id) or abort(404)


def milestone_here(milestone_ref: str) -> Placed:
    """Give the milestone of the address with its goal, removed ones too."""
    return milestone_to_edit(milestone_ref, engagement_id=require_scope().id) or abort(404)


def take(
    form: Any,
    save: Callable[[], ResponseReturnValue],
    show: Callable[..., str],
    *,
    saved: Saved = lambda: ({}, 0),
    words: Callable[[str, Any], str] = lambda _name, value: str(value or "Empty"),
) -> ResponseReturnValue:
    """Save a valid form and go where `save` leads; else show it again with what was typed.

    `saved` gives what is stored and its version, for a conflict; `words` says a field's value.
    """
    if request.method == "GET":
        return show()
    if not form.validate():
        return show(errors=form.error_list), UNPROCESSABLE
    try:
        return save()
    except RefusedFieldError as error:
        form[error.field].errors = (str(error),)
    except CircleError as error:
        form["waits_for"].errors = (str(error),)
    except ConflictError:
        return _conflict(form, show, saved, words), CONFLICT
    except PlanError as error:
        return show(errors=[(f"{error} {COPY_IT}", "")]), CONFLICT
    return show(errors=form.error_list), UNPROCESSABLE


def _conflict(form: Any, show: Callable[..., str], saved: Saved, words: Callable[[str, Any], str]) -> str:
    stored, version = saved()
    found: list[Difference] = differences(form, form.data, stored, words)
    form.see(version)
    return show(conflict=found)


def shift() -> Shift:
    """Read a press on up or down: "up-3" was pressed where the thing stood in place 3, counted from 0."""
    way, _, place = request.form.get("move", "").partition("-")
    seen_place = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else -1
    return Shift(seen_place, {"up": -1, "down": 1}.get(way, 0))


def page(template: str, **values: Any) -> Callable[..., str]:
    """Give what renders a form's page, first or again."""

    def show(*, errors: Any = (), conflict: list[Difference] | None = None) -> str:
        return render_template(
            f"plans/{template}.html",
            scope=require_scope(),
            errors=list(errors),
            conflicting=conflict is not None,
            conflict=conflict or [],
            **values,
        )

    return show
