"""The form that narrows the portfolio. What it means: portfolio_choice.py; an address with anything else is mended."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

import wtforms

from app.progress.portfolio import Stage
from app.progress.portfolio_choice import Choice, Late, Sort
from app.web.forms import Form, option

LONGEST = 100
Known = TypeVar("Known", bound=StrEnum)


class PortfolioForm(Form):
    """What to show: a GET, so that what is found has an address."""

    text = wtforms.StringField("Partner or partnership", name="q")
    stage = wtforms.SelectField("Stage", choices=[], validate_choice=False)
    region = wtforms.SelectField("Region of the partner", choices=[], validate_choice=False)
    late = wtforms.SelectField("Late or waiting", choices=[], validate_choice=False)


def portfolio_form(choice: Choice, regions: Iterable[str]) -> PortfolioForm:
    """Make the form as the address has filled it."""
    form = PortfolioForm(data={"text": choice.text})
    form.stage.choices = [option("", "All stages"), *(option(each.value, each.words) for each in Stage)]
    form.stage.data = choice.stage or ""
    form.region.choices = [option("", "All regions"), *(option(each, each) for each in regions)]
    form.region.data = choice.region
    form.late.choices = [option("", "All"), *(option(each.value, each.words) for each in Late)]
    form.late.data = choice.late or ""
    return form


def choice_from(asked: Mapping[str, str], regions: Iterable[str]) -> Choice:
    """Read the parts of an address; what is not known is as if it had not been asked for."""
    region = asked.get("region", "")
    return Choice(
        " ".join(asked.get("q", "").split())[:LONGEST],
        _known(Stage, asked.get("stage")),
        region if region in regions else "",
        _known(Late, asked.get("late")),
        _known(Sort, asked.get("sort")) or Sort.DECISION,
        asked.get("order") == "desc",
    )


def _known(kind: type[Known], value: str | None) -> Known | None:
    return kind(value) if value in {each.value for each in kind} else None
