"""One standard of a rehearsal: how its sample scores lie, the second vote, and what is agreed on it."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.models import Person
from app.assessments.board import StandardBoard, agenda_of, neighbours, reason_hint
from app.assessments.errors import ConflictError, RoundError
from app.assessments.models import AgreedScore
from app.assessments.rehearsing import steps
from app.assessments.rehearsing.play import Recorded, Stamp
from app.assessments.rehearsing.seen import all_ballots_of, ballots_of, dissent_rows, evidence_of
from app.assessments.room import room
from app.assessments.screens import made
from app.assessments.services import rehearsal as services
from app.assessments.services.workshop import ReasonNeededError
from app.assessments.texts import level_texts
from app.assessments.views.loading import standard_or_404
from app.assessments.views.rehearsal_desk import (
    REHEARSAL,
    Rehearsed,
    back_to_list,
    banner_of,
    rehearsal_desk,
    rehearsed_or_start,
    step,
    there,
)
from app.assessments.views.workshop_standard import (
    CONFLICT,
    NEEDS_REASON,
    UNPROCESSABLE,
    scores_markup,
    typed_agreement,
)
from app.assessments.vote_panel import VotePanel
from app.assessments.workshop_forms import AgreementForm
from app.db.clock import now
from app.security import Permission, require_identity, require_scope

STANDARD = f"{REHEARSAL}/standards/<key:standard_key>"


@room.form(STANDARD, permission=Permission.WORKSHOP_RUN)
def sample_standard(engagement_ref: str, standard_key: str) -> ResponseReturnValue:
    """Show how the sample scores of a standard lie, and record what is agreed on it."""
    playing = rehearsed_or_start()
    standard_or_404(playing.instrument, standard_key)
    if request.method == "GET":
        return _page(playing, standard_key)
    form = AgreementForm(request.form)
    if not playing.editable:
        return back_to_list(steps.why_not(playing.play))
    return _agree(playing, standard_key, form) if form.validate() else _page(playing, standard_key, form)


def _agree(playing: Rehearsed, standard_key: str, form: AgreementForm) -> ResponseReturnValue:
    agreement, stamp = form.agreement(), Stamp(now(), require_identity().name)
    try:
        services.play_on(
            lambda play, _: steps.agree(play, agreement, standard_key, stamp=stamp),
            require_scope(),
            actor=require_identity(),
            now=stamp.at,
        )
    except ReasonNeededError:
        form.reason.errors = (NEEDS_REASON,)
        return _page(playing, standard_key, form)
    except ConflictError:
        return _page(playing, standard_key, form, conflict=True)
    except RoundError as error:
        return back_to_list(str(error))
    return redirect(_onward(playing, standard_key), 303)


def _onward(playing: Rehearsed, standard_key: str) -> str:
    """Give where the pressed button leads: a dissent, the list, or the next standard, its heading in focus."""
    desk = rehearsal_desk()
    if "dissent" in request.form:
        return desk.dissent_url(standard_key)
    following = _board(playing, standard_key).following
    if "list" in request.form or following is None:
        return desk.list_url
    return f"{desk.standard_url(following.key)}#board"


def _page(
    playing: Rehearsed, standard_key: str, form: AgreementForm | None = None, *, conflict: bool = False
) -> ResponseReturnValue:
    desk, board = rehearsal_desk(), _board(playing, standard_key)
    if form is not None and conflict:
        form.seen_version.data = str(board.seen_version)
    errors = form.error_list if form is not None else []
    filled = form or AgreementForm(data=typed_agreement(board.stored, board.ends_on))
    hint = reason_hint(board.ballots.deciding)
    body = render_template(
        "assessments/workshop_standard.html",
        desk=desk,
        board=board,
        scores=scores_markup(board.ballots, shown=board.shown),
        fields=made("workshop_fields.html", form=filled, hint=hint),
        evidence=made("workshop_evidence.html", items=evidence_of(playing.play, standard_key), desk=desk),
        texts=level_texts(playing.digest, playing.instrument, board.standard, require_scope().partnership_name),
        form=filled,
        conflict=conflict,
        errors=errors,
        vote_template="assessments/rehearsal_vote.html",
        panel=_panel(board),
        vote_url=there("call_sample_vote", standard_key=standard_key),
        close_url=there("close_sample_vote", standard_key=standard_key),
        banner=banner_of(playing.play, playing.play.standard(standard_key)),
    )
    return body, CONFLICT if conflict else UNPROCESSABLE if errors else 200


def _panel(board: StandardBoard) -> VotePanel:
    vote = board.ballots.vote
    return VotePanel(
        vote=vote,
        may_be_called=board.editable and board.ballots.may_be_called,
        is_hidden=vote is not None and not vote.open and board.ballots.second.hidden,
        phase="",
        seen="",
    )


def _board(playing: Rehearsed, standard_key: str) -> StandardBoard:
    text, played, in_order = playing.instrument, playing.play.standard(standard_key), rehearsal_desk().order
    keys = tuple(each.key for each in text.standards)
    if in_order == "agenda":
        keys = agenda_of(text, all_ballots_of(playing.play))
    place, previous, following = neighbours(text, keys, standard_key)
    return StandardBoard(
        standard=text.standard(standard_key),
        total=len(keys),
        place=place,
        previous=previous,
        following=following,
        shown=playing.play.shown,
        ballots=ballots_of(playing.play, standard_key),
        stored=_loose(played.agreed) if played.agreed else None,
        ends_on=playing.ends_on,
        returned=played.returned,
        dissents=dissent_rows(played),
        editable=playing.editable,
    )


def _loose(kept: Recorded) -> AgreedScore:
    """Make of it what the screens read of a real round; it belongs to no session, so that nothing saves it."""
    return AgreedScore(
        level=kept.level,
        target=kept.target,
        target_by=kept.target_by,
        priority=kept.priority,
        reason=kept.reason,
        version=kept.version,
        recorded_at=kept.stamp.at,
        recorded_by=Person(name=kept.stamp.who),
    )


@room.post(f"{STANDARD}/vote", permission=Permission.WORKSHOP_RUN)
def call_sample_vote(engagement_ref: str, standard_key: str) -> ResponseReturnValue:
    """Open a second vote, in which the sample people vote at once."""
    standard_or_404(rehearsed_or_start().instrument, standard_key)
    return step(
        lambda play, _: steps.call_vote(play, standard_key),
        said="The second vote is open, and the sample people have voted. Close it to see how.",
        address=rehearsal_desk().standard_url(standard_key),
    )


@room.post(f"{STANDARD}/vote/close", permission=Permission.WORKSHOP_RUN)
def close_sample_vote(engagement_ref: str, standard_key: str) -> ResponseReturnValue:
    """Close the second vote: both votes show."""
    standard_or_404(rehearsed_or_start().instrument, standard_key)
    return step(
        lambda play, _: steps.close_vote(play, standard_key),
        said="The second vote is closed.",
        address=rehearsal_desk().standard_url(standard_key),
    )
