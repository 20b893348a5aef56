"""Each figure of the minutes asked of the log itself, in SQL, without any fold."""

from uuid import UUID

from sqlalchemy import text

from shared.database.engine import Database

_OUTCOME = """
    select count(*) from session_events
    where conference_id = :c and type = 'question.concluded' and payload->>'outcome' = '{}'"""
_PEOPLE = """
    select count(*) from (
        select distinct on (payload->>'person_id') type, payload->>'presence' as presence from session_events
        where conference_id = :c and type in ('presence.marked', 'presence.cleared')
        order by payload->>'person_id', seq desc
    ) newest where type = 'presence.marked' and presence = '{}'"""
_ENTRIES = """
    select count(*) from session_events e where conference_id = :c and type = 'entry.registered' {}
    and not exists (select 1 from session_events r where r.conference_id = :c and r.type = 'entry.removed'
                    and r.payload->>'question_id' = e.payload->>'question_id')"""
_TURNS = """
    select count(*) from session_events t where conference_id = :c and type = 'turn.called'
    and not exists (select 1 from session_events b where b.conference_id = :c and b.type = 'turn.put_back'
                    and b.payload->>'turn_id' = t.payload->>'turn_id')"""

QUERIES = {
    "questions": _ENTRIES.format(""),
    "registered": _ENTRIES.format("and payload->>'source' = 'registered'"),
    "walk_ins": _ENTRIES.format("and payload->>'source' = 'walk_in'"),
    "turns": _TURNS,
    **{f"people_{p}": _PEOPLE.format(p) for p in ("present", "excused", "absent", "refused")},
    **{
        f"outcome_{o}": _OUTCOME.format(o)
        for o in ("answered_in_hall", "to_write", "over_authority", "guided", "absent", "not_reached")
    },
}


async def asked_of_the_log(database: Database, conference_id: UUID) -> dict[str, int]:
    async with database.transaction() as session:
        return {
            key: int((await session.execute(text(query), {"c": conference_id})).scalar_one())
            for key, query in QUERIES.items()
        }
