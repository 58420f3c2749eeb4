"""The folder behind the storage interface: whole or not at all, private, and no path of somebody's making."""

import io
import stat

import pytest

from app.files.errors import FileMissingError
from app.files.storage import FolderStorage, new_key


@pytest.fixture
def storage(tmp_path):
    return FolderStorage(tmp_path / "files")


def test_what_is_put_is_read_and_can_be_deleted_twice(storage):
    key = new_key()
    storage.put(key, io.BytesIO(b"evidence"))
    with storage.open(key) as content:
        assert content.read() == b"evidence"
    assert storage.exists(key)
    assert [each.key for each in storage.stored()] == [key]
    storage.delete(key)
    storage.delete(key)
    assert not storage.exists(key)
    with pytest.raises(FileMissingError):
        storage.open(key)


class BreaksHalfway(io.BytesIO):
    """A source that gives a little, then fails."""

    def read(self, size=-1):
        if self.tell():
            raise OSError("the line broke")
        return super().read(4)


def test_an_interrupted_writing_is_not_there_but_can_be_swept(storage):
    key = new_key()
    with pytest.raises(OSError, match="broke"):
        storage.put(key, BreaksHalfway(b"evidence"))
    assert not storage.exists(key)
    assert [each.key for each in storage.stored()] == [key]
    storage.delete(key)
    assert list(storage.stored()) == []


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "plan.pdf", "A" * 32, "0" * 31, "0" * 32 + "\n"])
def test_nothing_but_a_key_is_a_key(storage, key):
    for act in (storage.open, storage.delete, storage.exists):
        with pytest.raises(ValueError, match="not a storage key"):
            act(key)


def test_only_the_service_may_read_and_strange_files_are_let_be(storage, tmp_path):
    key = new_key()
    storage.put(key, io.BytesIO(b"x"))
    path = tmp_path / "files" / key[:2] / key[2:4] / key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (path.parent / "README.txt").write_text("not ours")
    assert [each.key for each in storage.stored()] == [key]
