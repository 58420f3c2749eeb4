"""Programmes as an administrator stores, compares, publishes and discards them; and the commands that load them."""

import io
import itertools
import zipfile

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import db
from app.learning import reading
from app.learning.models import TrainingVersion, VersionState
from app.learning.packing import packed
from app.learning.queries.programmes import newest_published, programme
from app.learning.reading import digest_of
from tests import learning_factories
from tests.clients import page, summary_errors
from tests.integration.learning.made import make_training
from tests.learning_factories import files
from tests.world import World

ADDRESS = "/admin/training/upload"
KEY = "four-day-programme"
OLD, NEW = "Leading for outcomes", "Leading people for outcomes"
_keys = itertools.count(1)


def renewed(label: str = "2026-12") -> dict[str, str]:
    """The four-day programme in another version, with one session retitled, one case gone."""
    found = dict(files())
    found["programme.md"] = found["programme.md"].replace('version: "2026-11"', f'version: "{label}"')
    assert f"title: {OLD}" in found["sessions/1.3.md"]
    found["sessions/1.3.md"] = found["sessions/1.3.md"].replace(f"title: {OLD}", f"title: {NEW}", 1)
    del found["cases/pledge.md"]
    return found


def sent(content: bytes, name: str) -> dict[str, object]:
    return {"file": (io.BytesIO(content), name), "once": f"key-of-the-page-{next(_keys)}"}


def upload(client, content: bytes, name: str = "programme.zip"):
    return client.post(ADDRESS, data=sent(content, name), content_type="multipart/form-data")


def form_of(client, address: str) -> dict[str, str]:
    """The hidden values that a confirmation page carries."""
    fields = page(client.get(address)).select("main form input[type=hidden]")
    return {str(field["name"]): str(field.get("value", "")) for field in fields}


def stored(world: World) -> list[tuple[str, str, str]]:
    with world.app.app_context():
        order = select(TrainingVersion.key, TrainingVersion.label, TrainingVersion.state)
        return [(key, label, state.value) for key, label, state in db.session.execute(order.order_by("key", "label"))]


def actions(world: World) -> list[str]:
    with world.app.app_context():
        return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


@pytest.fixture
def first(world: World) -> str:
    """The four-day programme as it came with the product: its reference."""
    with world.app.app_context():
        ref = learning_factories.training_version().ref
        db.session.commit()
        return ref


def test_an_archive_becomes_a_draft_that_says_what_it_changes_and_is_published_once(world: World, first: str) -> None:
    client = world.client("administrator")
    answer = upload(client, packed(renewed(), "any name"))
    assert answer.status_code == 303
    shown = client.get(answer.location)
    assert "Draft stored. Read what it changes" in shown.text
    assert "Compared with version 2026-11, the newest published: 1 session changed, 1 case removed." in shown.text
    sides = [each.get_text(" ", strip=True) for each in page(shown).select(".app-compare__text")]
    assert sides[:2] == [OLD, NEW]
    assert stored(world) == [(KEY, "2026-11", "published"), (KEY, "2026-12", "draft")]

    address = f"{answer.location}/publish"
    values = form_of(client, address)
    answers = [client.post(address, data=values) for _ in "12"]
    assert [each.status_code for each in answers] == [303, 303]
    assert "Version 2026-12 published. New cohorts are offered it" in client.get(answers[1].location).text
    assert actions(world) == ["training programme uploaded", "training programme published"]
    with world.app.app_context():
        newest = newest_published(KEY)
        assert newest is not None
        assert newest.label == "2026-12"


def test_a_cohort_keeps_the_text_it_was_set_up_with(world: World) -> None:
    made = make_training(world)
    client = world.client("administrator")
    where = upload(client, packed(renewed(), KEY)).location
    client.post(f"{where}/publish", data=form_of(client, f"{where}/publish"))
    delegate = world.client("delegate1")
    assert page(delegate.get(made.url("/sessions/1.3"))).h1.text.strip() == OLD
    assert delegate.get(made.url("/cases/pledge")).status_code == 200


def test_each_mistake_is_named_with_file_and_line_and_nothing_is_stored(world: World) -> None:
    wrong = renewed()
    wrong["sessions/1.1.md"] = wrong["sessions/1.1.md"].replace("minutes: 90", "minutes: ninety", 1)
    wrong["cases/data-pack.md"] += "\nSee https://example.org\n"
    answer = upload(world.client("administrator"), packed(wrong, KEY))
    assert answer.status_code == 422
    rows = [[cell.text for cell in row.select("th, td")] for row in page(answer).select("tbody tr")]
    at = wrong["sessions/1.1.md"].split("\n").index("minutes: ninety") + 1
    assert ["sessions/1.1.md", str(at), "minutes", "must be a whole number"] in rows
    at = wrong["cases/data-pack.md"].split("\n").index("See https://example.org") + 1
    assert ["cases/data-pack.md", str(at), "", "web links, pictures and HTML are not allowed"] in rows
    assert summary_errors(answer) == ["Correct 2 mistakes in the files, then choose them again"]
    assert stored(world) == []


def test_what_is_no_programme_is_refused_beside_the_file(world: World) -> None:
    client = world.client("administrator")
    for name, content, message in (
        ("", b"", "Choose the archive of a programme, or a session"),
        ("x.pdf", b"%PDF-", "Choose an archive whose name ends in .zip"),
        ("x.zip", b"no archive", "The archive is damaged"),
        ("x.md", b"Only words", "must begin with front matter"),
    ):
        answer = upload(client, content, name)
        assert answer.status_code == 422
        (text,) = summary_errors(answer)
        assert message in text
    assert stored(world) == []


def test_the_same_files_and_a_taken_name_are_told_apart(world: World, first: str) -> None:
    client = world.client("administrator")
    archive = client.get(f"/admin/training/{first}/files.zip")
    assert archive.headers["Content-Disposition"] == f'attachment; filename="{KEY}-2026-11.zip"'
    with zipfile.ZipFile(io.BytesIO(archive.data)) as found:
        assert f"{KEY}/programme.md" in found.namelist()
    again = upload(client, archive.data)
    assert again.location.endswith(f"/admin/training/{first}")
    assert "These files are stored already, as version 2026-11. Nothing was added" in client.get(again.location).text
    other = upload(client, packed(renewed("2026-11"), KEY))
    assert other.status_code == 422
    assert "is published with other text, which never changes" in other.text
    assert stored(world) == [(KEY, "2026-11", "published")]


def bespoke(title: str = "Planning a safe exit") -> str:
    """A session of 75 minutes that somebody wrote for one authority."""
    text = files()["sessions/4.2.md"].replace('key: "4.2"', 'key: "1.1"').replace("day: 4", "day: 1")
    lines = [f"title: {title}" if line.startswith("title:") else line for line in text.split("\n")]
    return "\n".join(lines)


def test_one_session_becomes_a_programme_of_its_own_and_its_next_text_a_next_version(world: World, first: str) -> None:
    client = world.client("administrator")
    answer = upload(client, b"\xef\xbb\xbf" + bespoke().replace("\n", "\r\n").encode(), "exit.md")
    assert answer.status_code == 303
    shown = client.get(answer.location).text
    assert "1 hour 30 minutes in 1 day, 1 half-day in the register" in shown
    assert "there is nothing to compare it with" in shown
    again = upload(client, bespoke().encode(), "exit.md")
    assert again.location == answer.location
    changed = bespoke().replace("## Handout", "## Handout\n\nOne more line.", 1)
    assert upload(client, changed.encode(), "exit.md").status_code == 303
    assert stored(world)[1:] == [
        ("planning-a-safe-exit", "2026-11", "draft"),
        ("planning-a-safe-exit", "2026-11.2", "draft"),
    ]
    with world.app.app_context():
        made = db.session.scalars(select(TrainingVersion).filter_by(label="2026-11.2")).one()
        found = programme(made.digest)
        assert [each.title for each in found.topics] == ["Decommissioning"]
        assert found.half_days[0].minutes == 90


def test_a_draft_is_discarded_and_a_second_administrator_is_told(world: World, first: str) -> None:
    client = world.client("administrator")
    where = upload(client, packed(renewed(), KEY)).location
    late = form_of(client, f"{where}/publish")
    answer = client.post(f"{where}/discard", data=form_of(client, f"{where}/discard"))
    assert "Draft of version 2026-12 discarded" in client.get(answer.location).text
    answer = client.post(f"{where}/publish", data=late)
    assert "The draft was discarded already. Nothing was changed" in client.get(answer.location).text
    assert client.get(where).status_code == 404
    for act in ("publish", "discard"):
        address = f"/admin/training/{first}/{act}"
        assert client.get(address).status_code == 303
        assert client.post(address, data={"compared_with": first}).status_code == 303
    assert stored(world) == [(KEY, "2026-11", "published")]


def test_a_comparison_that_is_out_of_date_is_read_again(world: World, first: str) -> None:
    client = world.client("administrator")
    mine = upload(client, packed(renewed(), KEY)).location
    theirs = upload(client, packed(renewed("2027-01"), KEY)).location
    values = form_of(client, f"{mine}/publish")
    client.post(f"{theirs}/publish", data=form_of(client, f"{theirs}/publish"))
    shown = client.get(client.post(f"{mine}/publish", data=values).location).text
    assert "Another version was published while you were reading" in shown
    assert "Compared with version 2027-01" in shown


def test_pages_cost_few_queries_and_belong_to_administrators(world: World, first: str) -> None:
    client = world.client("administrator")
    where = upload(client, packed(renewed(), KEY)).location
    world.app.extensions["kept"].pop("training programme")
    for address in ("/admin/training", where, f"{where}?session=1.1", f"{where}?case=data-pack", f"{where}/publish"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert len(client.queries) <= 5, address
    assert "For trainers only" in client.get(f"{where}?session=1.1").text
    for nothing in ("?session=9.9", "?case=pledge", "?session="):
        assert client.get(f"{where}{nothing}").status_code == 404
    assert client.get("/admin/training/zzzzzzzzzzzz").status_code == 404
    for who in ("trainer", "manager"):
        for address in ("/admin/training", ADDRESS, where, f"{where}/files.zip", f"{where}/publish"):
            assert world.client(who).get(address).status_code == 403


def run(world: World, *words: str):
    return world.app.test_cli_runner().invoke(args=["training", *words])


def test_the_commands_check_and_publish_what_comes_with_the_product(world: World) -> None:
    result = run(world, "check")
    assert (result.exit_code, result.output) == (0, "No mistakes in four-day-programme.\n")
    first, again = run(world, "load"), run(world, "load")
    assert (first.exit_code, first.output) == (0, "four-day-programme: published 2026-11\n")
    assert (again.exit_code, again.output) == (0, "four-day-programme: already stored\n")
    assert stored(world) == [(KEY, "2026-11", "published")]
    assert actions(world) == ["training programme published"]
    with world.app.app_context():
        assert db.session.scalar(select(TrainingVersion.digest)) == digest_of(files())


def test_the_commands_name_mistakes_and_refuse_other_text_under_a_stored_name(
    world: World, first: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ours"
    for path, text in renewed("2026-11").items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    monkeypatch.setattr(reading, "FOLDER", tmp_path)
    refused = run(world, "load")
    assert refused.exit_code == 1
    assert f"Version 2026-11 of “{KEY}” is published with other text" in refused.output
    (folder / "sessions" / "1.1.md").write_text("nothing", encoding="utf-8")
    wrong = run(world, "check", str(folder))
    assert wrong.exit_code == 1
    assert f"{folder}/sessions/1.1.md:1: must begin with front matter" in wrong.output
    assert run(world, "load").exit_code == 1
    with world.app.app_context():
        states = db.session.scalars(select(TrainingVersion.state)).all()
        assert states == [VersionState.PUBLISHED]
