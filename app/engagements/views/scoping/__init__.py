"""Pages of the scoping: the record, its forms, and its closing."""

from app.engagements.views.scoping import editing, record

__all__ = ["editing", "record"]
