"""Pages of support agreements: drafting, lines, signing, versions and their difference, documents."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from app.agreements.home import agreement_items
from app.agreements.room import room
from app.agreements.views import agreement, drafting, files, lines, opening, signing, terms, version
from app.engagements.home import add_to_home

__all__ = ["agreement", "drafting", "files", "lines", "opening", "room", "signing", "terms", "version"]


def _on_registration(setup: BlueprintSetupState) -> None:
    if isinstance(setup.app, Flask):
        add_to_home(setup.app, agreement_items)


room.record(_on_registration)
