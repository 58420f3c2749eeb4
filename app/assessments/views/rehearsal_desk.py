"""What every screen of a rehearsal needs: the consultant's own play and where its buttons lead. No route here."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug import Response

from app.assessments.board import Desk
from app.assessments.errors import RoundError
from app.assessments.queries.rehearsal import own_rehearsal
from app.assessments.rehearsing.play import Play, PlayedStandard, Stage, UnreadablePlayError, play_from
from app.assessments.rehearsing.seen import waiting
from app.assessments.services import rehearsal as services
from app.db import db
from app.db.clock import now
from app.instruments.document import Instrument
from app.instruments.queries import instrument
from app.security import require_identity, require_scope

REHEARSAL = "/engagements/<ref:engagement_ref>/rehearsal"


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """The consultant's rehearsal, and the exact text that it is played on."""

    play: Play
    digest: str
    instrument: Instrument
    ends_on: dt.date

    @property
    def editable(self) -> bool:
        """Say whether anything can be put down: the scores show, and the director is not reading."""
        return self.play.shown and self.play.stage is Stage.WORKSHOP


@dataclass(frozen=True, slots=True)
class Asked:
    """A sample person who was asked to put a name to a dissent, and the address of the answer."""

    name: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands above every screen of a rehearsal: what it is, its end, and what the sample people have to do."""

    end_url: str
    afresh_url: str
    director_url: str  # empty unless the result is with the sample director
    asked: tuple[Asked, ...]


def rehearsed() -> Rehearsed | None:
    """Give the rehearsal of whoever asks; None without one, or where it cannot be read any more."""
    kept = own_rehearsal(require_identity().person_id, engagement_id=require_scope().id)
    if kept is None:
        return None
    try:
        play = play_from(kept.content)
    except UnreadablePlayError:
        return None
    return Rehearsed(play, kept.instrument_digest, instrument(kept.instrument_digest), kept.ends_on)


def rehearsed_or_start() -> Rehearsed:
    """Give the rehearsal of whoever asks, or lead to the page that starts one."""
    return rehearsed() or abort(redirect(there("rehearsal"), 303))


def there(endpoint: str, **values: Any) -> str:
    """Give the address of a page of the rehearsal."""
    return url_for(f"assessments.{endpoint}", engagement_ref=require_scope().ref, **values)


def rehearsal_desk() -> Desk:
    """Give the desk of the rehearsal, in the order that the address asks for."""
    scope, base = require_scope(), there("rehearsal")
    return Desk(
        base=base,
        round_url=f"{base}/",
        crumbs=(
            ("Engagements", url_for("engagements.listing")),
            (scope.partner_name, url_for("engagements.home", engagement_ref=scope.ref)),
            ("Rehearsal", base),
        ),
        order="instrument" if request.args.get("order") == "instrument" else "agenda",
        rehearsal=True,
    )


def banner_of(play: Play, *standards: PlayedStandard) -> Banner:
    """Give the banner; of dissents it tells those on `standards`."""
    asked = tuple(
        Asked(name, said.text, there("answer_sample_dissent", dissent_ref=said.ref))
        for standard in standards
        for said, name in waiting(standard)
    )
    director = there("hear_sample_director") if play.stage is Stage.WITH_DIRECTOR else ""
    return Banner(there("end_rehearsal"), there("rehearse_afresh"), director, asked)


def step(change: Callable[[Play, Instrument], Play], *, said: str, address: str) -> Response:
    """Take a step and lead to `address`, with `said` or with the reason why it could not be taken."""
    try:
        services.play_on(change, require_scope(), actor=require_identity(), now=now())
    except RoundError as error:
        db.session.rollback()
        flash(str(error), "important")
    else:
        flash(said, "success")
    return redirect(address, 303)


def back_to_list(message: str) -> Response:
    """Say why it cannot be done, where it can be seen how far the rehearsal is."""
    db.session.rollback()
    flash(message, "important")
    return redirect(rehearsal_desk().list_url, 303)
