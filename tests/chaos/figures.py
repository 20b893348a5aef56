"""What a run is told in: kills, losses, doubles, doubts, and where the time went."""

import time
from itertools import pairwise

from tests.chaos.crew import Crew
from tests.chaos.sink import Sink


def figures(crew: Crew, seed: int) -> str:
    """For people; nothing is asserted on times."""
    mails = Sink(crew.stack.outgoing_mail).mails()
    receipts = sum(mail.is_receipt for mail in mails)
    moments = [*crew.began.items(), ("", time.monotonic())]
    acts = [f"{act} {end - begin:.0f} s" for (act, begin), (_, end) in pairwise(moments)]
    return "\n".join(
        (
            f"seed {seed}: {crew.storm.figures()}",
            f"{len(crew.ledger.receipts)} receipts, {crew.ledger.owed()} letters owed",
            f"mail: {receipts} receipts, {len(mails) - receipts} letters",
            f"clicks: {dict(crew.tally)}",
            f"{moments[-1][1] - moments[0][1]:.0f} s: {', '.join(acts)}",
        )
    )
