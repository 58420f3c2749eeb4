"""Two administrators press at the very same moment: one acts, the other is told, nobody meets an error page."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from app.db import db
from app.instruments.models import InstrumentVersion
from app.instruments.queries import published_versions
from app.publishing.models import VersionState
from tests import factories
from tests.integration.instruments.texts import reworded, version
from tests.world import World


def at_once(*acts: Callable[[], int]) -> list[int]:
    """Start all acts together; what each of them returned."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], int]) -> int:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_same_text_uploaded_at_once_is_stored_once(world: World) -> None:
    def press(once: str) -> Callable[[], int]:
        client, data = world.client("administrator"), {"text": reworded("2026-12"), "once": once}
        return lambda: client.post("/admin/instruments/upload", data=data).status_code

    assert at_once(press("first-page"), press("second-page")) == [303, 303]
    with world.app.app_context():
        labels = db.session.scalars(select(InstrumentVersion.label).order_by(InstrumentVersion.label)).all()
    assert labels == ["2026-11", "2026-12"]


def test_two_drafts_published_at_once_leave_one_comparison_true(world: World) -> None:
    with world.app.app_context():
        newest = published_versions()[0].ref
        values = {"state": VersionState.DRAFT, "published_at": None}
        texts = (reworded("2026-12"), version("2026-12.2"))
        refs = [factories.instrument_version(text, **values).ref for text in texts]
        db.session.commit()

    def press(ref: str) -> Callable[[], int]:
        client, data = world.client("administrator"), {"compared_with": newest, "once": f"page-of-{ref}"}
        return lambda: client.post(f"/admin/instruments/{ref}/publish", data=data).status_code

    assert at_once(*map(press, refs)) == [303, 303]
    with world.app.app_context():
        states = db.session.scalars(select(InstrumentVersion.state).where(InstrumentVersion.ref.in_(refs))).all()
    assert sorted(states) == [VersionState.DRAFT, VersionState.PUBLISHED]


def test_draft_published_and_discarded_at_once_is_one_or_the_other(world: World) -> None:
    with world.app.app_context():
        newest = published_versions()[0].ref
        text = reworded("2026-12")
        ref = factories.instrument_version(text, state=VersionState.DRAFT, published_at=None).ref
        db.session.commit()

    def press(act: str) -> Callable[[], int]:
        client, data = world.client("administrator"), {"compared_with": newest, "once": f"page-to-{act}"}
        return lambda: client.post(f"/admin/instruments/{ref}/{act}", data=data).status_code

    assert at_once(press("publish"), press("discard")) == [303, 303]
    with world.app.app_context():
        state = db.session.scalar(select(InstrumentVersion.state).where(InstrumentVersion.ref == ref))
    assert state in {VersionState.PUBLISHED, None}
