"""Names that somebody typed are harmless on every system, and stay readable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.files.naming import LONGEST_NAME, ending_of, safe_name

NAMES = {
    "Needs assessment 2026.docx": "Needs assessment 2026.docx",
    "Children’s Trust – plan.pdf": "Children’s Trust – plan.pdf",
    "../../etc/passwd": "passwd",
    "C:\\Users\\me\\plan.pdf": "plan.pdf",
    "/": "file",
    "": "file",
    "...": "file",
    " . plan.pdf. ": "plan.pdf",
    "CON": "_CON",
    "con.pdf": "_con.pdf",
    "LPT1.docx": "_LPT1.docx",
    "COM¹.txt": "_COM¹.txt",
    "contract.pdf": "contract.pdf",
    "plan\u202efdp.exe": "planfdp.exe",
    "a\x00b\r\nc.pdf": "ab c.pdf",
    'what? "this": <that>|*.pdf': "what_ _this__ _that___.pdf",
    "Cafe\u0301.pdf": "Café.pdf",
    "a\u200bb.pdf": "ab.pdf",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_made_safe(name):
    assert safe_name(name) == NAMES[name]


@given(st.text(max_size=400))
def test_any_name_is_safe_short_and_stable(name):
    safe = safe_name(name)
    assert 0 < len(safe) <= LONGEST_NAME
    assert safe_name(safe) == safe
    assert unicodedata.normalize("NFC", safe) == safe
    assert not set(safe) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(sign).startswith("C") for sign in safe)
    assert not safe.startswith((".", " "))
    assert not safe.endswith((".", " "))


@given(st.text(alphabet="ab. ", max_size=300), st.sampled_from(["pdf", "docx", "jpeg"]))
def test_the_ending_is_kept(stem, ending):
    assert ending_of(safe_name(f"x{stem}.{ending}")) == ending
