"""The form that narrows the library; an address with anything else is mended. What it finds: queries/listing.py."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import wtforms

from app.library.queries.listing import Search
from app.library.words import Kind
from app.tools.tool import Stage, Tool
from app.web.forms import Form, option

LONGEST = 100
OWNERS = {"": "Anybody", "me": "Me", "left": "Somebody who has left"}


class SearchForm(Form):
    """What to show: a GET, so that what is found has an address."""

    text = wtforms.StringField("Words", name="q")
    standard = wtforms.SelectField("Standard", choices=[], validate_choice=False)
    level = wtforms.SelectField("Level", choices=[], validate_choice=False)
    stage = wtforms.SelectField("Stage of the cycle", choices=[], validate_choice=False)
    kind = wtforms.SelectField("Kind", choices=[], validate_choice=False)
    owner = wtforms.SelectField("Owner", choices=[], validate_choice=False)


def search_from(asked: Mapping[str, str], standards: Collection[str], *, keeps: bool) -> Search:
    """Read the parts of an address; what is not known is as if it had not been asked for."""
    level = asked.get("level", "")
    return Search(
        text=" ".join(asked.get("q", "").replace("\x00", "").split())[:LONGEST],
        standard=_known(asked.get("standard"), standards),
        stage=_known(asked.get("stage"), {stage.value for stage in Stage}),
        level=int(level) if level in {"1", "2", "3", "4", "5"} else None,
        kind=_known(asked.get("kind"), {kind.value for kind in Kind}),
        owner=_known(asked.get("owner"), OWNERS) if keeps else "",
        withdrawn=keeps and asked.get("withdrawn") == "yes",
    )


def _known(value: str | None, values: Collection[str]) -> str:
    return value if value is not None and value in values else ""


def search_form(search: Search, standards: Mapping[str, str]) -> SearchForm:
    """Make the form as the address has filled it."""
    form = SearchForm(data={"text": search.text})
    choices = {
        "standard": ("All standards", standards, search.standard),
        "level": ("All levels", {str(level): f"Level {level}" for level in range(1, 6)}, str(search.level or "")),
        "stage": ("All stages", {stage.value: stage.label for stage in Stage}, search.stage),
        "kind": ("All kinds", {kind.value: kind.label for kind in Kind}, search.kind),
    }
    for name, (every, values, chosen) in choices.items():
        field: Any = form[name]
        field.choices = [option("", every), *(option(value, label) for value, label in values.items())]
        field.data = chosen
    form.owner.choices = [option(value, label) for value, label in OWNERS.items()]
    form.owner.data = search.owner
    return form


def parts_of(search: Search) -> dict[str, str]:
    """Give the search as the parts of an address."""
    parts = {
        "q": search.text,
        "standard": search.standard,
        "level": str(search.level or ""),
        "stage": search.stage,
        "kind": search.kind,
        "owner": search.owner,
        "withdrawn": "yes" if search.withdrawn else "",
    }
    return {name: value for name, value in parts.items() if value}


def live_tools(search: Search, tools: Iterable[tuple[str, Tool]]) -> list[tuple[str, Tool]]:
    """Give the tools that a search means; they have no standard, level or owner, so a search for one finds none."""
    if search.standard or search.level or search.owner or search.withdrawn or search.kind not in {"", Kind.TOOL}:
        return []
    return [
        (ref, tool)
        for ref, tool in tools
        if all(word in f"{tool.title} {tool.about}".lower() for word in search.words)
        and (not search.stage or search.stage in tool.stages)
    ]
