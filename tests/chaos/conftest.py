"""Outages are what these tests are made of: client libraries need not report each lost line."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def quiet_lines() -> Iterator[None]:
    """Silence the bus client of the test itself."""
    logger = logging.getLogger("nats")
    before, logger.level = logger.level, logging.CRITICAL
    yield
    logger.setLevel(before)
