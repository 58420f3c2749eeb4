"""The administrator's pages of a kind: list, upload, publish, discard. Their addresses, and one version: its room."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, Generic

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.publishing import queries, services
from app.publishing.errors import AlreadyStoredError, LabelTakenError, NotADraftError, OutdatedComparisonError
from app.publishing.forms import DiscardForm, PublishForm, UploadForm
from app.publishing.kinds import C, Kind, V
from app.publishing.models import VersionState
from app.publishing.reading import Mistake, MistakesError
from app.security import require_identity
from app.web.links import page_number

MISTAKES_SHOWN = 100
UNPROCESSABLE = 422
Keep = Callable[..., V]
"""Stores a source as a draft, as services.store_draft does."""


@dataclass(frozen=True, slots=True)
class Words:
    """What pages call a kind, its text and those that use it."""

    title: str  # of the list
    about: str  # below it: who is offered what
    thing: str  # "questionnaire"
    upload: str  # the button
    texts: str  # what was uploaded: "This text is"
    user: str  # "round"
    users_keep: str  # "Running rounds keep their version"
    without: str  # "no round can be started"


@dataclass(frozen=True, slots=True)
class Pages(Generic[V, C]):
    """The pages of a kind; its room's routes are `version`, `upload`, `publish` and `discard`, and `listing`."""

    kind: Kind[V, C]
    words: Words
    room: str
    templates: str  # the folder of its own page to upload
    list_at: str  # the endpoint of the list
    part: str  # of an address, that is a version's reference
    compare: Callable[[C, C], Any]  # older and newer content

    def url(self, act: str, ref: str | None = None) -> str:
        """Give the address of one of the pages."""
        values: dict[str, Any] = {self.part: ref} if ref else {}
        return url_for(f"{self.room}.{act}", **values)

    def listing(self) -> str:
        """Every text with its versions, 50 versions to a page."""
        found = queries.all_versions(self.kind, page=page_number())
        groups = [list(rows) for _, rows in groupby(found.rows, key=attrgetter("key"))]
        return render_template("publishing/listing.html", pages=self, found=found, groups=groups)

    def upload(self, form: UploadForm, keep: Keep[V]) -> ResponseReturnValue:
        """Store a correct text as a draft, or show each mistake with its line."""
        if request.method == "GET":
            return self._upload_page(form)
        source = form.source() if form.validate() else None
        if source is None:
            return self._upload_page(form), UNPROCESSABLE
        try:
            version = keep(source, actor_id=require_identity().person_id, now=now())
        except MistakesError as refusal:
            form.name_mistakes(refusal.mistakes)
            return self._upload_page(form, refusal.mistakes), UNPROCESSABLE
        except AlreadyStoredError as refusal:
            flash(f"{self.words.texts} stored already, as version {refusal.label}. Nothing was added", "important")
            return self._to(refusal.ref)
        except LabelTakenError as refusal:
            form.refuse(str(refusal))
            return self._upload_page(form), UNPROCESSABLE
        flash("Draft stored. Read what it changes, then publish it")
        return self._to(version.ref)

    def version(self, ref: str) -> dict[str, Any]:
        """What a page of one version says of it: who uploaded it, what is offered, what a draft changes."""
        found, uploaded_by = queries.version_with_uploader(self.kind, ref) or abort(404)
        newest = queries.newest_published(self.kind, found.key)
        return {
            "pages": self,
            "version": found,
            "uploaded_by": uploaded_by,
            "newest": newest,
            "difference": self._difference(newest, found),
        }

    def publish(self, ref: str) -> ResponseReturnValue:
        """Ask, then offer a draft."""
        found = queries.version_by_ref(self.kind, ref)
        if found is None:
            return self._gone()
        if request.method == "GET":
            return self._ask_to_publish(found)
        seen = PublishForm(request.form).compared_with.data or ""
        try:
            services.publish(self.kind, found, compared_with=seen, actor_id=require_identity().person_id, now=now())
            flash(f"Version {found.label} published. New {self.words.user}s are offered it")
        except NotADraftError:
            flash(f"Version {found.label} was published or discarded already. Nothing was changed", "important")
            return self._to_list()
        except OutdatedComparisonError:
            flash("Another version was published while you were reading. Read what this draft changes now", "important")
        return self._to(ref)

    def discard(self, ref: str) -> ResponseReturnValue:
        """Ask, then remove a draft."""
        found = queries.version_by_ref(self.kind, ref)
        if found is None:
            return self._gone()
        if request.method == "GET":
            if found.state is not VersionState.DRAFT:
                return self._to(ref)
            return render_template("publishing/discard.html", pages=self, version=found, form=DiscardForm())
        label = found.label
        try:
            services.discard(self.kind, found, actor_id=require_identity().person_id, now=now())
            flash(f"Draft of version {label} discarded")
        except NotADraftError:
            flash(f"Version {label} was published in the meantime, so it stays", "important")
        return self._to_list()

    def _ask_to_publish(self, draft: V) -> ResponseReturnValue:
        if draft.state is not VersionState.DRAFT:
            return self._to(draft.ref)
        newest = queries.newest_published(self.kind, draft.key)
        return render_template(
            "publishing/publish.html",
            pages=self,
            version=draft,
            newest=newest,
            difference=self._difference(newest, draft),
            form=PublishForm(data={"compared_with": newest.ref if newest else ""}),
        )

    def _difference(self, newest: V | None, draft: V) -> Any:
        """What a draft changes; None for a version that is none, or when there is nothing to compare it with."""
        if draft.state is not VersionState.DRAFT or newest is None:
            return None
        return self.compare(queries.content(self.kind, newest.digest), queries.content(self.kind, draft.digest))

    def _gone(self) -> ResponseReturnValue:
        """A page that never was, or a draft that another administrator discarded while its button was on the screen."""
        if request.method == "GET":
            abort(404)
        flash("The draft was discarded already. Nothing was changed", "important")
        return self._to_list()

    def _to(self, ref: str) -> ResponseReturnValue:
        return redirect(self.url("version", ref), 303)

    def _to_list(self) -> ResponseReturnValue:
        return redirect(url_for(self.list_at), 303)

    def _upload_page(self, form: UploadForm, mistakes: list[Mistake] | None = None) -> str:
        found = mistakes or []
        return render_template(
            f"{self.templates}/upload.html",
            pages=self,
            form=form,
            mistakes=[form.row(each) for each in found[:MISTAKES_SHOWN]],
            left_out=len(found[MISTAKES_SHOWN:]),
            errors=form.error_list,
        )
