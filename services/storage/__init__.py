"""Floor 1: the stores. Two methods each; one contract for all."""
