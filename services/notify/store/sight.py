"""Protected letters in lists: what may be listed, what may be searched, and what a stranger sees of them."""

from sqlalchemy import ColumnElement, case, literal, or_, true

from services.notify.domain.sight import Sight
from services.notify.store.tables import Letter, Message, PrintBatch
from shared.contracts.notify import Delivery

# By name; a protected letter stands last and by its code, so that its place tells nothing of the name.
NUMBER_ORDER = (
    Letter.restricted,
    case((Letter.restricted, ""), else_=Letter.sort_key).collate("C"),
    Letter.code,
    Letter.id,
)


def readable(table: type[Letter | Message | PrintBatch], sight: Sight) -> ColumnElement[bool]:
    """Rows with all they say: to open, to search, to count as somebody's work."""
    return or_(table.restricted.is_(True) & literal(sight.restricted), ~table.restricted & literal(sight.ordinary))


def listed(table: type[Letter | Message], sight: Sight) -> ColumnElement[bool]:
    """Who issues letters also sees that a protected one is there; of a protected receipt not even that."""
    if not sight.ordinary:
        return readable(table, sight)
    return or_(readable(table, sight), table.letter_id.is_not(None)) if table is Message else true()


def shown_letter(letter: Letter, sight: Sight) -> Letter:
    """The letter, or what a stranger sees of it: number and state. A row without a code is such a shadow. Rule: C-27"""
    if sight.reads(letter.restricted):
        return letter
    return Letter(
        id=letter.id,
        unit_id=letter.unit_id,
        state=letter.state,
        restricted=True,
        purpose=letter.purpose,
        version=1,
        code="",
        content={},
        year=letter.year,
        number=letter.number,
        symbol=letter.symbol,
        issued_on=letter.issued_on,
        waits_for_signed=False,
    )


def shown_message(message: Message, sight: Sight) -> Message:
    """The message, or its state. Rule: C-27"""
    if sight.reads(message.restricted):
        return message
    return Message(
        id=message.id,
        unit_id=message.unit_id,
        state=message.state,
        channel=Delivery.EMAIL,
        purpose=message.purpose,
        restricted=True,
        letter_id=message.letter_id,
        code="",
        to_name="",
        to_address="",
        tracking="",
        proof="",
        trouble="",
        tries=0,
        created_at=message.created_at,
    )
