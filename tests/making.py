"""Documents that are made once or not at all: for tests that ask for the same ones and look at something else."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from app.charts.cache import ChartCache
from app.documents import excel, making


@contextmanager
def made_once() -> Iterator[None]:
    """Put equal documents on paper once: equal ones give the same bytes (tests/unit/documents)."""
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


_kept = cache(making._made)
