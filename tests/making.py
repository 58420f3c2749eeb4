"""What is made once, not at all or with the least work: for tests that ask for it and look at something else."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from argon2 import PasswordHasher

from app.accounts import hashing
from app.charts.cache import ChartCache
from app.documents import excel, making
from app.documents.model import Document


@contextmanager
def made_once() -> Iterator[None]:
    """Put equal documents on paper once, in this process: equal ones give the same bytes (tests/unit/documents)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "_made", _kept)
        yield


@contextmanager
def put_on_no_paper() -> Iterator[None]:
    """Answer with what goes into a document or a workbook: that decides every byte of it (tests/unit/documents)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "_made", lambda kind, document: f"{kind} {document!r}".encode())
        patch.setattr(excel, "excel", lambda book: repr(book).encode())
        yield


@contextmanager
def stood_for() -> Iterator[None]:
    """Answer so for pictures, too: equal digests give the same picture (tests/unit/charts)."""
    with put_on_no_paper(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(ChartCache, "get_or_draw", lambda _cache, key, _draw: repr(key).encode())
        yield


@contextmanager
def hashed_quickly() -> Iterator[None]:
    """Hash passwords with the least work there is; what the work costs: tests/unit/accounts/test_hashing.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@cache
def _kept(kind: str, document: Document) -> bytes:
    made: bytes = getattr(importlib.import_module(f"app.documents.{kind}"), kind)(document)
    return made
