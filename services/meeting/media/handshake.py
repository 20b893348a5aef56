"""Answering an offer: aiortc shakes hands, media stays ours."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from aiortc import (
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpSender,
    RTCRtpTransceiver,
    RTCSessionDescription,
)
from aiortc.exceptions import InternalError, InvalidAccessError, InvalidStateError, OperationError
from aiortc.rtcrtpparameters import RTCRtpCodecCapability

from services.meeting.media import offers
from services.meeting.media.aiortc_hooks import Wire, codecs, extension_id, keep_media_out, name_stream, sending_ssrcs
from services.meeting.media.port import BadOffer

PROFILE = "42e01f"
LEVEL_URI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
MID_URI = "urn:ietf:params:rtp-hdrext:sdes:mid"


@dataclass(frozen=True, slots=True)
class Lane:
    """One agreed m-line. `ours` and `theirs`: SSRC and the one for sending again; `payload_types` likewise."""

    kind: str
    mid: str
    ours: tuple[int, int]
    theirs: tuple[int, int]
    payload_types: tuple[int, int]
    clock_rate: int
    level_id: int
    mid_id: int


@dataclass(frozen=True, slots=True)
class Handshake:
    """A connection that will come up once the browser has the answer."""

    connection: RTCPeerConnection
    wire: Wire
    lanes: tuple[Lane, ...]
    answer: str


async def shake(text: str, direction: str) -> Handshake:
    """Answer an offer; packets come once the browser has the answer. Raises `BadOffer` for what we cannot carry."""
    try:
        offer = offers.read(text)
    except ValueError as error:
        raise BadOffer from error
    if not offer.carried:
        raise BadOffer
    # Bundled: with one transport a kind, a second video's packets would come by the first one's line.
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
    answering = asyncio.create_task(_answer(connection, offer, direction))
    try:
        return await asyncio.shield(answering)
    except (ValueError, InternalError, InvalidAccessError, InvalidStateError, OperationError) as error:
        await connection.close()
        raise BadOffer from error
    except BaseException:
        await asyncio.gather(answering, return_exceptions=True)  # cut short, ICE would forget sockets it has opened
        await connection.close()
        raise


async def _answer(connection: RTCPeerConnection, offer: offers.Offer, direction: str) -> Handshake:
    transceivers = [connection.addTransceiver(section.kind, direction) for section in offer.carried]
    for transceiver in transceivers:  # before the offer is read, or they do nothing
        transceiver.setCodecPreferences(_preferred(transceiver.kind))
    _name_streams(transceivers)
    wire = Wire(connection)
    await connection.setRemoteDescription(RTCSessionDescription(offer.carried_text(), "offer"))
    keep_media_out(connection)
    await connection.setLocalDescription()
    lanes = tuple(_lane(section, t) for section, t in zip(offer.carried, transceivers, strict=True))
    return Handshake(connection, wire, lanes, offer.answer(connection.localDescription.sdp))


def _name_streams(transceivers: Sequence[RTCRtpTransceiver]) -> None:
    """The stage's picture and the first voice are one stream, so that lips and voice agree; others are alone."""
    seen = {"video": 0, "audio": 0}
    for transceiver in transceivers:
        nth = seen[transceiver.kind]
        seen[transceiver.kind] += 1
        name_stream(transceiver, f"{transceiver.kind}-{nth}" if nth else "stage")


def _preferred(kind: str) -> list[RTCRtpCodecCapability]:
    if kind == "audio":
        return [codec for codec in RTCRtpSender.getCapabilities(kind).codecs if codec.mimeType == "audio/opus"]
    able = RTCRtpSender.getCapabilities(kind).codecs
    return [c for c in able if c.mimeType == "video/rtx" or c.parameters.get("profile-level-id") == PROFILE]


def _lane(section: offers.Section, transceiver: RTCRtpTransceiver) -> Lane:
    agreed = codecs(transceiver)
    again = next((codec.payloadType for codec in agreed if codec.name.lower() == "rtx"), None)
    return Lane(
        kind=section.kind,
        mid=section.mid,
        ours=sending_ssrcs(transceiver),
        theirs=section.ssrcs,
        payload_types=(agreed[0].payloadType or 0, again or 0),
        clock_rate=agreed[0].clockRate,
        level_id=extension_id(transceiver, LEVEL_URI),
        mid_id=extension_id(transceiver, MID_URI),
    )
