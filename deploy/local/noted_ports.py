"""The ports of the running stack, so that a backup finds it whatever it was started with."""

import json
from dataclasses import asdict, replace

from deploy.local.config import StackConfig
from deploy.local.ports import Ports


def note_ports(config: StackConfig) -> None:
    (config.run / "ports.json").write_text(json.dumps(asdict(config.ports)))


def with_noted_ports(config: StackConfig) -> StackConfig:
    """As noted by the run that holds the folder; unchanged when it noted nothing."""
    try:
        return replace(config, ports=Ports(**json.loads((config.run / "ports.json").read_text())))
    except (OSError, ValueError, TypeError):
        return config
