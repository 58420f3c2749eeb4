"""Forms of training; each module has its first line. Shape only; values come out."""
