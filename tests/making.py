"""Documents that are made once: for tests that ask for the same ones over and over, and look at something else."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from app.documents import making


@contextmanager
def made_once() -> Iterator[None]:
    """Put equal documents on paper once: equal ones give the same bytes (tests/unit/documents)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "_made", _kept)
        yield


_kept = cache(making._made)
