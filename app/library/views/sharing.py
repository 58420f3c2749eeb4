"""The page on which the lead's side says who else can use an item."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.engagements.forms.taking import Saved
from app.library.forms import ShareForm
from app.library.models import LibraryItem, Sharing
from app.library.queries.item import shares_of
from app.library.queries.people import Partner, partners
from app.library.room import ITEM, room
from app.library.services import sharing as services
from app.library.views.loading import hindered, load_item, page, pen, reach, take, to
from app.library.words import sharing_words
from app.security import Permission, require_identity


@room.form(f"{ITEM}/share", permission=Permission.LIBRARY_KEEP)
def share(engagement_ref: str, item_ref: str) -> ResponseReturnValue:
    """Share an item of the lead authority, or no longer."""
    item = load_item(item_ref)
    back = to("item", item_ref=item.ref)
    if stop := hindered(lambda: services.demand_may_share(item, pen()), back):
        return stop
    offered, held = partners(require_identity(), reach=reach()), shares_of(item)
    form = ShareForm(
        request.form if request.method == "POST" else None,
        data={"sharing": item.sharing.value, "engagements": _refs(offered, held), "seen": str(item.version)},
    )
    others = len(held - {each.id for each in offered})
    form.offer([(each.ref, each.title) for each in offered], others=others)

    def current() -> tuple[Saved, Saved, int]:
        typed = _in_words(form.sharing.data, form.engagements.data or [], offered)
        return typed, _in_words(item.sharing, _refs(offered, shares_of(item)), offered), item.version

    def save() -> str:
        keys = {each.ref: each.id for each in offered}
        services.share(item, form.shared(), keys, pen(), seen_version=form.seen_version)
        return back

    def show(**more: Any) -> str:
        return page("share.html", form=form, item=item, others=others, **more)

    return take(form, save, show, said=_said(form, item), refused_to=back, current=current)


def _said(form: ShareForm, item: LibraryItem) -> str:
    shared = form.sharing.data in {Sharing.CHOSEN, Sharing.ALL}
    return f"{item.title} is shared." if shared else f"{item.title} is seen by your own side only."


def _refs(offered: list[Partner], held: set[int]) -> list[str]:
    return [each.ref for each in offered if each.id in held]


def _in_words(sharing: str | None, refs: list[str], offered: list[Partner]) -> Saved:
    """Write the engagements one to a line."""
    chosen = [each.title for each in offered if each.ref in refs]
    known = Sharing(sharing) if sharing in set(Sharing) else Sharing.OWN
    return {"sharing": sharing_words(known, len(chosen)), "engagements": "\n".join(chosen)}
