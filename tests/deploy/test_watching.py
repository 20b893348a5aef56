"""Pictures through the front door: what one viewer fetched, any proxy may give to the next."""

import asyncio
import re
from pathlib import Path

import httpx

from deploy.local.testing import StackHandle, running_stack
from services.meeting.domain.media_links import record_token
from services.meeting.domain.watch_links import shared_expiry, watch_token
from shared.clock import real_now
from shared.ids import new_id

SEGMENT_S = 2
TWO_DAYS = 2 * 86_400  # in seconds; as long as a link lives: what was erased stays in no proxy longer


def kept_s(answer: httpx.Response) -> int:
    """How long a shared cache may keep it by RFC 9111; 0 when it may not."""
    said = answer.headers.get("cache-control", "")
    hindered = (
        "set-cookie" in answer.headers or "vary" in answer.headers or re.search("no-store|private|no-cache", said)
    )
    age = re.search(r"public.*max-age=(\d+)", said)
    return int(age[1]) if age and answer.status_code == 200 and not hindered else 0


async def recorded(house: StackHandle, client: httpx.AsyncClient, base: str) -> list[str]:
    """The addresses in a playlist that has a segment; with no point joined the dark picture is recorded."""
    async with asyncio.timeout(60):
        while "#EXTINF" not in (playlist := await client.get(f"{base}archive.m3u8")).text:
            await asyncio.sleep(0.2)
    return re.findall(r'^(?:segment/.*)|(?<=URI=")[^"]*', playlist.text, re.MULTILINE)


async def test_every_answer_to_viewers_may_be_kept_by_any_proxy(tmp_path: Path):
    async with running_stack(tmp_path, rooms=("meeting",)) as house, httpx.AsyncClient(timeout=20) as client:
        conference = new_id()
        room = {"authorization": f"Bearer {record_token(house.keys.link_secret, real_now())}"}
        inside = f"http://127.0.0.1:{house.config.ports.recorder}/recorder/c/{conference}"
        assert (await client.post(f"{inside}/start", json={"unit_id": "phu-xuyen"}, headers=room)).status_code == 200
        token = watch_token(conference, house.keys.link_secret, shared_expiry(real_now()))
        base = f"{house.url}/live/{token}/"
        init, segment, *_ = await recorded(house, client, base)
        for path, least in ((init, TWO_DAYS), (segment, TWO_DAYS), ("archive.m3u8", 1), ("stage.m3u8", 1)):
            answer = await client.get(base + path)
            assert kept_s(answer) >= least, (path, dict(answer.headers))
            assert least == 1 or (await client.get(base + path)).content == answer.content
        newest = int(re.findall(r"segment/0*(\d+)-", (await client.get(f"{base}stage.m3u8")).text)[-1])
        asked = {"_HLS_msn": newest + 1, "_HLS_part": 1}
        waited = await asyncio.gather(*(client.get(f"{base}stage.m3u8", params=asked) for _ in range(2)))
        assert min(kept_s(one) for one in waited) >= SEGMENT_S
        assert "part/" in waited[0].text
        foreign = await client.get(base.replace("~", "~9") + "stage.m3u8")
        assert foreign.status_code == 403 and kept_s(foreign) == 0
        assert (await client.post(f"{inside}/stop", headers=room)).status_code == 200
