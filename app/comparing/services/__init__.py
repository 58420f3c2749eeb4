"""Changes: each module has its first line. Reading: queries."""
