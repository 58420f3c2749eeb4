"""Reads a pasted list of people to invite: one on a line, from Excel, Outlook or by hand. Pure; invites nobody."""

import re
from dataclasses import dataclass
from email.utils import parseaddr

_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
MOST = 200
LONGEST_ENTRY = 400  # characters; the search for an address takes time with the square of it


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Somebody on the list; `agency` is empty where the line names none."""

    name: str
    email: str
    agency: str


@dataclass(frozen=True, slots=True)
class LineMistake:
    """A line that cannot be read, and why."""

    number: int
    message: str


def read_list(text: str) -> tuple[list[ListedPerson], list[LineMistake]]:
    """Read "Name, address, agency", "Name <address>, agency", tab-separated cells or bare addresses, in any mixture.

    Semicolons separate people as Outlook writes them. Of an address given twice, the second is a mistake.
    """
    people: list[ListedPerson] = []
    mistakes: list[LineMistake] = []
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        for entry in filter(None, (part.strip() for part in line.split(";"))):
            found = _person(entry)
            if isinstance(found, str):
                mistakes.append(LineMistake(number, found))
            elif found.email in seen:
                mistakes.append(LineMistake(number, f"{found.email} is on the list twice"))
            else:
                seen.add(found.email)
                people.append(found)
    if len(people) > MOST:
        mistakes.append(LineMistake(len(people), f"the list has more than {MOST} people: add them in several goes"))
    return people, mistakes


def _person(entry: str) -> ListedPerson | str:
    if len(entry) > LONGEST_ENTRY:
        return f"“{entry[:60]}…” is too long for one person: put each person on a line"
    addresses = _ADDRESS.findall(entry)
    if not addresses:
        return f"“{entry[:60]}” has no email address"
    if len(addresses) > 1:
        return f"“{entry[:60]}” has more than one email address: put each person on a line"
    cells = [cell.strip(" \t\"'") for cell in re.split(r"[\t,]", entry)]
    place = next(index for index, cell in enumerate(cells) if addresses[0] in cell)
    named, _ = parseaddr(cells[place]) if "<" in cells[place] else ("", "")
    before = " ".join(cell for cell in [*cells[:place], named] if cell)
    after = ", ".join(cell for cell in cells[place + 1 :] if cell)
    email = addresses[0].lower()
    return ListedPerson(name=before or _name_from(email), email=email, agency=after)


def _name_from(email: str) -> str:
    """Guess a name from the address; the person can correct it on accepting."""
    return re.sub(r"[._-]+", " ", email.partition("@")[0]).title()
