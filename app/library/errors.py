"""What can go wrong in the library; each is told to the person in words."""


class LibraryError(Exception):
    """Something that the person can put right; its text is shown."""


class ConflictError(LibraryError):
    """Somebody else changed the same meanwhile."""
