"""The room of service cases: one service walked round the cycle, its decisions and reasons kept as one record."""
