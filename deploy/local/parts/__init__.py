"""The parts of the stack: one file a part, each answering how it is prepared, started and known to be ready."""
