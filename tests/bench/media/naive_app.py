"""aiortc as its examples use it, behind the same addresses: every track decoded, then encoded anew or recorded."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiortc import RTCBundlePolicy, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaRecorder, MediaRelay
from fastapi import FastAPI, Request
from fastapi.responses import Response


class Naive:
    def __init__(self, record_to: str) -> None:
        self._relay, self._tracks = MediaRelay(), []  # type: ignore[var-annotated]
        self._recorder = MediaRecorder(record_to) if record_to else None
        self._connections: list[RTCPeerConnection] = []

    async def publish(self, offer: str) -> str:
        connection = self._connection()
        connection.on("track", self._take)
        await connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        await connection.setLocalDescription()
        if self._recorder:
            await self._recorder.start()
        return str(connection.localDescription.sdp)

    async def watch(self, offer: str) -> str:
        connection = self._connection()
        await connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        for track in self._tracks:
            connection.addTrack(self._relay.subscribe(track))
        await connection.setLocalDescription()
        return str(connection.localDescription.sdp)

    async def close(self) -> None:
        """The file is whole after this."""
        if self._recorder:
            await self._recorder.stop()

    def _take(self, track: Any) -> None:
        self._tracks.append(track)
        if self._recorder:
            self._recorder.addTrack(track)

    def _connection(self) -> RTCPeerConnection:
        bundled = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        self._connections.append(RTCPeerConnection(bundled))
        return self._connections[-1]


def create_app() -> FastAPI:
    naive = Naive(os.environ.get("BENCH_RECORD_TO", ""))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await naive.close()

    app = FastAPI(openapi_url=None, lifespan=lifespan)

    @app.get("/media/healthz")
    async def healthz() -> Response:
        return Response()

    @app.post("/media/c/{room}/whip/{point}")
    async def whip(request: Request, room: str, point: str) -> Response:
        return _created(await naive.publish((await request.body()).decode()))

    @app.post("/media/c/{room}/whep")
    async def whep(request: Request, room: str) -> Response:
        return _created(await naive.watch((await request.body()).decode()))

    @app.post("/media/c/{room}/show")
    async def show(room: str) -> Response:
        return Response(status_code=204)

    return app


def _created(answer: str) -> Response:
    return Response(answer, 201, {"location": "/once"}, "application/sdp")
