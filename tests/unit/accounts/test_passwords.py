"""Which passwords are refused: long and unguessable is all that is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.passwords import common_words, weakness

ABOUT = {"email": "pat.smithson@cwac.example", "service_name": "Commissioning support"}


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "elevenchars",
        "password2026!",
        "P4ssw0rd!2026",
        "Passw0rd passw0rd",
        "letmeinletmein",
        "Welcome123456",
        "November2026!!",
        "liverpool-chelsea-99",
        "qwertyuiop12",
        "1qaz2wsx3edc4rfv",
        "abcdefghijkl",
        "aaaaaaaaaaaa",
        "abababababab",
        "202611202026",
        "20/11/2026 20/11",
        "Sunshine!!!!!!",
        "smithson-and-the-otters",
        "my patsmithson mug",
        "Commissioning-Support 9",
        "x" * 201,
    ],
)
def test_a_guessable_password_is_refused(password):
    assert weakness(password, **ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "otter lamp velvet",
        "correct horse battery staple",
        "kettle-quarry-plinth",
        "zx81 and a tape recorder",
        "tR7#vQ2!mK9$",
        "83#92!47$58%16",
        "ψαλίδι και χαρτί",
        "x" + "ottervelvetlamp" * 13,
    ],
)
def test_a_long_unguessable_password_will_do_whatever_it_is_made_of(password):
    assert weakness(password, **ABOUT) is None


def test_the_message_says_what_to_change():
    assert weakness("otter", **ABOUT) == "Password must be 12 characters or more"
    assert "your name" in weakness("smithson otter lamp", **ABOUT)
    assert "name of this service" in weakness("commissioning support otter", **ABOUT)


def test_a_short_name_in_an_address_does_not_forbid_its_letters():
    assert weakness("otter lamp velvet", email="ott@cwac.example", service_name="Commissioning support") is None


def test_the_list_is_ours_and_clean():
    assert len(common_words()) > 400
    assert all(word.isascii() and word.isalpha() and word.islower() for word in common_words())


@given(st.sampled_from(sorted(common_words())), st.text("0123456789!?.-_ ", max_size=20))
def test_no_common_word_is_saved_by_digits_and_signs(word, decoration):
    assert weakness((word + decoration).ljust(12, "1"), **ABOUT)


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text):
    problem = weakness(text, **ABOUT)
    assert problem is None or problem.startswith(("Password", "Choose"))
