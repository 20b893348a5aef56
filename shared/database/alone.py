"""Wait for each other where there is no row to lock yet: by name, until the commit."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

# Advisory locks are per database and the rooms share one, so the schema is mixed in.
_NAME = "hashtextextended(current_schema() || ' ' || cast(:name as text), 0)"
ALONE = text(f"select pg_advisory_xact_lock({_NAME})")
TOGETHER = text(f"select pg_advisory_xact_lock_shared({_NAME})")


async def alone(session: AsyncSession, *names: object) -> None:
    """Nobody else of this room is inside one of these names until the commit; what they committed is seen after it.

    Without this, of two transactions that look for each other's row before writing their own neither finds one.
    """
    for name in sorted(map(str, names)):
        await session.execute(ALONE, {"name": name})


async def together(session: AsyncSession, name: object) -> None:
    """As `alone`, but any number may be inside together; only whoever wants to be alone waits for all of them."""
    await session.execute(TOGETHER, {"name": str(name)})
