"""People to choose owners and deputies from, as options of a form and in words. No page of its own."""

from dataclasses import dataclass
from typing import Any

from app.accounts.queries import people_of_engagement
from app.security import require_scope
from app.web.forms import option


@dataclass(frozen=True)
class People:
    """Everybody with a role in the engagement, once."""

    names: dict[str, str]  # by reference: "Ada Byron, director"
    refs: dict[int, str]  # by key

    @property
    def options(self) -> list[Any]:
        """Choices of a select, nobody first."""
        return [option("", "Nobody yet"), *(option(ref, name) for ref, name in self.names.items())]

    def ref(self, person_id: int | None) -> str:
        """Give the reference of somebody who still takes part, else nothing."""
        return self.refs.get(person_id or 0, "")

    def name(self, ref: str) -> str:
        """Name somebody, or nobody."""
        return self.names.get(ref, "Nobody")


def people_here() -> People:
    """Give the people of the engagement in the address, by name, with their roles."""
    roles: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    refs: dict[int, str] = {}
    for each in people_of_engagement(engagement_id=require_scope().id):
        roles.setdefault(each.person_ref, []).append(each.role.label)
        names[each.person_ref], refs[each.person_id] = each.name, each.person_ref
    said = {ref: f"{name}, {' and '.join(roles[ref])}" for ref, name in names.items()}
    return People(dict(sorted(said.items(), key=lambda each: each[1].casefold())), refs)
