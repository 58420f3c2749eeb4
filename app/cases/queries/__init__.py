"""Reading what the room cases keeps; rows or frozen values."""
