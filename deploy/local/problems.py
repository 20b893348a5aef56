"""What stops the stack from starting, told as one Vietnamese sentence."""


class StackProblem(Exception):
    """The person at the keyboard can act on it: `str()` is the whole sentence, and the command leaves with code 2."""


class AlreadyRunning(StackProblem):
    """Another stack holds the data folder."""
