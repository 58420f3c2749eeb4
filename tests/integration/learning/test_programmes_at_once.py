"""Two administrators press at the very same moment: one acts, the other is told, nobody meets an error page."""

from collections.abc import Callable

from sqlalchemy import select

from app.db import db
from app.learning.models import TrainingVersion, VersionState
from app.learning.packing import packed
from tests.integration.instruments.test_at_once import at_once
from tests.integration.learning.test_programmes import KEY, form_of, renewed, stored, upload
from tests.world import World


def test_the_same_files_are_stored_once_and_two_drafts_leave_one_comparison_true(world: World) -> None:
    content = packed(renewed(), KEY)

    def sending(what: bytes) -> Callable[[], int]:
        client = world.client("administrator")
        return lambda: upload(client, what).status_code

    assert at_once(sending(content), sending(content)) == [303, 303]
    assert stored(world) == [(KEY, "2026-12", "draft")]
    assert sending(packed(renewed("2027-01"), KEY))() == 303
    with world.app.app_context():
        refs = list(db.session.scalars(select(TrainingVersion.ref).order_by(TrainingVersion.label)))

    def publishing(ref: str) -> Callable[[], int]:
        client, address = world.client("administrator"), f"/admin/training/{ref}/publish"
        values = form_of(client, address)
        return lambda: client.post(address, data=values).status_code

    assert at_once(*[publishing(ref) for ref in refs]) == [303, 303]
    with world.app.app_context():
        states = db.session.scalars(select(TrainingVersion.state)).all()
    assert sorted(states) == [VersionState.DRAFT, VersionState.PUBLISHED]
