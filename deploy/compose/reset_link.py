"""When the only administrator forgot the password: the one-time way back in, asked of the running house."""

import asyncio
import sys

from deploy.compose.place import KEYS, compose_config, secrets_folder
from deploy.local.keys import load_or_make
from deploy.local.problems import StackProblem
from deploy.local.reset_link import ask, words


def main(username: str) -> int:
    """0 done, 2 a problem the person can solve (one sentence on stderr). No name where one administrator is enough."""
    try:
        print(words(asyncio.run(ask(compose_config(), load_or_make(secrets_folder() / KEYS), username))))
    except StackProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
