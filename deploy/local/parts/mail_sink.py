"""A post office for a machine without one: every e-mail becomes a file in `outgoing-mail/`."""

import sys
from functools import partial

from deploy.local.config import StackConfig
from deploy.local.parts.part import Part
from deploy.local.probe import accepts
from deploy.local.process import Order, python_path


def mail_sink(config: StackConfig) -> Part:
    arguments = (str(config.ports.smtp), str(config.outgoing_mail))
    return Part(
        name="mail",
        title="Hộp thư đi (tệp .eml)",
        ports=("smtp",),
        order=Order(
            (sys.executable, "-m", "deploy.local.mail_writer", *arguments),
            env=python_path(config.repository),
            cwd=config.repository,
            stop_within_s=3,
        ),
        is_ready=partial(accepts, config.ports.smtp),
    )
