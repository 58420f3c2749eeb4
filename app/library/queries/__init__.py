"""Reading what the room library keeps; rows or frozen values."""
