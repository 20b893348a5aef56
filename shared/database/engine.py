"""The engine of one room, and the one place where a transaction begins and commits."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import asyncpg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from shared.messaging import outbox
from shared.refusals import Unavailable

# asyncpg's InternalClientError: a line that broke in the middle of a statement leaves its own state in disorder.
AWAY = (OSError, OperationalError, PoolTimeoutError, asyncio.TimeoutError, asyncpg.InternalClientError)
# SQLSTATE: line broken, server out of means, server stopping or not yet started; and the one of two transactions
# that stood in each other's way which was given up: done again it finds the other one's work.
OUTAGES = ("08", "53", "57P", "40001", "40P01")


class Database:
    """Sessions of one room. `outbox_wake` is set after each commit that put a fact into the outbox."""

    def __init__(self, url: str, *, pool_size: int = 16) -> None:
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=0,  # a connection beyond the pool would be opened and closed for one request: 10 ms of SCRAM
            pool_timeout=10,
            pool_use_lifo=True,
            connect_args={"timeout": 5, "server_settings": {"jit": "off"}},
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        plain = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._readings = async_sessionmaker(plain, expire_on_commit=False)
        self.outbox_wake = asyncio.Event()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """One transaction: committed on clean exit, rolled back on any exception.

        Facts put with `outbox.put` are written just before the commit. Raises `Unavailable` while the database is away.
        """
        with _outages_named():
            async with self._sessions() as session, session.begin():
                yield session
                put = await outbox.write(session)
        if put:
            self.outbox_wake.set()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Reads only, each statement on its own: saves the begin and the commit. Raises `Unavailable`."""
        with _outages_named():
            async with self._readings() as session:
                yield session

    async def is_ready(self) -> bool:
        """Whether the database answers."""
        try:
            async with self.engine.connect() as connection:
                await connection.execute(text("select 1"))
        except (*AWAY, DBAPIError):
            return False
        return True

    async def close(self) -> None:
        await self.engine.dispose()


@contextmanager
def _outages_named() -> Iterator[None]:
    try:
        yield
    except AWAY as error:
        raise Unavailable("database") from error
    except DBAPIError as error:
        if error.connection_invalidated or str(getattr(error.orig, "sqlstate", "")).startswith(OUTAGES):
            raise Unavailable("database") from error
        raise
