"""Signed versions of a result: which there are, each one whole as it was signed, and what changed between two."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.differences import result_difference
from app.assessments.queries.signed import signing_record
from app.assessments.room import ROUND, room
from app.assessments.views.figures import figures
from app.assessments.views.loading import Shown, load_round, signed_result
from app.security import Permission, require_scope

VERSIONS = f"{ROUND}/result/versions"


@room.get(VERSIONS, permission=Permission.RESULT_VIEW)
def result_versions(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """List the signed versions, newest first, and why each was reopened."""
    assessment_round = load_round(round_ref)
    record = signing_record(assessment_round.id)
    return render_template(
        "assessments/versions.html", scope=require_scope(), round=assessment_round, versions=record.versions[::-1]
    )


@room.get(f"{VERSIONS}/<int:number>", permission=Permission.RESULT_VIEW)
def result_version(engagement_ref: str, round_ref: str, number: int) -> ResponseReturnValue:
    """Show one version whole, as it was signed."""
    assessment_round = load_round(round_ref)
    record = signing_record(assessment_round.id)
    signed = record.version(number) or abort(404)
    shown = Shown(signed_result(signed), signed)
    return render_template(
        "assessments/version.html",
        scope=require_scope(),
        round=assessment_round,
        result=shown.result,
        signed=signed,
        latest=record.latest,
        figures=figures(assessment_round, shown),
    )


@room.get(f"{VERSIONS}/<int:number>/changes", permission=Permission.RESULT_VIEW)
def result_changes(engagement_ref: str, round_ref: str, number: int) -> ResponseReturnValue:
    """Show what changed to this version from the one before, or from the one named by `?since=1`."""
    assessment_round = load_round(round_ref)
    record = signing_record(assessment_round.id)
    signed = record.version(number) or abort(404)
    since = request.args.get("since", default=number - 1, type=int)
    older = record.version(since) if since != number else None
    if older is None and since != number - 1:
        abort(404)
    return render_template(
        "assessments/version_changes.html",
        scope=require_scope(),
        round=assessment_round,
        signed=signed,
        older=older,
        others=[version for version in record.versions if version.number != number],
        changes=result_difference(signed_result(older), signed_result(signed)) if older else None,
    )
