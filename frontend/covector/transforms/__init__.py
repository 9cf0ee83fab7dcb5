"""Functions of functions: derivatives and batching."""
