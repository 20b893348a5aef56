"""One stream out of many: numbers and timestamps go on without a break when the source behind them changes. Pure."""

from dataclasses import dataclass

from services.meeting.media.serial import after

SEQ = 1 << 16
TS = 1 << 32


@dataclass(slots=True)
class Continuation:
    """Offsets from the present source to this output. `begin` starts a source; until then nothing may be written."""

    clock_rate: int
    seq: int  # the highest number written so far
    ts: int
    written_us: int = 0
    first_seq: int = 0  # the source's first number of this stretch
    first_out: int = 0
    seq_offset: int = 0
    ts_offset: int = 0

    def begin(self, seq: int, ts: int, now_us: int) -> None:
        """Continue with a source's packet: the next number, and the time that went by meanwhile (at least a tick)."""
        elapsed = (now_us - self.written_us) * self.clock_rate // 1_000_000 if self.written_us else 0
        self.first_seq = seq
        self.first_out = (self.seq + 1) % SEQ
        self.seq_offset = (self.first_out - seq) % SEQ
        self.ts_offset = (self.ts + max(elapsed, 1) - ts) % TS

    def write(self, seq: int, ts: int, now_us: int) -> tuple[int, int] | None:
        """Number and timestamp of this packet on the output; `None` for one from before the stretch."""
        out, out_ts = (seq + self.seq_offset) % SEQ, (ts + self.ts_offset) % TS
        if 0 < (out - self.seq) % SEQ < SEQ // 2:  # the newest, as nearly all are
            self.seq, self.ts, self.written_us = out, out_ts, now_us
        elif after(self.first_seq, seq):
            return None
        return out, out_ts

    def source_seq(self, out: int) -> int | None:
        """The present source's number behind one of the output's; `None` for an earlier source's or one not written."""
        if after(self.first_out, out) or after(out, self.seq):
            return None
        return (out - self.seq_offset) % SEQ
