"""What the operator at the server may ask routing."""

from services.routing.usecases.reset_link import LIFETIME, NobodyToReset, make_reset_link
from shared.clock import real_now
from shared.contracts.operations import ResetLink, ResetLinkReply
from shared.database.engine import Database
from shared.settings import Settings

RESET_LINK = "rpc.routing.reset_link.make.v1"


async def reset_link(database: Database, settings: Settings, request: ResetLink) -> ResetLinkReply:
    """A link that lets an administrator choose a new password, or the sentence why there is none."""
    secret = settings.link_secret.get_secret_value()
    try:
        async with database.transaction() as session:
            row, token = await make_reset_link(session, request.username, secret, real_now())
    except NobodyToReset as refusal:
        return ResetLinkReply(problem=str(refusal.facts["why"]))
    return ResetLinkReply(
        address=f"{settings.public_url}/dang-nhap/dat-lai?officer={row.id}&token={token}",
        full_name=row.full_name,
        username=row.username,
        minutes=int(LIFETIME.total_seconds()) // 60,
    )
