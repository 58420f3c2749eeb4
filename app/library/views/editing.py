"""Pages on which a side keeps its library: a new item, its description, a new version, its end."""

import datetime as dt
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.engagements.forms.taking import Saved
from app.files.forms import sent
from app.files.receiving import takes_a_file
from app.library.forms import ItemForm, NewItemForm, VersionForm, WithdrawForm
from app.library.models import LibraryItem
from app.library.queries.offered import Offered, offered
from app.library.queries.people import Owner, owners
from app.library.room import ITEM, LIBRARY, room
from app.library.services import items as services
from app.library.services.moves import demand_own, demand_running
from app.library.views.loading import hindered, load_item, page, pen, shelf, take, to
from app.library.words import levels_words, stages_words, standards_words
from app.security import Permission, require_scope

USUAL_REVIEW = dt.timedelta(days=365)


@room.form(f"{LIBRARY}/new", permission=Permission.LIBRARY_KEEP)
@takes_a_file
def item_new(engagement_ref: str) -> ResponseReturnValue:
    """Add an item with its first version."""
    if stop := hindered(lambda: demand_running(require_scope()), to("library")):
        return stop
    texts = offered()
    form = NewItemForm(sent(), data={"review_on": today() + USUAL_REVIEW})
    form.offer_standards(texts.standards)
    form.offer_tools(_tools(texts))

    def save() -> str:
        made = services.add(form.description(), form.holding(), shelf(), pen())
        return to("item", item_ref=made.ref)

    def show(**more: Any) -> str:
        return page("item_new.html", form=form, **more)

    return take(form, save, show, said="The item is added. Only your own side sees it.", refused_to=to("library"))


@room.form(f"{ITEM}/edit", permission=Permission.LIBRARY_KEEP)
def item_edit(engagement_ref: str, item_ref: str) -> ResponseReturnValue:
    """Describe an item anew, or hand it to another owner."""
    item = load_item(item_ref)
    back = to("item", item_ref=item.ref)
    if stop := hindered(lambda: demand_own(item, pen()), back):
        return stop
    texts, people = offered(), owners(authority_id=item.authority_id)
    form = ItemForm(sent(), data={**_saved(item, people), "seen": str(item.version)})
    form.offer_standards(texts.standards, item.standards)
    form.owner.choices = [("", "Choose a person"), *((each.ref, each.name) for each in people)]

    def current() -> tuple[Saved, Saved, int]:
        return _in_words(form.data, texts, people), _in_words(_saved(item, people), texts, people), item.version

    def save() -> str:
        owner = next(each.id for each in people if each.ref == form.owner.data)
        services.change(item, form.description(), owner, pen(), seen_version=form.seen_version)
        return back

    def show(**more: Any) -> str:
        return page("item_edit.html", form=form, item=item, **more)

    return take(form, save, show, said="The item is saved.", refused_to=back, current=current)


@room.form(f"{ITEM}/versions/new", permission=Permission.LIBRARY_KEEP)
@takes_a_file
def version_new(engagement_ref: str, item_ref: str) -> ResponseReturnValue:
    """Add the next version of an item."""
    item = load_item(item_ref)
    back = to("item", item_ref=item.ref)
    if stop := hindered(lambda: demand_own(item, pen()), back):
        return stop
    form = VersionForm(sent(), data={"review_on": max(item.review_on, today() + USUAL_REVIEW)})
    form.offer_tools(_tools(offered()))

    def save() -> str:
        services.add_version(item, form.next_version(), shelf(), pen())
        return back

    def show(**more: Any) -> str:
        return page("version_new.html", form=form, item=item, **more)

    return take(form, save, show, said="The new version is added.", refused_to=back)


@room.form(f"{ITEM}/withdraw", permission=Permission.LIBRARY_KEEP)
def withdraw(engagement_ref: str, item_ref: str) -> ResponseReturnValue:
    """Take an item out of use, with the reason."""
    item = load_item(item_ref)
    back = to("item", item_ref=item.ref)
    if stop := hindered(lambda: demand_own(item, pen()), back):
        return stop
    form = WithdrawForm(request.form if request.method == "POST" else None)

    def save() -> str:
        services.withdraw(item, str(form.reason.data), pen())
        return back

    def show(**more: Any) -> str:
        return page("withdraw.html", form=form, item=item, **more)

    return take(form, save, show, said="The item is withdrawn.", refused_to=back)


def _tools(texts: Offered) -> list[tuple[str, str]]:
    return [(tool.key, tool.title) for _, tool in texts.tools.values()]


def _saved(item: LibraryItem, people: list[Owner]) -> dict[str, Any]:
    """Give what is saved as the form shows it; an owner who has left is to be chosen anew."""
    return {
        "title": item.title,
        "about": item.about,
        "standards": item.standards,
        "stages": item.stages,
        "from_level": str(item.from_level or ""),
        "to_level": str(item.to_level or ""),
        "review_on": item.review_on,
        "owner": next((each.ref for each in people if each.id == item.owner_id), ""),
    }


def _in_words(values: Saved, texts: Offered, people: list[Owner]) -> Saved:
    """Write titles and names where the form has keys and references."""
    names = {each.ref: each.name for each in people}
    levels = {name: int(values[name]) if values[name] else None for name in ("from_level", "to_level")}
    return {
        **{name: values[name] for name in ("title", "about", "review_on")},
        "standards": standards_words(values["standards"] or (), texts.standards),
        "stages": stages_words(values["stages"] or ()),
        **{name: levels_words(level, level) for name, level in levels.items()},
        "owner": names.get(str(values["owner"]), ""),
    }
