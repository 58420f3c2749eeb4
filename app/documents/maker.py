"""Runs in a process of its own: a document comes in, Word or PDF goes out. Started by `making`, imported by nobody.

The package `app` is entered here without its own beginning: this leaf needs nothing of the application, and starting
that would take longer than the document.
"""

import importlib
import pickle
import sys
from pathlib import Path
from types import ModuleType


def main() -> None:
    """Read the document, write the file of the kind that the command names."""
    package = ModuleType("app")
    package.__path__ = [str(Path(__file__).parents[1])]
    sys.modules["app"] = package
    kind = {"word": "word", "pdf": "pdf"}[sys.argv[1]]
    make = getattr(importlib.import_module(f"app.documents.{kind}"), kind)
    sys.stdout.buffer.write(make(pickle.load(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
