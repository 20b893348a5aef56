"""Intake's application on real servers, and a fresh unit for each test."""

import os
from collections.abc import AsyncIterator

import pytest_asyncio
from fastapi import FastAPI

from deploy.local.testing import StackHandle
from services.intake.app import create_app
from shared.database import migrate
from tests.services.intake.house import House


@pytest_asyncio.fixture(scope="session")
async def intake_app(servers: StackHandle) -> AsyncIterator[FastAPI]:
    url = servers.database_url("intake")
    await migrate.upgrade("intake", url)
    await migrate.check("intake", url)
    before = dict(os.environ)
    os.environ.update(servers.env("intake"))
    app = create_app()
    os.environ.clear()
    os.environ.update(before)
    yield app
    await app.state.room.database.close()


@pytest_asyncio.fixture
async def house(intake_app: FastAPI, servers: StackHandle) -> House:
    return await House(intake_app, servers.keys.token_private_key).open()
