"""Passwords are hashed with the least work here; what the work costs: tests/unit/accounts/test_hashing.py."""

import pytest
from argon2 import PasswordHasher

from app.accounts import hashing


@pytest.fixture(autouse=True)
def _quick_hashing(monkeypatch):
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
