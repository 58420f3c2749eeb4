"""Reading: each module has its first line. Changes: services."""
