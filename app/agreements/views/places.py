"""Addresses of this room, the version in an address, and what each page that drafts is given. No page of its own."""

from typing import Any

from flask import abort, render_template, url_for

from app.agreements.models import AgreementVersion
from app.agreements.queries.versions import version_of
from app.security import require_identity, require_scope


def to(endpoint: str, **values: Any) -> str:
    """Give the address of a page of the agreement."""
    return url_for(f"agreements.{endpoint}", engagement_ref=require_scope().ref, **values)


def load_version(agreement_ref: str) -> AgreementVersion:
    """Give the version of the address, or answer 404."""
    return version_of(agreement_ref, engagement_id=require_scope().id) or abort(404)


def show(template: str, **values: Any) -> str:
    """Render a page: it gets `scope`, who is asking, and `to`."""
    return render_template(
        f"agreements/{template}", scope=require_scope(), me=require_identity(), to=to, **{"errors": (), **values}
    )
