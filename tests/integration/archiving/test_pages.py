"""Asking, waiting, taking away: who may, what the page says, a second press, what is deleted when."""

from app.archiving.models import ArchiveState
from app.archiving.services.making import claim_next
from app.archiving.services.tidying import expire_due, keys_of_archives
from app.db import db
from app.db.clock import now
from app.files.services import sweep
from app.files.storage import storage_from
from app.mail.models import Message
from app.work import work_once
from tests.clients import page, press_twice
from tests.integration.archiving.asked import archives, ask, make, taken


def _text(world, who="director"):
    client = world.client(who)
    words = " ".join(page(client.get(world.url("/archives"))).main.get_text(" ").split())
    assert len(client.queries) <= 3
    return words


def test_the_page_says_what_happens_next_in_every_state(world, clock):
    assert "No file has been made yet" in _text(world)
    assert ask(world).status_code == 303
    assert "waits for its turn" in _text(world)
    with world.app.app_context():
        claim_next(now())
    assert "Made so far: 0 of 1 parts" in _text(world)
    clock.advance(minutes=6)
    make(world)
    ready = _text(world)
    assert "Download" in ready
    assert "until 4 December 2026" in ready
    clock.advance(days=14)
    assert "Deleted, as its 14 days are over" in _text(world)
    assert "Everything in one file" in world.client("director").get(world.url("/")).text
    assert "Everything in one file" not in world.client("lead_officer").get(world.url("/")).text


def test_a_second_press_finds_the_first_and_each_side_has_its_own(world):
    assert press_twice(world.client("director"), world.url("/archives"), "/archives/ask") == [303, 303]
    assert ask(world).status_code == 303
    assert len(archives(world)) == 1
    ask(world, "manager")
    assert [each.authority_id for each in archives(world)] == [world.partner_id, world.lead_id]


def test_only_the_askers_side_takes_it_away(world):
    taken(world)
    address = world.url(f"/archives/{archives(world)[0].ref}/everything.zip")
    response = world.client("director").get(address)
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "private" in response.headers["Cache-Control"]
    assert response.mimetype == "application/zip"
    for who, status in (("manager", 404), ("lead_officer", 403), ("stranger_director", 404), ("stranger_manager", 404)):
        assert world.client(who).get(address).status_code == status, who
    for who, status in (
        ("participant1", 403),
        ("consultant", 403),
        ("finance_officer", 403),
        ("stranger_manager", 404),
    ):
        assert ask(world, who).status_code == status, who


def test_the_asker_is_told_and_the_file_is_deleted_after_14_days(world, clock):
    taken(world)
    with world.app.app_context():
        [message] = db.session.scalars(db.select(Message).filter_by(kind="archive ready"))
        assert world.url("/archives") in message.body
        assert "until 4 December 2026" in message.body
    made = archives(world)[0]
    storage = storage_from(world.app.config["SETTINGS"])
    with world.app.app_context():
        sweep(storage, now=now().replace(year=2100), also_named=keys_of_archives)
        assert storage.exists(made.storage_key)
        assert expire_due(storage, now=now()) == 0
        clock.advance(days=14)
        address = world.url(f"/archives/{made.ref}/everything.zip")
    assert world.client("director").get(address).status_code == 404
    with world.app.app_context():
        assert expire_due(storage, now=now()) == 1
    assert not storage.exists(made.storage_key)
    assert archives(world)[0].state is ArchiveState.EXPIRED


def test_the_worker_makes_what_waits(world):
    ask(world)
    with world.app.app_context():
        work_once(tidy=False, sweeping=False)
    assert archives(world)[0].state is ArchiveState.READY
