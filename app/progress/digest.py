"""The words of the one e-mail that sums up "your work": late, due within seven days, waiting. When: digesting.py."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from app.mail.models import DigestRhythm
from app.web.tasks import Task

SOON = dt.timedelta(days=7)
LATE_COLOUR, NOT_YET = "red", "Due soon"
MOST = 25  # things of each group; a longer list is read on the page
_SAID_BY_THE_GROUP = frozenset({"Late", NOT_YET, "Waiting for you"})
_RHYTHMS = {DigestRhythm.DAILY: "every working day", DigestRhythm.WEEKLY: "once a week"}


@dataclass(frozen=True, slots=True)
class Groups:
    """What waits, by how it presses. What is due later and need not be begun yet is in none of them."""

    late: tuple[Task, ...]
    soon: tuple[Task, ...]
    waiting: tuple[Task, ...]

    def __bool__(self) -> bool:
        return bool(self.late or self.soon or self.waiting)


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom it is written, how often, and where the service stands."""

    name: str
    rhythm: DigestRhythm
    base_url: str
    service_name: str


def grouped(tasks: Iterable[Task], today: dt.date) -> Groups:
    """Part what waits for a person; the order within a group stays."""
    groups: dict[str, list[Task]] = {"late": [], "soon": [], "waiting": []}
    for task in tasks:
        if task.colour == LATE_COLOUR:
            groups["late"].append(task)
        elif task.due_on is not None and task.due_on <= today + SOON:
            groups["soon"].append(task)
        elif task.due_on is None or task.status != NOT_YET:
            groups["waiting"].append(task)
    return Groups(*(tuple(group) for group in groups.values()))


def subject_of(groups: Groups) -> str:
    """Say how much there is: "Your work: 1 late, 2 due within seven days, 3 waiting"."""
    counted = (
        (len(groups.late), "late"),
        (len(groups.soon), "due within seven days"),
        (len(groups.waiting), "waiting"),
    )
    return "Your work: " + ", ".join(f"{number} {what}" for number, what in counted if number)


def body_of(groups: Groups, reader: Reader, *, home: str, preferences: str) -> str:
    """Write the message; `home` and `preferences` are the addresses of the pages within the service."""
    parts = [f"Hello {reader.name},", f"This is what waits for you in {reader.service_name}."]
    for heading, tasks in (
        ("Late", groups.late),
        ("Due within seven days", groups.soon),
        ("Waiting for you", groups.waiting),
    ):
        if tasks:
            parts += [heading.upper(), *(_thing(task, reader.base_url) for task in tasks[:MOST])]
            if len(tasks) > MOST:
                parts.append(f"And {len(tasks) - MOST} more.")
    parts += [
        f"See everything that waits, and what is under way:\n{_full(reader.base_url, home)}",
        f"You get this email {_RHYTHMS[reader.rhythm]}, as long as something waits. Change how often, or stop it:",
        _full(reader.base_url, preferences),
        reader.service_name,
    ]
    return "\n\n".join(parts) + "\n"


def _thing(task: Task, base_url: str) -> str:
    status = "" if task.status in _SAID_BY_THE_GROUP else f": {task.status}"
    lines = [f"{task.title}{status}", task.hint, _full(base_url, task.href) if task.href else ""]
    return "\n".join(line for line in lines if line)


def _full(base_url: str, address: str) -> str:
    """Give the whole address of a page whose address on its host is known."""
    return urljoin(f"{base_url}/", address)
