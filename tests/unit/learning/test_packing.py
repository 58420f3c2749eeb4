"""Archives of programmes: what comes back is what was packed, and what could harm or is none is refused."""

import io
import zipfile

import pytest

from app.files.errors import FileTypeError
from app.learning.packing import DAMAGED, LARGEST, MOST_FILES, NO_PROGRAMME, TOO_MUCH, packed, text, unpacked

FILES = {"programme.md": "One\n", "sessions/1.1.md": "Two – with “quotes”\n"}


def archive(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return made.getvalue()


def test_what_was_packed_comes_back_and_equal_files_give_equal_archives():
    assert unpacked(packed(FILES, "ours")) == FILES
    assert packed(FILES, "ours") == packed(dict(reversed(FILES.items())), "ours")


def test_what_systems_leave_in_an_archive_and_what_lies_outside_the_folder_is_left_out():
    found = archive(
        {
            "ours/programme.md": b"\xef\xbb\xbfOne\r\n",
            "ours/.DS_Store": b"\xff",
            "__MACOSX/ours/programme.md": b"\xff",
            "README.md": b"x",
        }
    )
    assert unpacked(found) == {"programme.md": "One\n"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"no archive", DAMAGED),
        (archive({"programme.md": b"One" * 900})[:-30], DAMAGED),
        (archive({"sessions/1.1.md": b"One"}), NO_PROGRAMME),
        (archive({"../programme.md": b"One"}), "contains names"),
        (archive({"programme.md": b"\xff"}), "programme.md must be UTF-8 text"),
        (archive({"programme.md": b"x" * (LARGEST + 1)}), "programme.md must be 1 MB or smaller"),
        (archive({"programme.md": b"x" * 5_000_000}), TOO_MUCH),
        (archive({f"sessions/{number}.md": b"x" for number in range(MOST_FILES + 1)}), TOO_MUCH),
    ],
)
def test_what_is_no_archive_of_a_programme_is_refused(content: bytes, message: str):
    with pytest.raises(FileTypeError, match=message):
        unpacked(content)


def test_an_entry_whose_declared_check_sum_is_wrong_is_refused():
    found = bytearray(archive({"programme.md": b"One"}))
    at = found.rindex(b"PK\x01\x02") + 16
    found[at] ^= 0xFF
    with pytest.raises(FileTypeError, match=DAMAGED):
        unpacked(bytes(found))


def test_one_text_has_plain_line_ends():
    assert text(b"\xef\xbb\xbfOne\r\nTwo", "The file") == "One\nTwo"
