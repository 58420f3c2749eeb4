"""Hashes: argon2id, renewed when the parameters change, the same work for nobody."""

from argon2 import PasswordHasher

from app.accounts import hashing


def test_a_hash_fits_its_password_only():
    made = hashing.hash_password("otter lamp velvet")
    assert made.startswith("$argon2id$")
    assert hashing.matches(made, "otter lamp velvet")
    assert not hashing.matches(made, "otter lamp velvet ")


def test_nobody_has_no_password():
    assert not hashing.matches(None, "the password of nobody, hashed so that an unknown address takes as long")
    assert not hashing.matches("not a hash", "otter lamp velvet")


def test_a_hash_of_other_parameters_is_outdated():
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("otter lamp velvet")
    assert hashing.is_outdated(weak)
    assert not hashing.is_outdated(hashing.hash_password("otter lamp velvet"))
