"""What we tell a publisher: what arrived, what did not, what it may send, which picture we need. RFC 3550, 4585."""

from collections.abc import Callable

from services.meeting.media import rtcp
from services.meeting.media.aiortc_hooks import Wire
from services.meeting.media.allowance import Allowance
from services.meeting.media.ntp import DeviceClock
from services.meeting.media.source import Source


class Feedback:
    """RTCP of one publisher's session, both ways. `loss` is that of the last second, of all its packets."""

    def __init__(self, wire: Wire, ours: int, now: Callable[[], int]) -> None:
        self.loss = 0.0
        self._wire, self._ours, self._now_us = wire, ours, now
        self._clock = DeviceClock()
        self._allowance = Allowance()
        self._ssrcs: dict[Source, int] = {}
        self._told: dict[Source, tuple[int, int]] = {}  # last sender report: its middle bits, when it came

    def know(self, source: Source, ssrc: int) -> None:
        """The stream's SSRC, from the offer or its first packet."""
        self._ssrcs[source] = ssrc

    def ssrc(self, source: Source) -> int:
        """The stream's SSRC; 0 while unknown."""
        return self._ssrcs.get(source, 0)

    def take(self, data: bytes) -> None:
        """The publisher's reports: its clock, laid onto ours, and what its timestamps mean."""
        now_us = self._now_us()
        for report in filter(None, map(rtcp.sent_report, rtcp.read(data))):
            source = next((source for source, ssrc in self._ssrcs.items() if ssrc == report[0]), None)
            if source is not None:
                source.told(self._clock.ours(report[1], now_us), report[2], now_us)
                self._told[source] = (report[1] >> 16 & 0xFFFFFFFF, now_us)

    def second(self) -> None:
        """Once a second: report what arrived, allow bits for all streams together."""
        blocks, lost, meant = [], 0.0, 0
        for source, ssrc in self._ssrcs.items():
            report = source.reception.report()
            if report is not None:
                blocks.append(rtcp.block(ssrc, report, *self._since_told(source)))
                lost, meant = lost + report.fraction * report.packets, meant + report.packets
        self.loss = lost / meant if meant else 0.0
        if blocks:
            # One limit for all: a limit a stream would each cap the whole line in the browser.
            videos = [ssrc for source, ssrc in self._ssrcs.items() if source.kind != "voice"]
            allowed = rtcp.bitrate(self._ours, self._allowance.second(self.loss), videos) if videos else b""
            self._wire.send_control(rtcp.receiver_report(self._ours, blocks) + allowed)

    def ask_again(self, source: Source) -> None:
        """Ask for the packets that are due to be asked for."""
        lacking = source.reception.to_ask(self._now_us() // 1000)
        if lacking:
            self._wire.send_control(rtcp.ask_again(self._ours, self._ssrcs[source], lacking))

    def ask_key_frame(self, source: Source) -> None:
        """Ask for a picture that needs no earlier one."""
        if source in self._ssrcs:
            self._wire.send_control(rtcp.picture_loss(self._ours, self._ssrcs[source]))

    def _since_told(self, source: Source) -> tuple[int, int]:
        last = self._told.get(source)
        if last is None:
            return 0, 0
        return last[0], min((self._now_us() - last[1]) * 65536 // 1_000_000, 0xFFFFFFFF)
