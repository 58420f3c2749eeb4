"""Fits pictures to documents: their font is wider than the one that charts are laid out for."""

import re

SIZE = re.compile(r'(<svg [^>]*?\bwidth=")([\d.]+)(pt"[^>]*? viewBox="0 0 )([\d.]+)( [\d.]+")')


def with_room(svg: bytes, share: float) -> bytes:
    """Widen a picture's sheet to the right by a share of its width, so that a long line in a wide font is not cut."""

    def wider(size: re.Match[str]) -> str:
        before, width, between, box, after = size.groups()
        return f"{before}{float(width) * (1 + share):g}{between}{float(box) * (1 + share):g}{after}"

    return SIZE.sub(wider, svg.decode(), count=1).encode()
