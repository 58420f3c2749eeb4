"""Takes the clock out of Office files: a zip whose entries carry a given day, so that equal content is equal bytes."""

import datetime as dt
import io
import re
import zipfile

CORE = "docProps/core.xml"
STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def settled(content: bytes, day: dt.date) -> bytes:
    """Give the same Office file with `day` for every date in it."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            body = source.read(entry)
            if entry.filename == CORE:
                body = STAMP.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode(), body)
            plain = zipfile.ZipInfo(entry.filename, (day.year, day.month, day.day, 0, 0, 0))
            plain.compress_type = zipfile.ZIP_DEFLATED
            plain.external_attr = 0o600 << 16
            target.writestr(plain, body)
    return written.getvalue()
