"""Pages on which a pair writes: a meeting, an action that was agreed, that it is done. Only the two come here."""

from typing import Any

from flask import abort
from flask.typing import ResponseReturnValue

from app.db.clock import now, today
from app.engagements.forms.taking import sent
from app.mentoring.forms import NO_GOAL, ActionForm, AgreedFields, DoneForm, MeetingForm, NewMeetingForm
from app.mentoring.models import MentoringAction, MentoringMeeting
from app.mentoring.queries import Choice, PairRecord, action_of, goals_of, meeting_of
from app.mentoring.room import room
from app.mentoring.services import log as services
from app.mentoring.services.log import Agreed
from app.mentoring.views.loading import Saved, demand_own, load_pair, take
from app.mentoring.views.pairs import PAIR
from app.security import Permission, require_identity, require_scope

MEETING, ACTION = f"{PAIR}/meetings/<ref:meeting_ref>", f"{PAIR}/actions/<ref:action_ref>"


def _by_whom() -> dict[str, Any]:
    return {"scope": require_scope(), "actor": require_identity(), "now": now()}


def _two(record: PairRecord) -> list[tuple[str, str]]:
    return [(ref, name) for ref, (_, name) in record.people.items()]


@room.form(f"{PAIR}/meetings/new", permission=Permission.MENTORING_VIEW)
def new_meeting(engagement_ref: str, pair_ref: str) -> ResponseReturnValue:
    """Record a meeting, with what was agreed in it."""
    record = load_pair(pair_ref)
    demand_own(record)
    goals = goals_of(record.pair)
    form = NewMeetingForm(sent(), data={"met_on": today(), "minutes": 60}).on(today())
    form.offer(_two(record), goals)
    return take(
        form,
        lambda: services.record_meeting(record.pair, form.meeting(), form.agreed(record, goals), **_by_whom()),
        "meeting_form.html",
        record=record,
        said="The meeting is recorded.",
        goals=goals,
    )


@room.form(MEETING, permission=Permission.MENTORING_VIEW)
def edit_meeting(engagement_ref: str, pair_ref: str, meeting_ref: str) -> ResponseReturnValue:
    """Change what is recorded of a meeting."""
    record = load_pair(pair_ref)
    meeting = _meeting(meeting_ref, record)
    demand_own(record)
    form = MeetingForm(sent(), obj=meeting, data={"seen": str(meeting.version)}).on(today())

    def current() -> tuple[Saved, Saved, int]:
        names = ("met_on", "minutes", "discussed", "next_on")
        return form.data, {name: getattr(meeting, name) for name in names}, meeting.version

    def save() -> None:
        seen = form.seen_version
        services.change_meeting(record.pair, meeting, form.meeting(), seen_version=seen, **_by_whom())

    return take(
        form, save, "meeting_form.html", record=record, said="Saved.", current=current, meeting=meeting, goals=()
    )


@room.form(f"{MEETING}/actions/new", permission=Permission.MENTORING_VIEW)
def new_action(engagement_ref: str, pair_ref: str, meeting_ref: str) -> ResponseReturnValue:
    """Add an action that was agreed in a meeting."""
    record = load_pair(pair_ref)
    meeting, goals = _meeting(meeting_ref, record), goals_of(record.pair)
    demand_own(record)
    form = ActionForm(sent())
    form.offer(_two(record), goals)
    return take(
        form,
        lambda: services.agree(record.pair, meeting, _agreed(form, record, goals), **_by_whom()),
        "action_form.html",
        record=record,
        said="The action is added.",
        meeting=meeting,
        goals=goals,
    )


@room.form(ACTION, permission=Permission.MENTORING_VIEW)
def edit_action(engagement_ref: str, pair_ref: str, action_ref: str) -> ResponseReturnValue:
    """Change an action that is not done yet."""
    record = load_pair(pair_ref)
    action, goals = _action(action_ref, record), goals_of(record.pair)
    demand_own(record)
    kept = _kept(action, record, goals)
    form = ActionForm(sent(), data={**kept, "seen": str(action.version)})
    form.offer(_two(record), goals)

    def current() -> tuple[Saved, Saved, int]:
        fresh = _kept(action, record, goals)
        return _in_words(form, form.data), _in_words(form, fresh), action.version

    def save() -> None:
        seen, agreed = form.seen_version, _agreed(form, record, goals)
        services.change_action(record.pair, action, agreed, seen_version=seen, **_by_whom())

    return take(
        form, save, "action_form.html", record=record, said="Saved.", current=current, action=action, goals=goals
    )


@room.form(f"{ACTION}/done", permission=Permission.MENTORING_VIEW)
def action_done(engagement_ref: str, pair_ref: str, action_ref: str) -> ResponseReturnValue:
    """Mark an action as done."""
    record = load_pair(pair_ref)
    action, form = _action(action_ref, record), DoneForm(sent())
    demand_own(record)
    return take(
        form,
        lambda: services.mark_done(record.pair, action, form.note.data or "", **_by_whom()),
        "done.html",
        record=record,
        said="The action is marked as done.",
        action=action,
    )


def _meeting(meeting_ref: str, record: PairRecord) -> MentoringMeeting:
    return meeting_of(meeting_ref, pair=record.pair) or abort(404)


def _action(action_ref: str, record: PairRecord) -> MentoringAction:
    return action_of(action_ref, pair=record.pair) or abort(404)


def _agreed(form: AgreedFields, record: PairRecord, goals: list[Choice]) -> Agreed:
    return form.agreed(record, goals) or abort(422)


def _kept(action: MentoringAction, record: PairRecord, goals: list[Choice]) -> dict[str, Any]:
    owner = next((ref for ref, (key, _) in record.people.items() if key == action.owner_id), "")
    goal = next((goal.ref for goal in goals if goal.id == action.goal_id), NO_GOAL)
    return {"what": action.what, "owner": owner, "due_on": action.due_on, "goal": goal}


def _in_words(form: AgreedFields, values: Saved) -> Saved:
    """Write names where the form has references."""
    choices: list[Any] = [*(form.owner.choices or ()), *(form.goal.choices or ())]
    named = {str(value): str(name) for value, name in choices}
    return {
        **{name: values[name] for name in ("what", "due_on")},
        **{name: named.get(str(values[name]), "") for name in ("owner", "goal")},
    }
