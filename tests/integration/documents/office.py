"""Opens files with LibreOffice, each time with a profile of its own. Fails where LibreOffice is missing."""

import os
import shutil
import subprocess
from pathlib import Path

LONGEST = 120


def office() -> str:
    """Where LibreOffice is. Raises RuntimeError where it is missing: a document that nobody opened is not tested."""
    for name in filter(None, (os.environ.get("SOFFICE"), "soffice", "libreoffice")):
        found = shutil.which(name)
        if found:
            return found
    raise RuntimeError("LibreOffice is missing: run `make libreoffice`")


def converted(content: bytes, kind: str, to: str, folder: Path) -> bytes:
    """Open a file of a kind ("docx") in LibreOffice and give it as another ("pdf")."""
    source = folder / f"given.{kind}"
    source.write_bytes(content)
    command = [office(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", to, "--outdir", str(folder / "out"), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
    made = folder / "out" / f"given.{to.partition(':')[0]}"
    if not made.is_file():
        raise RuntimeError(f"LibreOffice did not open it: {done.stdout} {done.stderr}")
    return made.read_bytes()
