"""Uploading: every mistake with its line, nothing stored until the text is right, what was typed is kept."""

import io
import itertools

import pytest
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.db import db
from app.instruments.models import InstrumentVersion
from app.publishing.models import VersionState
from tests.clients import page, summary_errors
from tests.integration.instruments.texts import reworded, version
from tests.world import SAP, World

ADDRESS = "/admin/instruments/upload"
_keys = itertools.count(1)


def once() -> str:
    return f"key-of-the-page-{next(_keys)}"


def versions(world: World) -> list[tuple[str, str]]:
    with world.app.app_context():
        found = select(InstrumentVersion.label, InstrumentVersion.state).order_by(InstrumentVersion.label)
        return [(label, state.value) for label, state in db.session.execute(found)]


def pasted(world: World, text: str, **values):
    return world.client("administrator").post(ADDRESS, data={"text": text, "once": once(), **values})


def test_pasted_text_becomes_a_draft_that_is_audited(world: World) -> None:
    client = world.client("administrator")
    answer = client.post(ADDRESS, data={"text": reworded("2026-12").replace("\n", "\r\n"), "once": once()})
    assert answer.status_code == 303
    assert versions(world) == [("2026-11", "published"), ("2026-12", "draft")]
    with world.app.app_context():
        stored = db.session.scalars(select(InstrumentVersion).filter_by(label="2026-12")).one()
        assert stored.text == reworded("2026-12")
        assert (stored.uploaded_by_id, stored.published_at) == (world.people["administrator"], None)
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.action, entry.actor_id) == ("questionnaire uploaded", world.people["administrator"])
        assert entry.subject == f"questionnaire {stored.ref}"
    assert "Draft stored" in client.get(answer.location).text


def test_file_becomes_a_draft_and_wins_over_the_text(world: World) -> None:
    data = {
        "file": (io.BytesIO(b"\xef\xbb\xbf" + reworded("2026-12").encode()), "sap.yaml"),
        "text": "key: [oops",
        "once": once(),
    }
    answer = world.client("administrator").post(ADDRESS, data=data, content_type="multipart/form-data")
    assert answer.status_code == 303
    assert versions(world)[1] == ("2026-12", "draft")


def test_mistakes_are_all_shown_with_their_lines_and_the_text_is_kept(world: World) -> None:
    text = "\n\n" + version("2026-12").replace("    number: 5\n", "    number: 6\n", 1)
    text = text.replace("status: derived", "status: copied").replace("title: Levels of commissioning", "title: 7")
    answer = pasted(world, text)
    assert answer.status_code == 422
    soup = page(answer)
    box = soup.find("textarea", id="text")
    assert box is not None
    assert box.text.removeprefix("\n") == text  # the first line end of a textarea is markup
    status, title = (
        text.count("\n", 0, text.index("status: copied")) + 1,
        text.count("\n", 0, text.index("title: 7")) + 1,
    )
    rows = [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in soup.select("tbody tr")]
    assert rows == [
        [str(status), "must be one of: derived, original", "status: copied", "status"],
        [str(title), "must be text", "title: 7", "areas[0].standards[2].title"],
    ]
    assert summary_errors(answer) == [f"Correct 2 mistakes in the text, the first on line {status}"]
    assert soup.find(id="text-error")
    assert versions(world) == [("2026-11", "published")]


def test_mistake_in_a_file_shows_the_text_of_the_file_to_correct(world: World) -> None:
    text = version("2026-12").replace("status: derived", "status: copied")
    data = {"file": (io.BytesIO(text.encode()), "ours.yaml"), "once": once()}
    answer = world.client("administrator").post(ADDRESS, data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    (message,) = summary_errors(answer)
    assert message.endswith("must be one of: derived, original")
    box = page(answer).find("textarea", id="text")
    assert box is not None
    assert "status: copied" in box.text


def test_page_of_a_thousand_mistakes_stays_readable(world: World) -> None:
    answer = pasted(world, "".join(f"key{n}: 1\n" for n in range(1000)))
    assert answer.status_code == 422
    assert len(page(answer).select("tbody tr")) == 100
    assert "more mistakes. Correct these first." in answer.text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Choose a questionnaire file, or paste its text"),
        ("   \n ", "Choose a questionnaire file, or paste its text"),
        ("key: [oops", "Line 1: not valid YAML"),
        ("key: \x00", "Line 1: a character that YAML does not allow"),
        ("just words", "Line 1: must be a group of keys"),
    ],
)
def test_text_that_is_no_instrument(world: World, text: str, message: str) -> None:
    answer = pasted(world, text)
    assert answer.status_code == 422
    assert summary_errors(answer)[0].startswith(message)
    assert versions(world) == [("2026-11", "published")]


def test_file_that_is_no_text(world: World) -> None:
    data = {"file": (io.BytesIO(b"PK\x03\x04\xff\xfe"), "ours.xlsx"), "once": once()}
    answer = world.client("administrator").post(ADDRESS, data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert summary_errors(answer) == ["The file must be UTF-8 text. Save it again with the encoding UTF-8"]


def test_file_over_the_limit_is_refused_whole(world: World) -> None:
    head = '--x\r\nContent-Disposition: form-data; name="file"; filename="ours.yaml"\r\n\r\n'
    body = f"{head}{'a' * 1_100_000}\r\n--x--\r\n".encode()
    client = world.client("administrator")
    answer = client.post(ADDRESS, input_stream=io.BytesIO(body), content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413


def test_same_content_twice_leads_to_what_is_there(world: World) -> None:
    client = world.client("administrator")
    answer = client.post(ADDRESS, data={"text": f"# with a comment\n{SAP}", "once": once()})
    assert answer.status_code == 303
    shown = client.get(answer.location)
    assert "This text is stored already, as version 2026-11. Nothing was added" in shown.text
    assert versions(world) == [("2026-11", "published")]


def test_other_text_under_a_published_name_asks_for_a_new_name(world: World) -> None:
    text = version("2026-11", title="Other words")
    answer = pasted(world, text)
    assert answer.status_code == 422
    (message,) = summary_errors(answer)
    assert (
        message
        == "Version 2026-11 of “sap” is published with other text, which never changes. Give this text a new “version”"
    )
    box = page(answer).find("textarea", id="text")
    assert box is not None
    assert "title: Other words" in box.text
    with world.app.app_context():
        assert db.session.scalar(select(InstrumentVersion.text)) == SAP


def test_other_text_under_the_name_of_a_draft_says_what_to_do(world: World) -> None:
    assert pasted(world, version("2026-12")).status_code == 303
    (message,) = summary_errors(pasted(world, reworded("2026-12")))
    assert message == (
        "A draft of version 2026-12 of “sap” has other text. Discard that draft first, or change “version” here"
    )


def test_second_press_of_the_same_button_finds_the_first_draft(world: World) -> None:
    client = world.client("administrator")
    first, second = (client.post(ADDRESS, data={"text": reworded("2026-12"), "once": "pressed-twice"}) for _ in "12")
    assert (second.status_code, second.location) == (303, first.location)
    with world.app.app_context():
        uploaded = select(func.count()).where(AuditEntry.action == "questionnaire uploaded")
        assert db.session.scalar(uploaded) == 1


def test_markup_in_an_uploaded_title_is_text_on_every_page(world: World) -> None:
    script = "<script>alert(1)</script>"
    text = reworded("2026-12").replace("title: Self Analysis and Planning (SAP)", f'title: "{script}"', 1)
    text = text.replace("key: sap\n", "key: ours\n", 1)
    client = world.client("administrator")
    draft = client.post(ADDRESS, data={"text": text, "once": once()}).location
    for address in (draft, f"{draft}/publish", f"{draft}/discard", "/admin/instruments"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert script not in answer.text
        assert "&lt;script&gt;" in answer.text
    wrong = client.post(ADDRESS, data={"text": text.replace("status: derived", f"status: {script}"), "once": once()})
    assert wrong.status_code == 422
    assert script not in wrong.text


def test_draft_state_is_stored_until_it_is_published(world: World) -> None:
    pasted(world, reworded("2026-12"))
    with world.app.app_context():
        states = db.session.scalars(select(InstrumentVersion.state).order_by(InstrumentVersion.label)).all()
        assert states == [VersionState.PUBLISHED, VersionState.DRAFT]


def test_text_where_a_file_belongs_is_no_file(world: World) -> None:
    answer = world.client("administrator").post(ADDRESS, data={"file": "sap.yaml", "text": "", "once": once()})
    assert answer.status_code == 422
    assert summary_errors(answer) == ["Choose a questionnaire file, or paste its text"]
