"""What training changed, by authority, for managers: the page and its CSV. Small groups are held back."""

from collections.abc import Iterator

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from app.db.clock import now, today
from app.documents.csv import MIME, Cell, csv_bytes
from app.learning.confidence import mean_words
from app.learning.effect import Effect, Figure, Row, percent
from app.learning.queries.effect import effect_of_training
from app.learning.room import TRAINING, room
from app.security import Identity, Permission, Role, require_identity
from app.web.links import page_number

PAGE_SIZE = 50
HELD_BACK = "Held back"
HEAD = (
    "Authority", "Cohorts", "Places", "Waiting", "Attendance", "Certificates", "Pledges", "Milestones from pledges",
    "Checked twice", "Check before", "Check after", "Rated three times", "Confidence before", "Confidence after",
    "Confidence looking back",
)  # fmt: skip


@room.get(f"{TRAINING}/effect", permission=Permission.TRAINING_OVERSEE)
def effect() -> ResponseReturnValue:
    """Show take-up and effect by authority, 50 to a page, over the cohorts of the own authority."""
    found, page = _effect(), page_number()
    shown = found.rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return render_template(
        "learning/effect.html",
        found=found,
        shown=shown,
        take_up=[_take_up(each) for each in (*shown, found.total)],
        changes=[_changes(each) for each in (*shown, found.total)],
        page=page,
        pages=max(-(-len(found.rows) // PAGE_SIZE), 1),
    )


@room.get(f"{TRAINING}/effect.csv", permission=Permission.TRAINING_OVERSEE)
def effect_csv() -> ResponseReturnValue:
    """Give the same as CSV."""
    found = _effect()
    content = csv_bytes(HEAD, ((*_take_up(each), *_changes(each)[1:]) for each in (*found.rows, found.total)))
    answer = Response(content, content_type=MIME)
    answer.headers["Content-Disposition"] = 'attachment; filename="training-effect.csv"'
    return answer


def _effect() -> Effect:
    return effect_of_training(authority_id=_own(require_identity()), now=now(), today=today())


def _own(identity: Identity) -> int:
    """Give the authority worked in now if the person is its manager, else the first that the person manages."""
    managed = identity.authorities_as(Role.MANAGER) or abort(403)
    return identity.authority_id if identity.authority_id in managed else managed[0]


def _take_up(row: Row) -> tuple[Cell, ...]:
    attended = percent(row.attendance.means[0]) if row.attendance else HELD_BACK
    certificates: Cell = HELD_BACK if row.certificates is None else row.certificates
    counted = (row.cohorts, row.places, row.waiting)
    return row.authority, *counted, attended, certificates, row.pledges, row.milestones


def _changes(row: Row) -> tuple[Cell, ...]:
    return (row.authority, *_figures(row.check, 2, checked=True), *_figures(row.confidence, 3, checked=False))


def _figures(figure: Figure | None, moments: int, *, checked: bool) -> Iterator[Cell]:
    """Give how many people, then the mean of each moment."""
    yield HELD_BACK if figure is None else figure.people
    for place in range(moments):
        if figure is None:
            yield "–"
        else:
            yield percent(figure.means[place]) if checked else mean_words(figure.means[place])
