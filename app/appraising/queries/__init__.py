"""Reading what the room appraising keeps; rows or frozen values."""
