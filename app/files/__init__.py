"""Evidence and documents behind one small storage interface; who may read a file is said by the room that holds it."""
