"""Reading of training: each module has its first line. Changes: services."""
