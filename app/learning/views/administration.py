"""The administrator's pages of programmes: the list, one version with what it changes, uploading, publishing."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.files.answering import disposition
from app.files.forms import sent
from app.files.receiving import takes_a_file
from app.instruments.reading import Mistake
from app.learning.content import Programme
from app.learning.difference import Difference, compare
from app.learning.errors import AlreadyStoredError, LabelTakenError, NotADraftError, OutdatedComparisonError
from app.learning.forms.programmes import DiscardForm, PublishForm, UploadForm
from app.learning.models import TrainingState, TrainingVersion
from app.learning.packing import packed
from app.learning.queries.programmes import (
    all_versions,
    files_of_version,
    newest_published,
    programme,
    version_by_ref,
    version_with_uploader,
)
from app.learning.reading import ContentError
from app.learning.room import room
from app.learning.services import programmes as services
from app.learning.showing import kind_text, month_text, shown
from app.learning.timetable import placed
from app.security import Permission, require_identity
from app.web.links import page_number

MISTAKES_SHOWN = 100
UNPROCESSABLE = 422


@room.get("/admin/training", permission=Permission.ADMINISTER)
def programmes() -> str:
    """Every programme with its versions, 50 versions to a page."""
    found = all_versions(page=page_number())
    groups = [list(rows) for _, rows in groupby(found.rows, key=attrgetter("key"))]
    return render_template("learning/admin/programmes.html", found=found, groups=groups)


@room.form("/admin/training/upload", permission=Permission.ADMINISTER)
@takes_a_file
def upload() -> ResponseReturnValue:
    """Store a correct programme or session as a draft, or show each mistake with its file and line."""
    form = UploadForm(sent())
    if request.method == "GET":
        return _upload_page(form)
    found = form.files() if form.validate() else None
    if found is None:
        return _upload_page(form), UNPROCESSABLE
    try:
        version = _stored(found)
    except ContentError as refusal:
        return _upload_page(form, refusal.mistakes), UNPROCESSABLE
    except AlreadyStoredError as refusal:
        flash(f"{refusal}. Nothing was added", "important")
        return _to_version(refusal.ref)
    except LabelTakenError as refusal:
        form.refuse(str(refusal))
        return _upload_page(form), UNPROCESSABLE
    flash("Draft stored. Read what it changes, then publish it")
    return _to_version(version.ref)


@room.get("/admin/training/<ref:training_ref>", permission=Permission.ADMINISTER)
def version(training_ref: str) -> str:
    """One version: what is in it, and for a draft what it changes; `?session=` and `?case=` show one text in full."""
    found, uploaded_by = version_with_uploader(training_ref) or abort(404)
    content = programme(found.digest)
    if "session" in request.args:
        return _session_page(found, content, request.args["session"])
    if "case" in request.args:
        case = content.case(request.args["case"]) or abort(404)
        return _page("case.html", found, case=case)
    newest = newest_published(found.key)
    difference = _difference(newest, found)
    return _page(
        "version.html", found, programme=content, newest=newest, uploaded_by=uploaded_by, difference=difference
    )


@room.form("/admin/training/<ref:training_ref>/publish", permission=Permission.ADMINISTER)
def publish(training_ref: str) -> ResponseReturnValue:
    """Ask, then offer a draft to new cohorts."""
    found = version_by_ref(training_ref)
    if found is None:
        return _gone()
    if request.method == "GET":
        return _ask_to_publish(found)
    form = PublishForm(request.form)
    try:
        services.publish(
            found, compared_with=form.compared_with.data or "", actor_id=require_identity().person_id, now=now()
        )
        flash(f"Version {found.label} published. New cohorts are offered it")
    except NotADraftError:
        flash(f"Version {found.label} was published or discarded already. Nothing was changed", "important")
        return redirect(url_for("learning.programmes"), 303)
    except OutdatedComparisonError:
        flash("Another version was published while you were reading. Read what this draft changes now", "important")
    return _to_version(found.ref)


@room.form("/admin/training/<ref:training_ref>/discard", permission=Permission.ADMINISTER)
def discard(training_ref: str) -> ResponseReturnValue:
    """Ask, then remove a draft."""
    found = version_by_ref(training_ref)
    if found is None:
        return _gone()
    if request.method == "GET":
        if found.state is not TrainingState.DRAFT:
            return _to_version(found.ref)
        return render_template("learning/admin/discard.html", version=found, form=DiscardForm())
    label = found.label
    try:
        services.discard(found, actor_id=require_identity().person_id, now=now())
        flash(f"Draft of version {label} discarded")
    except NotADraftError:
        flash(f"Version {label} was published in the meantime, so it stays", "important")
    return redirect(url_for("learning.programmes"), 303)


@room.get("/admin/training/<ref:training_ref>/files.zip", permission=Permission.ADMINISTER)
def version_zip(training_ref: str) -> ResponseReturnValue:
    """The files of a version, to start a new one from."""
    found = version_by_ref(training_ref) or abort(404)
    answer = Response(packed(files_of_version(found.digest), found.key), content_type="application/zip")
    answer.headers["Content-Disposition"] = disposition(f"{found.key}-{found.label}.zip")
    return answer


def _stored(found: dict[str, str] | str) -> TrainingVersion:
    actor_id = require_identity().person_id
    if isinstance(found, str):
        return services.store_session(found, actor_id=actor_id, now=now())
    return services.store_draft(found, actor_id=actor_id, now=now())


def _session_page(found: TrainingVersion, content: Programme, key: str) -> str:
    where = placed(content, key) or abort(404)
    titles = {each.key: each.title for each in content.aspects}
    about = [titles[each] for each in where.session.topics + where.session.attributes]
    return _page("session.html", found, placed=where, session=where.session, about=about)


def _page(template: str, found: TrainingVersion, **values: Any) -> str:
    return render_template(
        f"learning/admin/{template}",
        version=found,
        shown=shown,
        month_text=month_text,
        kind_text=kind_text,
        **values,
    )


def _ask_to_publish(draft: TrainingVersion) -> ResponseReturnValue:
    if draft.state is not TrainingState.DRAFT:
        return _to_version(draft.ref)
    newest = newest_published(draft.key)
    return render_template(
        "learning/admin/publish.html",
        version=draft,
        newest=newest,
        difference=_difference(newest, draft),
        form=PublishForm(data={"compared_with": newest.ref if newest else ""}),
    )


def _gone() -> ResponseReturnValue:
    """A page that never was, or a draft that another administrator has discarded while its button was on the screen."""
    if request.method == "GET":
        abort(404)
    flash("The draft was discarded already. Nothing was changed", "important")
    return redirect(url_for("learning.programmes"), 303)


def _to_version(ref: str) -> ResponseReturnValue:
    return redirect(url_for("learning.version", training_ref=ref), 303)


def _difference(newest: TrainingVersion | None, draft: TrainingVersion) -> Difference | None:
    """What a draft changes; None for a version that is none, or when there is nothing to compare it with."""
    if draft.state is not TrainingState.DRAFT or newest is None:
        return None
    return compare(programme(newest.digest), programme(draft.digest))


def _upload_page(form: UploadForm, mistakes: list[Mistake] | None = None) -> str:
    if mistakes:
        first, count = mistakes[0], len(mistakes)
        one = f"{first.file}, line {first.line}: {first.path} {first.message}".replace("  ", " ")
        form.refuse(one if count == 1 else f"Correct {count:,} mistakes in the files, then choose them again")
    shown = [(each.file, str(each.line), each.path, each.message) for each in (mistakes or [])[:MISTAKES_SHOWN]]
    return render_template(
        "learning/admin/upload.html",
        form=form,
        mistakes=shown,
        left_out=len(mistakes or []) - len(shown),
        errors=form.error_list,
    )
