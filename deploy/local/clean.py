"""Removes the data folder and what PostgreSQL needed outside it. Everything in it is lost."""

import os
import shutil

from deploy.local.config import StackConfig
from deploy.local.folder import open_folder
from deploy.local.parts.postgres_place import outside_of


def clean(config: StackConfig) -> None:
    """Refuses while the stack runs, and a folder that is not ours."""
    if config.data.exists():
        os.close(open_folder(config.data))
        shutil.rmtree(config.data)
    shutil.rmtree(outside_of(config), ignore_errors=True)
