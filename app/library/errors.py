"""What can go wrong in the library; each is told to the person in words."""


class LibraryError(Exception):
    """Something that the person can put right; its text is shown."""


class ConflictError(LibraryError):
    """Somebody else changed the same meanwhile."""


class NotYoursError(LibraryError):
    """The item belongs to the other side, which alone changes it."""


class WithdrawnError(LibraryError):
    """The item was withdrawn, so it is read and no longer changed or used."""


class OverError(LibraryError):
    """The engagement is over, so nothing changes here any more."""
