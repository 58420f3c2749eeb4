"""Browser assets under content-hashed addresses, held in memory. Not here: how they are built (package.json)."""

import base64
import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, current_app, request

from app.security import Permission, Room

INLINE_SCRIPT = (
    "document.body.className += ' js-enabled' + "
    "('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');"
)
"""The design system's one inline script, word for word: it marks the page as able to run modules."""

INLINE_SCRIPT_HASH = "'sha256-" + base64.b64encode(hashlib.sha256(INLINE_SCRIPT.encode()).digest()).decode() + "'"
"""What `script-src` must list for INLINE_SCRIPT to run."""

SOURCES = Path(__file__).parent / "assets"
CACHE_FOR_GOOD = "public, max-age=31536000, immutable"
TYPES = {
    "site.css": "text/css; charset=utf-8",
    "govuk-frontend.min.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "live.js": "text/javascript; charset=utf-8",
    "workshop.js": "text/javascript; charset=utf-8",
    "present.js": "text/javascript; charset=utf-8",
    "favicon.svg": "image/svg+xml",
}
FIRST_PARTY = frozenset({"site.js", "live.js", "workshop.js", "present.js", "favicon.svg"})

room = Room("assets", __name__)


class AssetsMissingError(RuntimeError):
    """An asset that set-up should have built is not there."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent: `digest` is the part of its address that changes with its content."""

    digest: str
    body: bytes
    packed: bytes
    content_type: str


def read_assets(folder: Path) -> dict[str, Asset]:
    """Read every asset once: built ones from `folder`, our own from beside this module."""
    assets: dict[str, Asset] = {}
    for name, content_type in TYPES.items():
        path = (SOURCES if name in FIRST_PARTY else folder) / name
        if not path.is_file():
            raise AssetsMissingError(f"{path} is missing: run make assets")
        body = path.read_bytes()
        if name == "site.js":
            body = _with_hashed_imports(body, assets)
        digest = hashlib.sha256(body).hexdigest()[:16]
        assets[name] = Asset(digest, body, gzip.compress(body, 9, mtime=0), content_type)
    return assets


def asset_url(name: str) -> str:
    """The address of an asset by its plain name, below the path at which the service is mounted."""
    asset: Asset = current_app.extensions["assets"][name]
    return f"{request.script_root}/assets/{asset.digest}/{name}"


@room.get("/assets/<digest>/<name>", permission=Permission.PUBLIC)
def asset(digest: str, name: str) -> Response:
    """The file, packed if the browser takes it so; an address with another hash is not found."""
    found: Asset | None = current_app.extensions["assets"].get(name)
    if found is None or found.digest != digest:
        abort(404)
    packed = bool(request.accept_encodings["gzip"])
    response = Response(found.packed if packed else found.body, content_type=found.content_type)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = CACHE_FOR_GOOD
    response.set_etag(digest)
    return response


def register(app: Flask) -> None:
    """Read the assets and serve them. `ASSETS_FOLDER` overrides where the built ones lie."""
    folder = app.config.get("ASSETS_FOLDER") or Path(app.root_path).parent / "var" / "assets"
    app.extensions["assets"] = read_assets(Path(folder))
    app.register_blueprint(room)


def _with_hashed_imports(script: bytes, assets: dict[str, Asset]) -> bytes:
    """Point each import of a plain name at that asset's hashed address, relative to the script's own."""

    def hashed(match: re.Match[bytes]) -> bytes:
        name = match[1].decode()
        return f'from "../{assets[name].digest}/{name}"'.encode()

    return re.sub(rb'from "([\w.-]+)"', hashed, script)
