"""Intake's application on real servers, and a fresh unit for each test."""

import os
from collections.abc import AsyncIterator

import pytest_asyncio
from fastapi import FastAPI

from deploy.local.testing import StackHandle
from services.intake.app import create_app
from shared.database import migrate
from tests.services.intake.house import House


def build(servers: StackHandle) -> FastAPI:
    """Intake's application with the settings it would have in the house."""
    before = dict(os.environ)
    os.environ.update(servers.env("intake"))
    try:
        return create_app()
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest_asyncio.fixture(scope="session")
async def migrated(servers: StackHandle) -> StackHandle:
    """The servers with intake's tables as its migrations make them, which is as the code has them."""
    url = servers.database_url("intake")
    await migrate.upgrade("intake", url)
    await migrate.check("intake", url)
    return servers


@pytest_asyncio.fixture(scope="session")
async def intake_app(migrated: StackHandle) -> AsyncIterator[FastAPI]:
    app = build(migrated)
    yield app
    await app.state.room.database.close()


@pytest_asyncio.fixture
async def house(intake_app: FastAPI, servers: StackHandle) -> House:
    return await House(intake_app, servers.keys.token_private_key).open()
