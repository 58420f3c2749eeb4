"""Evidence files from upload to download: what is taken, who sees it when, and what the lock and the versions keep."""

import io
from pathlib import Path

import pytest

from app.assessments.models import EvidenceItem, Participation, Round, RoundState, SignedResult
from app.audit.models import AuditEntry
from app.db import db
from app.files.models import StoredFile
from app.files.storage import FolderStorage
from app.web.forms import once_key
from app.work import work_once
from tests import factories
from tests.clients import page, press_twice, summary_errors
from tests.integration.assessments.rounds import agree, make_round, press, round_url
from tests.integration.assessments.rounds import send as send_result
from tests.unit.files import samples
from tests.world import STANDARDS

KEY = STANDARDS[4]
MB = 1024 * 1024


@pytest.fixture
def ref(world):
    return make_round(world, submitted=11)


def add_url(world, ref, key=KEY):
    return round_url(world, ref, f"/scoring/standards/{key}/add-file")


def form(name="needs.pdf", content=samples.PDF, **typed):
    return {"file": (io.BytesIO(content), name), "once": "", "note": "", **typed}


def upload(world, ref, who="participant12", key=KEY, **what):
    return world.client(who).post(add_url(world, ref, key), data=form(once=once_key(), **what))


def send(client, address, name, content, **typed):
    """Send a form as one body in memory: for a large one the test client would open a file and leave it open."""
    fields = {"once": "once sent", "note": "", **typed}
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()
    ]
    head = f'--cut\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = "".join([*parts, head]).encode() + content + b"\r\n--cut--\r\n"
    return client.post(address, data=body, content_type="multipart/form-data; boundary=cut")


def items(world):
    with world.app.app_context():
        return db.session.scalars(db.select(EvidenceItem).order_by(EvidenceItem.id)).all()


def files(world):
    with world.app.app_context():
        return db.session.scalars(db.select(StoredFile).order_by(StoredFile.id)).all()


def bytes_kept(world):
    return {each.key for each in FolderStorage(world.app.config["SETTINGS"].files_folder).stored()}


def set_round(world, ref, **values):
    with world.app.app_context():
        changed = db.session.scalar(db.select(Round).filter_by(ref=ref))
        for name, value in values.items():
            setattr(changed, name, value)
        db.session.commit()


def show_scores(world, ref, clock):
    set_round(world, ref, state=RoundState.WORKSHOP, closed_at=clock(), scores_shown_at=clock())


def file_url(world, ref, item):
    return round_url(world, ref, f"/evidence/{item.ref}/file")


def test_a_file_is_added_and_comes_back_as_it_was(world, ref):
    assert upload(world, ref, note="See page 3").location.endswith(f"/scoring/standards/{KEY}")
    (item,), (stored,) = items(world), files(world)
    assert (item.offered_alone, item.agency, item.note) == (True, "Council", "See page 3")
    me = world.client("participant12")
    assert "needs.pdf" in me.get(round_url(world, ref, f"/scoring/standards/{KEY}")).text
    answer = me.get(file_url(world, ref, item))
    assert answer.data == samples.PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="needs.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Length"] == str(stored.size) == str(len(samples.PDF))
    assert len(me.queries) <= 2
    again = me.get(file_url(world, ref, item), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_name_cannot_lead_out_of_the_folder_and_survives_its_accents(world, ref):
    upload(world, ref, name="../../../Übersicht “2026”.pdf")
    (item,), (stored,) = items(world), files(world)
    assert stored.name == "Übersicht “2026”.pdf"
    answer = world.client("participant12").get(file_url(world, ref, item))
    assert "filename*=UTF-8''%C3%9Cbersicht%20%E2%80%9C2026%E2%80%9D.pdf" in answer.headers["Content-Disposition"]
    folder = Path(world.app.config["SETTINGS"].files_folder)
    assert stored.storage_key in bytes_kept(world)
    assert not [path for path in folder.rglob("*") if "bersicht" in path.name]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("setup.pdf", samples.PROGRAM, "The selected file must be a PDF"),
        ("page.pdf", samples.HTML, "The selected file must be a PDF"),
        ("report.docx", samples.with_macros(), "contains macros"),
        ("report.pdf", samples.word(), "is a Word document, so its name must end in .docx"),
        ("empty.pdf", b"", "is empty"),
        ("large.txt", b"a" * (10 * MB + 1), "must be 10 MB or smaller"),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(world, ref, name, content, message):
    typed = {"note": "A note of some length", "review_on-day": "31", "review_on-month": "3", "review_on-year": "2027"}
    answer = send(world.client("participant12"), add_url(world, ref), name, content, **typed)
    assert answer.status_code == 422
    assert message in summary_errors(answer)[0]
    assert message in page(answer).select_one("#file-error").text
    assert page(answer).select_one("textarea#note").text.strip() == "A note of some length"
    assert page(answer).select_one("#review_on-year")["value"] == "2027"
    assert (items(world), files(world)) == ([], [])


def test_a_file_is_asked_for_and_a_good_one_has_to_be_chosen_again_beside_another_mistake(world, ref):
    client = world.client("participant12")
    assert summary_errors(client.post(add_url(world, ref), data={"note": "x", "once": "once upon"})) == [
        "Select a file"
    ]
    wrong = form(once="once upon", **{"review_on-day": "40", "review_on-month": "1", "review_on-year": "2027"})
    answer = client.post(add_url(world, ref), data=wrong)
    assert summary_errors(answer) == ["Review date must be a real date"]
    assert "Choose the file again" in answer.text


def test_far_too_much_leads_back_with_a_message_and_other_forms_keep_their_limit(world, ref):
    client = world.client("participant12")
    answer = send(client, add_url(world, ref), "large.txt", b"a" * (42 * MB))
    assert (answer.status_code, answer.location) == (303, add_url(world, ref))
    assert "must be 10 MB or smaller" in client.get(answer.location).text
    large = {"level": "3", "evidence_note": "a" * (2 * MB)}
    assert client.post(round_url(world, ref, f"/scoring/standards/{KEY}"), data=large).status_code == 413
    assert items(world) == []


def test_a_double_press_stores_one_file(world, ref):
    client = world.client("participant12")
    answers = [client.post(add_url(world, ref), data=form(once="the same key")) for _ in range(2)]
    assert [answer.location for answer in answers] == [round_url(world, ref, f"/scoring/standards/{KEY}")] * 2
    assert (len(items(world)), len(files(world))) == (1, 1)


def test_saving_and_adding_a_file_are_one_press(world, ref):
    client = world.client("participant12")
    answer = client.post(
        round_url(world, ref, f"/scoring/standards/{KEY}"), data={"level": "4", "evidence_note": "kept", "file": "yes"}
    )
    assert answer.location == add_url(world, ref)
    assert "kept" in client.get(round_url(world, ref, f"/scoring/standards/{KEY}")).text


def test_the_page_of_all_answers_names_the_own_files_only(world, ref):
    upload(world, ref, name="mine.pdf", key=STANDARDS[11])
    upload(world, ref, who="participant1", name="theirs.pdf", key=STANDARDS[11])
    me = world.client("participant12")
    me.get(round_url(world, ref, "/scoring/check"))
    text = me.get(round_url(world, ref, "/scoring/check")).text
    assert ("File: mine.pdf" in text, "theirs.pdf" in text, len(me.queries) <= 3) == (True, False, True)


def test_a_file_is_removed_twice_over_and_its_bytes_are_swept_after_a_day(world, ref, clock):
    upload(world, ref)
    client = world.client("participant12")
    (item,) = items(world)
    standard = round_url(world, ref, f"/scoring/standards/{KEY}")
    assert press_twice(client, standard, f"/scoring/files/{item.ref}/remove") == [303, 303]
    assert (items(world), files(world)) == ([], [])
    assert len(bytes_kept(world)) >= 1
    clock.advance(days=3650)
    with world.app.app_context():
        work_once()
    assert bytes_kept(world) == set()


def test_the_sweep_keeps_what_a_row_names(world, ref, clock):
    upload(world, ref)
    clock.advance(days=3)
    with world.app.app_context():
        db.session.scalar(
            db.select(Participation).filter_by(person_id=world.people["participant12"])
        ).submitted_at = clock()
        db.session.commit()
        work_once()
    assert bytes_kept(world) >= {files(world)[0].storage_key}


@pytest.mark.parametrize(
    "state", [RoundState.WORKSHOP, RoundState.WITH_DIRECTOR, RoundState.SIGNED, RoundState.REOPENED]
)
def test_once_scoring_is_closed_nothing_is_added_or_removed_alone(world, ref, state, clock):
    upload(world, ref, who="participant1")
    set_round(world, ref, state=state, closed_at=clock())
    (item,) = items(world)
    client = world.client("participant1")
    for address in (add_url(world, ref), round_url(world, ref, f"/scoring/files/{item.ref}/remove")):
        answer = client.post(address, data=form(once=f"once {address[-20:]}"))
        assert answer.status_code == 303
        assert "Scoring has closed" in client.get(answer.location).text
    assert [each.ref for each in items(world)] == [item.ref]


SEEN_BY = ("consultant", "lead_officer", "director", "manager", "participant3")


@pytest.mark.parametrize("who", SEEN_BY)
def test_a_file_is_seen_by_nobody_else_until_its_owner_submitted_and_the_scores_are_shown(world, ref, who, clock):
    upload(world, ref, who="participant1", name="submitted.pdf")
    upload(world, ref, who="participant12", name="unsubmitted.pdf")
    first, second = items(world)
    client = world.client(who)
    listing = round_url(world, ref, "/evidence")

    def seen():
        text = client.get(listing).text
        named = (">submitted.pdf<" in text, "unsubmitted.pdf" in text)
        return [client.get(file_url(world, ref, item)).status_code for item in (first, second)], named

    hidden = ([404, 404], (False, False))
    assert seen() == hidden
    set_round(world, ref, state=RoundState.WORKSHOP, closed_at=clock())
    assert seen() == hidden
    show_scores(world, ref, clock)
    assert seen() == ([200, 404], (True, False))
    assert world.client("participant12").get(file_url(world, ref, second)).status_code == 200
    assert world.client("stranger_lead_officer").get(file_url(world, ref, first)).status_code == 404


def test_adding_alone_leaves_nothing_that_others_could_read(world, ref):
    upload(world, ref)
    with world.app.app_context():
        actions = db.session.scalars(db.select(AuditEntry.action)).all()
    assert actions == [f"evidence added while standard {KEY} is scored"]
    for who in ("lead_officer", "director", "manager"):
        assert "evidence added" not in world.client(who).get(world.url("/audit")).text


def test_another_participants_file_cannot_be_removed(world, ref):
    upload(world, ref, who="participant1")
    (item,) = items(world)
    address = round_url(world, ref, f"/scoring/files/{item.ref}/remove")
    assert world.client("participant2").post(address).status_code == 404
    assert world.client("lead_officer").post(round_url(world, ref, f"/evidence/{item.ref}/remove")).status_code == 404
    assert len(items(world)) == 1


def test_files_of_scores_that_were_never_submitted_go_when_the_scores_go(world, ref, clock):
    upload(world, ref, who="participant1")
    upload(world, ref, who="participant12")
    set_round(world, ref, state=RoundState.WORKSHOP, closed_at=clock())
    clock.advance(days=366)
    with world.app.app_context():
        work_once()
    assert [each.owner_id for each in items(world)] == [world.people["participant1"]]
    assert len(files(world)) == 1


def test_a_participant_who_is_taken_out_takes_the_files_along(world, ref):
    upload(world, ref, who="participant12")
    with world.app.app_context():
        mine = db.session.scalar(db.select(Participation.ref).filter_by(person_id=world.people["participant12"]))
    world.client("lead_officer").post(round_url(world, ref, f"/participants/{mine}/remove"))
    with world.app.app_context():
        assert db.session.scalar(db.select(Participation.ref).filter_by(ref=mine)) is None
    assert (items(world), files(world)) == ([], [])


def add(world, ref, who="lead_officer", **typed):
    data = {"standard": KEY, "note": "", "link": "", "once": once_key(), **typed}
    return world.client(who).post(round_url(world, ref, "/evidence/add"), data=data)


def test_a_lead_officer_adds_evidence_in_the_workshop_and_takes_back_only_the_own(world, clock):
    ref = make_round(world, RoundState.WORKSHOP)
    assert add(world, ref, note="Minutes of May", link="https://www.example.gov.uk/may").status_code == 303
    assert add(world, ref, who="lead_officer2", file=(io.BytesIO(samples.PNG), "chart.png")).status_code == 303
    text = world.client("participant1").get(round_url(world, ref, "/evidence")).text
    assert "Minutes of May" in text
    assert "chart.png" in text
    first, second = items(world)
    officer = world.client("lead_officer")
    assert officer.post(round_url(world, ref, f"/evidence/{second.ref}/remove")).status_code == 404
    assert press_twice(officer, round_url(world, ref, "/evidence"), f"/{first.ref}/remove") == [303, 303]
    assert [each.ref for each in items(world)] == [second.ref]
    for who in ("consultant", "director", "participant1", "manager"):
        assert world.client(who).post(round_url(world, ref, "/evidence/add")).status_code == 403


def test_adding_needs_something_and_keeps_what_was_typed(world):
    ref = make_round(world, RoundState.WORKSHOP)
    answer = add(world, ref)
    assert (answer.status_code, summary_errors(answer)) == (422, ["Enter a note, a link or a file"])
    answer = add(world, ref, note="kept", link="javascript:alert(1)")
    assert summary_errors(answer) == ["Enter a full web address, like https://www.example.gov.uk/report"]
    assert "kept" in answer.text
    assert items(world) == []


def sign(world, ref):
    """Take the round from the workshop to a signed result as people do."""
    consultant, director = world.client("consultant"), world.client("director")
    assert consultant.post(round_url(world, ref, "/workshop/send"), data={"once": f"send {ref}"}).status_code == 303
    shown = page(director.get(round_url(world, ref, "/result")))
    seen = shown.find("input", attrs={"name": "seen_version"})["value"]
    signed = director.post(round_url(world, ref, "/sign"), data={"seen_version": seen, "confirm": "y"})
    assert signed.status_code == 303


def test_from_the_director_on_the_evidence_is_locked_and_the_signed_copy_names_it(world, clock):
    ref = make_round(world, RoundState.WORKSHOP, agreed=True)
    add(world, ref, file=(io.BytesIO(samples.PDF), "needs.pdf"), note="Needs")
    (item,) = items(world)
    sign(world, ref)
    assert "Not added" not in world.client("lead_officer").get(round_url(world, ref, "/evidence")).text
    assert add(world, ref, note="late").status_code == 303
    officer = world.client("lead_officer")
    assert officer.post(round_url(world, ref, f"/evidence/{item.ref}/remove")).status_code == 303
    assert [each.ref for each in items(world)] == [item.ref]
    with world.app.app_context():
        content = db.session.scalar(db.select(SignedResult.content))
    lines = [line for area in content["areas"] for each in area["standards"] for line in each["evidence"]]
    assert [(line["file_name"], line["file_ref"], line["note"]) for line in lines] == [("needs.pdf", item.ref, "Needs")]


def test_what_a_signed_version_names_stays_readable_after_it_is_removed(world, clock):
    ref = make_round(world, RoundState.WORKSHOP, agreed=True)
    add(world, ref, file=(io.BytesIO(samples.PDF), "needs.pdf"))
    sign(world, ref)
    set_round(world, ref, state=RoundState.WORKSHOP)
    (item,) = items(world)
    officer = world.client("lead_officer")
    assert officer.post(round_url(world, ref, f"/evidence/{item.ref}/remove")).status_code == 303
    assert "needs.pdf" not in officer.get(round_url(world, ref, "/evidence")).text
    assert items(world)[0].removed_at == clock()
    assert world.client("participant1").get(file_url(world, ref, item)).data == samples.PDF
    clock.advance(days=5)
    with world.app.app_context():
        work_once()
    assert world.client("participant1").get(file_url(world, ref, item)).status_code == 200
    add(world, ref, file=(io.BytesIO(samples.PNG), "chart.png"))
    later = items(world)[1]
    officer.post(round_url(world, ref, f"/evidence/{later.ref}/remove"))
    assert [each.ref for each in items(world)] == [item.ref], "no signed version names the later one"
    assert officer.get(file_url(world, ref, later)).status_code == 404


def test_scored_high_with_no_evidence_is_named_until_there_is_some(world, clock):
    ref = make_round(world, RoundState.WORKSHOP, agreed=True)
    address, client = round_url(world, ref, "/evidence"), world.client("lead_officer")
    high = STANDARDS[3]  # agreed at 4 by make_round
    heading = "Scored 4 or 5 with no evidence"
    assert f'href="#{high}"' in client.get(address).text.partition(heading)[2].partition("</ul>")[0]
    add(world, ref, standard=high, note="A strategy")
    assert f'href="#{high}"' not in client.get(address).text.partition(heading)[2].partition("</ul>")[0]
    assert heading not in world.client("manager").get(address).text, "what is agreed is not the manager's to see yet"


def test_what_is_to_change_a_signed_result_shows_in_its_evidence_only_to_who_follows(world):
    ref = make_round(world, RoundState.REOPENED)
    press(world, ref, "consultant", "/workshop", "/workshop/resume")
    raised = STANDARDS[0]  # agreed at 2 by make_round
    agree(world, ref, raised, level="5", target="5")
    send_result(world, ref)

    def named(who):
        text = world.client(who).get(round_url(world, ref, "/evidence")).text
        return f'href="#{raised}"' in text.partition("Scored 4 or 5 with no evidence")[2].partition("</ul>")[0]

    assert (named("director"), named("participant1"), named("manager")) == (True, True, False)
    press(world, ref, "director", "/result", "/sign", confirm="y")
    assert named("manager")


def test_a_review_date_that_has_come_is_marked(world, clock):
    ref = make_round(world, RoundState.WORKSHOP)
    for day in ("20", "21"):
        date = {"review_on-day": day, "review_on-month": "11", "review_on-year": "2026"}
        add(world, ref, note=f"of the {day}", **date)
    client = world.client("participant1")
    assert client.get(round_url(world, ref, "/evidence")).text.count("Review due") == 1
    clock.advance(days=1)
    assert client.get(round_url(world, ref, "/evidence")).text.count("Review due") == 2


def test_evidence_costs_no_more_queries_when_there_is_more(world, clock):
    ref = make_round(world, RoundState.WORKSHOP, agreed=True)
    client, address = world.client("lead_officer"), round_url(world, ref, "/evidence")
    client.get(address)
    client.get(address)
    few = len(client.queries)
    with world.app.app_context():
        a_round = db.session.scalar(db.select(Round).filter_by(ref=ref))
        officer = db.session.get_one(factories.Person, world.people["lead_officer"])
        for key in STANDARDS:
            for _ in range(5):
                factories.evidence_item(a_round, key, officer)
        db.session.commit()
    client.get(address)
    assert len(client.queries) == few <= 4


def test_the_forms_cost_two_queries(world, ref, clock):
    me, officer = world.client("participant12"), world.client("lead_officer")
    for client, address, state in (
        (me, add_url(world, ref), RoundState.SCORING),
        (officer, round_url(world, ref, "/evidence/add"), RoundState.WORKSHOP),
    ):
        set_round(world, ref, state=state, closed_at=clock())
        client.get(address)
        assert client.get(address).status_code == 200
        assert len(client.queries) <= 2


def test_a_name_and_a_note_are_shown_as_text(world, clock):
    ref = make_round(world, RoundState.WORKSHOP)
    add(world, ref, file=(io.BytesIO(samples.PDF), "<img src=x onerror=alert(1)>.pdf"), note="<b>bold</b>")
    text = world.client("participant1").get(round_url(world, ref, "/evidence")).text
    assert "<img" not in text
    assert "<b>" not in text
    assert "&lt;b&gt;bold" in text
