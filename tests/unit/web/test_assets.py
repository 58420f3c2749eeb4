"""Assets: hashed addresses, packed once, and a start that says what is missing."""

import base64
import gzip
import hashlib
import re

import pytest

from app.web.assets import INLINE_SCRIPT, INLINE_SCRIPT_HASH, TYPES, AssetsMissingError, asset_url, read_assets

from .conftest import BUILT


@pytest.fixture
def url(small_app):
    with small_app.test_request_context():
        return {name: asset_url(name) for name in TYPES}


@pytest.mark.parametrize("name", TYPES)
def test_each_asset_is_sent_for_good(small_app, url, name):
    answer = small_app.test_client().get(url[name])
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content_type == TYPES[name]
    assert "Set-Cookie" not in answer.headers


def test_packed_for_those_who_take_it(small_app, url):
    client = small_app.test_client()
    plain = client.get(url["site.css"])
    packed = client.get(url["site.css"], headers={"Accept-Encoding": "gzip, br"})
    assert (plain.headers.get("Content-Encoding"), packed.headers["Content-Encoding"]) == (None, "gzip")
    assert gzip.decompress(packed.data) == plain.data
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("address", ["/assets/0000000000000000/site.css", "/assets/x/nothing.js"])
def test_another_hash_or_name_is_not_found(small_app, address):
    assert small_app.test_client().get(address).status_code == 404


def test_the_script_imports_the_hashed_module(small_app, url):
    script = small_app.test_client().get(url["site.js"]).text
    found = re.search(r'from "\.\.(/[^"]+)"', script)
    assert found
    assert "/assets" + found[1] == url["govuk-frontend.min.js"]
    assert not re.search(r'from "[^.]', script)


def test_the_address_changes_with_the_content(assets_folder, tmp_path):
    for name in BUILT:
        (tmp_path / name).write_bytes((assets_folder / name).read_bytes())
    before = read_assets(tmp_path)
    (tmp_path / "govuk-frontend.min.js").write_text("changed")
    after = read_assets(tmp_path)
    changed = {name for name in before if before[name].digest != after[name].digest}
    assert changed == {"govuk-frontend.min.js", "site.js"}


def test_addresses_follow_the_path_of_the_service(small_app):
    with small_app.test_request_context(environ_overrides={"SCRIPT_NAME": "/support"}):
        assert asset_url("site.css").startswith("/support/assets/")


def test_a_start_without_assets_says_what_to_do(tmp_path):
    with pytest.raises(AssetsMissingError, match="run make assets"):
        read_assets(tmp_path)


def test_the_inline_script_is_the_design_systems_and_its_hash_is_of_what_is_sent(small_app):
    page = small_app.test_client().get("/cookies").text
    (sent,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert sent == INLINE_SCRIPT
    digest = base64.b64encode(hashlib.sha256(sent.encode()).digest()).decode()
    assert f"'sha256-{digest}'" == INLINE_SCRIPT_HASH
