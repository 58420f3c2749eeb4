"""A council adds a tool of each scale as one YAML file: uploaded, published, used to the end, and reported on.

The files are those of questionnaires/tools/README.md, so what people are told to copy is what works.
"""

import io
import re

import pytest
from docx import Document

from app.tools.checking import FOLDER
from tests.clients import LintingClient, page, send_form
from tests.integration.appraising.using import conclude, fill, sheet_of, subjects
from tests.world import World

EXAMPLES = re.findall(r"```yaml\n(.*?)```", (FOLDER / "README.md").read_text(encoding="utf-8"), re.DOTALL)


def added(world: World) -> None:
    """An administrator uploads the files and publishes each."""
    client = world.client("administrator")
    for number, text in enumerate(EXAMPLES):
        sent = client.post("/admin/tools/upload", data={"text": text, "once": f"the-page-{number}"})
        assert sent.status_code == 303, sent.text
        send_form(client, f"{sent.location}/publish", "/publish")


def begun(client: LintingClient, world: World, key: str, **typed: str) -> str:
    """Find a tool on the page of tools, and put it to use; the address of the appraisal."""
    offered = {str(link["href"]).partition("?")[0] for link in page(client.get(world.url("/tools"))).select("main a")}
    assert world.url(f"/tools/new/{key}") in offered
    answer = client.post(world.url(f"/tools/new/{key}"), data={"title": "Youth club", "once": f"start-{key}", **typed})
    assert answer.status_code == 303, answer.text
    return answer.location


def report(client: LintingClient, here: str) -> str:
    """All text of the Word report."""
    document = Document(io.BytesIO(client.get(f"{here}/report.docx").data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture
def client(world: World) -> LintingClient:
    added(world)
    return world.client("lead_officer")


def test_met_file(world: World, client: LintingClient) -> None:
    here = begun(client, world, "grant-checklist")
    ((name, ref),) = subjects(world).items()
    send_form(client, f"{here}/{ref}/edit", "/edit", name=name, amount="6,000")
    rows = {"bank-account": ("met", ""), "accounts": ("met", "Seen."), "safe-children": ("not_met", "None yet.")}
    fill(client, sheet_of(here, ref), rows, **{"safe-children_mitigation": "The board adopts one in May."})
    assert conclude(client, here, recommendation="Pay it in June.").status_code == 303
    said = report(client, here)
    assert "The board adopts one in May." in said
    assert "£6,000" in said
    assert "Pay it in June." in said


def test_weighted_file_with_two_who_score_alone(world: World, client: LintingClient) -> None:
    here = begun(client, world, "idea-ranking", names="Bus\nBikes")
    own = {"own1-title": "Quick to try", "own1-weight": "2", "weight1-weight": "3", "weight1-minimum": "2"}
    send_form(client, f"{here}/criteria", "/criteria", **own)
    people = page(client.get(f"{here}/appraisers")).select("main input[type=checkbox]")
    named = [box["value"] for box in people if "Lead Officer" in box.find_next("label").text]
    assert client.post(f"{here}/appraisers", data={"people": named, "once": "who-scores"}).status_code == 303
    refs = subjects(world)
    for who, score in (("lead_officer", "4"), ("lead_officer2", "3")):
        alone = world.client(who)
        for ref in refs.values():
            address = f"{here}/alone/{ref}"
            keys = [str(box["name"]).removesuffix("_seen") for box in page(alone.get(address)).select("[name$=_seen]")]
            fill(alone, address, dict.fromkeys(keys, (score, "")))
        send_form(alone, f"{here}/alone/submit", "/submit")
    for ref, score in zip(refs.values(), ("3", "4"), strict=True):
        fill(client, sheet_of(here, ref), dict.fromkeys(keys, (score, "")))
    both = {"outcome-1": "not-now", "reason-1": "Later.", "outcome-2": "try", "reason-2": "Best."}
    assert conclude(client, here, **both, recommendation="Bikes first.").status_code == 303
    said = report(client, here)
    assert "Quick to try" in said
    assert "20 of 25" in said
    assert "Bikes first." in said


def test_matrix_file_with_options_of_its_own(world: World, client: LintingClient) -> None:
    here = begun(client, world, "venue-options")
    for name, ref in subjects(world).items():
        fill(client, sheet_of(here, ref), {"access": ("", f"{name}: step-free.")})
    both = {"outcome-1": "take", "reason-1": "Central.", "outcome-2": "leave", "reason-2": "Far away."}
    assert conclude(client, here, **both, recommendation="Take the library.").status_code == 303
    said = report(client, here)
    assert "Village hall: step-free." in said
    assert "Take the library." in said


def test_levels_file_with_words_of_its_own(world: World, client: LintingClient) -> None:
    here = begun(client, world, "market-readiness")
    (ref,) = subjects(world).values()
    sheet = client.get(sheet_of(here, ref)).text
    assert "Two do, in one part of the area." in sheet
    fill(client, sheet_of(here, ref), {"choice": ("3", "Two providers in the north.")})
    assert conclude(client, here, recommendation="Meet the market.").status_code == 303
    said = report(client, here)
    assert "Halfway" in said
    assert "Two providers in the north." in said
