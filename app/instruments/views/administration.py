"""The administrator's pages: the list, one version with what it changes, uploading, publishing, discarding."""

from itertools import groupby
from operator import attrgetter

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import CombinedMultiDict

from app.accounts.queries import names_of
from app.db.clock import now
from app.instruments import services
from app.instruments.difference import Difference, compare
from app.instruments.errors import AlreadyStoredError, LabelTakenError, NotADraftError, OutdatedComparisonError
from app.instruments.forms import DiscardForm, PublishForm, UploadForm
from app.instruments.models import InstrumentVersion, VersionState
from app.instruments.queries import all_versions, instrument, newest_published, version_by_ref
from app.instruments.reading import InstrumentError, Mistake
from app.instruments.room import room
from app.security import Permission, require_identity

MISTAKES_SHOWN = 100


@room.get("/admin/instruments", permission=Permission.ADMINISTER)
def listing() -> str:
    """Every questionnaire with its versions, 50 versions to a page."""
    found = all_versions(page=request.args.get("page", 1, type=int))
    groups = [list(rows) for _, rows in groupby(found.rows, key=attrgetter("key"))]
    return render_template("instruments/listing.html", found=found, groups=groups)


@room.form("/admin/instruments/upload", permission=Permission.ADMINISTER)
def upload() -> ResponseReturnValue:
    """Store a correct questionnaire as a draft, or show each mistake with its line."""
    if request.method == "GET":
        return _upload_page(UploadForm(), [])
    form = UploadForm(CombinedMultiDict([request.files, request.form]))
    wanted = form.upload() if form.validate() else None
    if wanted is None:
        return _upload_page(form, []), 422
    try:
        version = services.store_draft(wanted, actor_id=require_identity().person_id, now=now())
    except InstrumentError as refusal:
        form.name_mistakes(refusal)
        return _upload_page(form, refusal.mistakes), 422
    except AlreadyStoredError as refusal:
        flash(f"This text is stored already, as version {refusal.version.label}. Nothing was added", "important")
        return _to_version(refusal.version)
    except LabelTakenError as refusal:
        form.refuse_text(_label_taken(refusal.version))
        return _upload_page(form, []), 422
    flash("Draft stored. Read what it changes, then publish it")
    return _to_version(version)


@room.get("/admin/instruments/<ref:version_ref>", permission=Permission.ADMINISTER)
def version(version_ref: str) -> str:
    """One version in full; for a draft, what it changes and what can be done with it."""
    found = version_by_ref(version_ref) or abort(404)
    newest = newest_published(found.key)
    uploader = found.uploaded_by_id
    return render_template(
        "instruments/questionnaire.html",
        version=found,
        instrument=instrument(found.digest),
        admin={
            "newest": newest,
            "uploaded_by": names_of({uploader}).get(uploader) if uploader else None,
            "difference": _difference(newest, found),
        },
    )


@room.form("/admin/instruments/<ref:version_ref>/publish", permission=Permission.ADMINISTER)
def publish(version_ref: str) -> ResponseReturnValue:
    """Ask, then offer a draft to new rounds."""
    found = version_by_ref(version_ref)
    if found is None:
        return _gone()
    if request.method == "GET":
        return _ask_to_publish(found)
    form = PublishForm(request.form)
    try:
        services.publish(
            found, compared_with=form.compared_with.data or "", actor_id=require_identity().person_id, now=now()
        )
        flash(f"Version {found.label} published. New rounds are offered it")
    except NotADraftError:
        flash(f"Version {found.label} was published or discarded already. Nothing was changed", "important")
        return redirect(url_for("instruments.listing"), 303)
    except OutdatedComparisonError:
        flash("Another version was published while you were reading. Read what this draft changes now", "important")
    return _to_version(found)


@room.form("/admin/instruments/<ref:version_ref>/discard", permission=Permission.ADMINISTER)
def discard(version_ref: str) -> ResponseReturnValue:
    """Ask, then remove a draft."""
    found = version_by_ref(version_ref)
    if found is None:
        return _gone()
    if request.method == "GET":
        if found.state is not VersionState.DRAFT:
            return _to_version(found)
        return render_template("instruments/discard.html", version=found, form=DiscardForm())
    label = found.label
    try:
        services.discard(found, actor_id=require_identity().person_id, now=now())
        flash(f"Draft of version {label} discarded")
    except NotADraftError:
        flash(f"Version {label} was published in the meantime, so it stays", "important")
    return redirect(url_for("instruments.listing"), 303)


def _ask_to_publish(draft: InstrumentVersion) -> ResponseReturnValue:
    if draft.state is not VersionState.DRAFT:
        return _to_version(draft)
    newest = newest_published(draft.key)
    form = PublishForm(data={"compared_with": newest.ref if newest else ""})
    return render_template(
        "instruments/publish.html", version=draft, newest=newest, difference=_difference(newest, draft), form=form
    )


def _gone() -> ResponseReturnValue:
    """A page that never was, or a draft that another administrator has discarded while its button was on the screen."""
    if request.method == "GET":
        abort(404)
    flash("The draft was discarded already. Nothing was changed", "important")
    return redirect(url_for("instruments.listing"), 303)


def _to_version(version: InstrumentVersion) -> ResponseReturnValue:
    return redirect(url_for("instruments.version", version_ref=version.ref), 303)


def _difference(newest: InstrumentVersion | None, draft: InstrumentVersion) -> Difference | None:
    """What a draft changes; None for a version that is none, or when there is nothing to compare it with."""
    if draft.state is not VersionState.DRAFT or newest is None:
        return None
    return compare(instrument(newest.digest), instrument(draft.digest))


def _label_taken(other: InstrumentVersion) -> str:
    if other.state is VersionState.DRAFT:
        return f"A draft of version {other.label} has other text. Discard that draft first, or change “version” here"
    return f"Version {other.label} is published with other text, which never changes. Give this text a new “version”"


def _upload_page(form: UploadForm, mistakes: list[Mistake]) -> str:
    lines = form.text.exact.split("\n")
    shown = [
        (str(each.line), each.message, each.path, lines[each.line - 1].strip()[:100] if each.line <= len(lines) else "")
        for each in mistakes[:MISTAKES_SHOWN]
    ]
    return render_template(
        "instruments/upload.html",
        form=form,
        mistakes=shown,
        left_out=len(mistakes) - len(shown),
        errors=form.error_list,
    )
