"""The newest snapshot as one viewer may see it: the spread and one's own place. Agreeing to it: consent.py."""

import datetime as dt
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.charts.cache import charts_kept, picture
from app.charts.spread import LevelSpread
from app.comparing.picture import GROUPS, chart_of, count_rows
from app.comparing.queries.candidates import same_keys
from app.comparing.queries.own import own_levels
from app.comparing.queries.snapshots import Snapshot, snapshots
from app.comparing.queries.standing import Consent, standing
from app.comparing.room import COMPARISON, room
from app.comparing.services.snapshots import next_quarter
from app.comparing.spread import Figure, Row, Viewer, With, compared, figures, members, on_newest_text, stands_since
from app.security import EngagementScope, Permission, require_identity, require_scope
from app.web.pictures import svg_answer

KEPT = 256  # a kilobyte each: a viewer and a group
Key = tuple[str, Viewer, With]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one viewer sees: the rows with each group, the newest snapshot, and who looks."""

    viewer: Viewer
    consent: Consent | None
    newest: Snapshot | None
    quarter: dt.date | None  # since when it stands
    rows: Mapping[With, tuple[Row, ...]]
    charts: Mapping[With, LevelSpread]  # where a figure is told
    has_result: bool


@room.get(COMPARISON, permission=Permission.COMPARISON_VIEW)
def comparison(engagement_ref: str) -> ResponseReturnValue:
    """Show where the others stand, and one's own place among them."""
    scope, chosen = require_scope(), _chosen()
    seen = _seen(scope, (chosen,))
    newest = seen.newest
    in_it = members(newest.contents, seen.viewer, chosen) if newest else ()
    rows = seen.rows.get(chosen, ())
    return render_template(
        "comparing/comparison.html",
        scope=scope,
        seen=seen,
        as_at=next_quarter(seen.quarter) - dt.timedelta(days=1) if seen.quarter else None,
        chosen=chosen,
        groups=[(each, words(seen.viewer)) for each, words in GROUPS.items()],
        others=GROUPS[chosen](seen.viewer),
        members=len(in_it),
        is_in_it=scope.partner_authority_id in {each.authority for each in in_it},
        rows=rows,
        chart=seen.charts.get(chosen),
        counts=count_rows(rows),
        agrees=require_identity().may(Permission.COMPARISON_AGREE),
        consent_url=url_for("comparing.consent", engagement_ref=scope.ref),
    )


@room.get(f"{COMPARISON}/<digest>.svg", permission=Permission.COMPARISON_VIEW)
def chart(engagement_ref: str, digest: str) -> ResponseReturnValue:
    """Give the picture by its content: from the cache, drawn on the first miss. Each viewer has pictures of one's own.

    Who may see fewer figures than a colleague cannot ask for the colleague's picture.
    """
    cache, key = charts_kept(current_app.extensions), (engagement_ref, require_identity().person_id, digest)
    kept = cache.get(key)
    if kept is None:
        drawn = _seen(require_scope(), tuple(With)).charts.values()
        found = next((each for each in drawn if each.digest == digest), None) or abort(404)
        kept = picture(found, cache)
        cache.put(key, kept)
    return svg_answer(kept, digest)


def _chosen() -> With:
    asked = request.args.get("with", "")
    return With(asked) if asked in set(With) else With.ALL


def _seen(scope: EngagementScope, groups: tuple[With, ...]) -> Seen:
    viewer, consent = standing(scope, person_id=require_identity().person_id)
    every = snapshots()
    newest = every[-1] if every else None
    own = own_levels(newest.contents.digest if newest else "", engagement_id=scope.id)
    if newest is None:
        return Seen(viewer, consent, None, None, {}, {}, own is not None)
    rows = {each: compared(newest.contents, _told(every, viewer, each), own or {}) for each in groups}
    charts = {
        each: chart_of(scope.partner_name, GROUPS[each](viewer), found)
        for each, found in rows.items()
        if any(row.figure for row in found)
    }
    quarter = every[stands_since([one.contents for one in every], viewer)].quarter
    return Seen(viewer, consent, newest, quarter, rows, charts, own is not None)


def _told(every: Sequence[Snapshot], viewer: Viewer, group: With) -> tuple[Figure | None, ...]:
    """Give what this viewer is told, reckoned once in each worker: snapshots never change."""
    kept: OrderedDict[Key, tuple[Figure | None, ...]] = current_app.extensions.setdefault(
        "comparison_figures", OrderedDict()
    )
    key = (every[-1].ref, viewer, group)
    if key not in kept:
        kept[key] = figures(on_newest_text([one.contents for one in every], same_keys), viewer, group)
        if len(kept) > KEPT:
            kept.popitem(last=False)
    return kept[key]
