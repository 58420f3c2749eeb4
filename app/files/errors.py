"""Named reasons why a file cannot be taken. Each message stands beside the field of whoever chose the file."""


class FileRefusedError(ValueError):
    """Parent of them all: the message can be shown as it is."""


class EmptyFileError(FileRefusedError):
    """There is nothing in it."""


class FileTooLargeError(FileRefusedError):
    """It is larger than the installation takes."""


class FileTypeError(FileRefusedError):
    """Its content is nothing that is taken, or is not what its name says."""


class ActiveContentError(FileRefusedError):
    """It would run something on the computer of whoever opens it."""


class FileMissingError(LookupError):
    """The storage has no bytes under a key that a row names."""
