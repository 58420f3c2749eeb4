"""The room of the library: files and links by standard, level and stage, shared from lead to partner, and their use."""
