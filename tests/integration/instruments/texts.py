"""Texts of instruments for these tests: SAP, and SAP as the next version with a title and a level reworded."""

from tests.world import SAP

OLD_TITLE = "A shared process and principles"
NEW_TITLE = "One process that all partners share"


def version(label: str, **changes: str) -> str:
    """SAP under another version name; `changes` are keys of the whole file, such as key or title."""
    text = SAP.replace('version: "2026-11"', f'version: "{label}"')
    for key, value in changes.items():
        lines = text.splitlines(keepends=True)
        place = next(i for i, line in enumerate(lines) if line.startswith(f"{key}:"))
        lines[place] = f"{key}: {value}\n"
        text = "".join(lines)
    return text


def reworded(label: str) -> str:
    """The next version, with one standard retitled."""
    text = version(label).replace(f"title: {OLD_TITLE}", f"title: {NEW_TITLE}")
    assert text != version(label)
    return text
