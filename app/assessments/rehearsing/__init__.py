"""A workshop rehearsed on sample scores: pure values and the steps between them. Nothing here is stored or read."""
