"""The result: page, print, CSV; the director's signature or return. Earlier versions: versions.py."""

from dataclasses import dataclass

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.differences import ResultDifference, result_difference
from app.assessments.models import Round, RoundState
from app.assessments.queries.result import proposed_result
from app.assessments.queries.signed import SigningRecord, is_newest_round, signing_record
from app.assessments.result import HEAD, result_rows
from app.assessments.room import ROUND, room
from app.assessments.services import signing
from app.assessments.signing_forms import ReopenForm, ReturnForm, SignForm, return_form
from app.assessments.views.acting import act
from app.assessments.views.figures import figures
from app.assessments.views.loading import Shown, instrument_of, load_round, shown_of, shown_result, signed_result
from app.db.clock import now
from app.documents.csv import MIME, csv_bytes
from app.security import Permission, require_identity, require_scope


@dataclass(frozen=True, slots=True)
class Parts:
    """The forms of the page: as they were sent where they are wrong; None where their button is not for its reader."""

    sign: SignForm | None = None
    back: ReturnForm | None = None
    reopen: ReopenForm | None = None

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong, in the order of the page."""
        return [error for form in (self.sign, self.back, self.reopen) if form for error in form.error_list]


@room.get(f"{ROUND}/result", permission=Permission.RESULT_VIEW)
def result(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Show what is agreed, or say when it will be here."""
    return result_page(load_round(round_ref))


def result_page(assessment_round: Round, sent: Parts | None = None) -> ResponseReturnValue:
    """Show the result with the buttons of its reader, and what is wrong in the form that was `sent`."""
    scope, record = require_scope(), signing_record(assessment_round.id)
    found = shown_of(record, assessment_round)
    if found is None:
        return render_template("assessments/no_result_yet.html", scope=scope, round=assessment_round)
    parts = _parts(assessment_round, found, sent or Parts())
    body = render_template(
        "assessments/result.html",
        scope=scope,
        round=assessment_round,
        result=found.result,
        signed=found.signed,
        record=record,
        changes=_changes(record, found),
        figures=figures(assessment_round, found),
        parts=parts,
        titles={standard.key: f"{standard.number}. {standard.title}" for standard in found.result.standards},
        errors=parts.errors,
    )
    return body, 422 if parts.errors else 200


def _parts(assessment_round: Round, found: Shown, sent: Parts) -> Parts:
    """Give its reader's forms: to sign or to return while it waits, to reopen while it is signed and newest."""
    identity, seen = require_identity(), {"seen_version": str(assessment_round.version)}
    if found.signed is None and identity.may(Permission.RESULT_SIGN):
        form = return_form(instrument_of(assessment_round))
        return Parts(sign=sent.sign or SignForm(data=seen), back=sent.back or form(data=seen))
    may_reopen = identity.may(Permission.RESULT_REOPEN) and require_scope().state == "open"
    if assessment_round.state is RoundState.SIGNED and may_reopen and is_newest_round(assessment_round):
        return Parts(reopen=sent.reopen or ReopenForm(data=seen))
    return Parts()


def _changes(record: SigningRecord, found: Shown) -> ResultDifference | None:
    """Give what the waiting result changes in the signed one; None where nothing waits or nothing was signed."""
    if found.signed is not None or record.latest is None:
        return None
    return result_difference(signed_result(record.latest), found.result)


@room.get(f"{ROUND}/result.csv", permission=Permission.RESULT_VIEW)
def result_csv(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Give the agreed result as CSV; `?version=1` gives one signed version."""
    assessment_round, number = load_round(round_ref), request.args.get("version", type=int)
    shown = shown_result(assessment_round, number) or abort(404)
    response = Response(csv_bytes(HEAD, result_rows(shown.result)), content_type=MIME)
    made_up = "illustrative-" if require_scope().illustrative else ""
    version = "" if number is None else f"-version-{number}"
    name = f"{made_up}{assessment_round.kind.value}-result{version}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@room.post(f"{ROUND}/sign", permission=Permission.RESULT_SIGN)
def sign(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Sign the result that the director has read."""
    assessment_round, form = load_round(round_ref, lock=True), SignForm(request.form)
    if assessment_round.state is RoundState.WITH_DIRECTOR and not form.validate():
        return result_page(assessment_round, Parts(sign=form))
    return act(
        lambda: signing.sign(
            proposed_result(assessment_round, instrument_of(assessment_round), require_scope()),
            assessment_round,
            require_scope(),
            seen_version=form.seen(),
            actor=require_identity(),
            now=now(),
        ),
        assessment_round,
        said="You have signed the result.",
        endpoint="result",
    )


@room.post(f"{ROUND}/return", permission=Permission.RESULT_SIGN)
def return_result(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Return the result to the workshop with a reason, comments on standards, or both."""
    assessment_round = load_round(round_ref, lock=True)
    instrument = instrument_of(assessment_round)
    form = return_form(instrument)(request.form)
    if assessment_round.state is RoundState.WITH_DIRECTOR and not form.validate():
        return result_page(assessment_round, Parts(back=form))
    return act(
        lambda: signing.return_to_workshop(
            form.what(), assessment_round, instrument, require_scope(), actor=require_identity(), now=now()
        ),
        assessment_round,
        said="The result is back in the workshop. The consultants and lead officers have been told.",
        endpoint="overview",
    )
