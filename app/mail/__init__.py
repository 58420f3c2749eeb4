"""The queue of e-mail and its transports. What a message says is written by the room that sends it."""
