"""Scans on their way in: into the bucket first, then carried by the page as signed notes until the form is saved."""

import base64
import hashlib
import hmac
import json
from pathlib import PurePath
from uuid import UUID

from fastapi import Request
from starlette.datastructures import UploadFile

from services.intake.domain.scans import MAX_BYTES, MAX_FILES, ScanTooLarge, TooManyScans, sniff
from services.intake.store.rows import Scan
from services.intake.store.uploads import note_upload
from shared.vietnamese import clean
from shared.web.forms import Form
from shared.web.room import room_of

LONGEST_NAME = 120


async def take_scans(request: Request, form: Form, unit_id: str, batch: UUID) -> tuple[Scan, ...]:
    """The scans carried by the page and the files just chosen; the same file again is harmless.

    Refuses wrong types by their content, too large and too many files. Rule: R-128
    """
    carried = tuple(scan for note in form.all("scan-note") if (scan := read_note(request, note)))
    chosen = [upload for upload in form.files.get("scans", []) if upload.filename]
    if len(carried) + len(chosen) > MAX_FILES:
        raise TooManyScans(most=MAX_FILES)
    try:
        return (*carried, *[await _take(request, upload, f"{unit_id}/scans/{batch}") for upload in chosen])
    finally:
        for upload in chosen:
            await upload.close()


async def _take(request: Request, upload: UploadFile, folder: str) -> Scan:
    name = clean(PurePath(upload.filename or "").name)[-LONGEST_NAME:]
    if (upload.size or 0) > MAX_BYTES:
        raise ScanTooLarge(name=name, limit_mb=MAX_BYTES // 1024**2)
    body = await upload.read()
    kind, sha256 = sniff(name, body), hashlib.sha256(body).hexdigest()
    key, room = f"{folder}/{sha256}.{kind.extension}", room_of(request)
    async with room.database.transaction() as session:
        await note_upload(session, key, room.clock.now())
    await room.store.put(key, body, kind.content_type)
    return Scan(key, name, kind.content_type, len(body), sha256)


def write_note(request: Request, scan: Scan) -> str:
    """A scan as a form field that only we can have written."""
    body = base64.urlsafe_b64encode(json.dumps(scan._asdict()).encode()).decode()
    return f"{body}.{_mac(request, body)}"


def read_note(request: Request, note: str) -> Scan | None:
    """The scan of a note; None for one we did not write."""
    body, _, mac = note.rpartition(".")
    if not hmac.compare_digest(mac, _mac(request, body)):
        return None
    return Scan(**json.loads(base64.urlsafe_b64decode(body)))


def _mac(request: Request, body: str) -> str:
    secret = room_of(request).settings.link_secret.get_secret_value().encode()
    return hmac.new(secret, b"scan\n" + body.encode(), hashlib.sha256).hexdigest()
