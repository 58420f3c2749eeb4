"""The product: rooms, and what they stand on. Nothing is wired here but what `create_app` wires."""
