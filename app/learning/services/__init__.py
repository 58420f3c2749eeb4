"""Changes to training: each module has its first line. Reading: queries."""
