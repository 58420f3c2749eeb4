"""What pages say of a standard's thread in a few words: score, goal, days, training, and what comes next. Pure."""

from collections.abc import Iterable

from app.progress.thread import Held, Thread
from app.web.filters import day, person_days, plural

NOT_ASSESSED = "Not assessed"


def score_words(thread: Thread) -> str:
    """Give its levels over the rounds: "2 → 3"."""
    levels = [each.standard.level for each in thread.told if each.standard]
    if all(level is None for level in levels):
        return NOT_ASSESSED
    return " → ".join("–" if level is None else str(level) for level in levels)


def change_words(thread: Thread) -> str:
    """Say how it moved since the first round, and what is missing to its target."""
    said = []
    if thread.change is not None:
        size = plural(abs(thread.change), "level")
        said.append(f"{'up' if thread.change > 0 else 'down'} {size}" if thread.change else "no change")
    if thread.gap is not None:
        said.append(f"{plural(thread.gap, 'level')} to the target" if thread.gap else "the target is reached")
    return "; ".join(said)


def days_words(thread: Thread) -> str:
    """Give days used, and booked: "3.5 days, 1 day booked"."""
    booked = f", {person_days(thread.booked)} booked" if thread.booked else ""
    return f"{person_days(thread.used)}{booked}" if thread.used or booked else "None"


def training_words(sessions: Iterable[Held], *, sees_training: bool) -> str:
    """Say how many sessions serve it, and how many were there to those who see training."""
    held = list(sessions)
    if not held:
        return "None"
    registered = [each for each in held if each.there is not None and sees_training]
    number = plural(len(held), "session")
    if not registered:
        return number
    there, places = sum(each.there or 0 for each in registered), sum(each.places for each in registered)
    return f"{number}; {there} of {plural(places, 'place')} taken up"


def goal_words(thread: Thread) -> str:
    """Say how its goals go, or why it has none."""
    if thread.goals:
        done = sum(each.standing.done_on is not None for each in thread.milestones)
        words = "; ".join(dict.fromkeys(goal.word for goal in thread.goals))
        return f"{words}, {done} of {plural(len(thread.milestones), 'milestone')} done"
    if thread.left_for:
        return f"Left for later: {thread.left_for}"
    return "No goal" if thread.is_planned else "No plan yet"


def next_words(thread: Thread) -> str:
    """Say what comes next for it."""
    following = thread.following
    if following is not None:
        late = "Late, was due" if following.is_late else "By"
        return f"{late} {day(following.step.forecast)}: {following.text.what}"
    ahead = [each for each in thread.sessions if each.on > thread.today]
    if ahead:
        return f"Training on {day(ahead[0].on)}: {ahead[0].title}"
    if thread.goals:
        return "Score it again: every milestone is done"
    return _without_goal(thread)


def _without_goal(thread: Thread) -> str:
    if thread.now.level is None:
        return "Assess it in the next round"
    if not thread.gap:
        return "Hold the level"
    if thread.left_for or thread.is_planned:
        return "Score it again in the next round"
    return "Give it a goal, or say why not now"
