/** What two connections sent, received and lost, as the browser counts it. */

/** Both connections' counts, as they stand. @param {RTCPeerConnection[]} connections */
export async function counted(connections) {
  const sum = { at: performance.now(), sent: 0, bytes: 0, lostUp: 0, received: 0, lostDown: 0, pictures: 0, ms: 0 };
  for (const connection of connections) {
    const [, thumbnail] = connection.getSenders().filter(({ track }) => track?.kind === "video");
    const small = thumbnail ? await thumbnail.getStats() : new Map(); // does not come back
    for (const report of (await connection.getStats()).values()) {
      if (report.type === "outbound-rtp") sum.bytes += report.bytesSent;
      if (report.type === "outbound-rtp" && !small.has(report.id)) sum.sent += report.packetsSent;
      if (report.type === "remote-inbound-rtp" && !small.has(report.id)) sum.lostUp += report.packetsLost;
      if (report.type === "inbound-rtp")
        (sum.received += report.packetsReceived), (sum.lostDown += report.packetsLost), (sum.pictures += report.framesDecoded ?? 0);
      if (report.type === "candidate-pair" && report.nominated) sum.ms = Math.max(sum.ms, (report.currentRoundTripTime ?? 0) * 1000);
    }
  }
  return sum;
}

/**
 * What got lost on the way there is missing on the way back too, and counted once. A line on which nothing came for the
 * last second fell. @typedef {Awaited<ReturnType<typeof counted>>} Counts
 * @param {Counts} before @param {Counts} last a second before the end @param {Counts} after @returns {import("./trial-verdict.js").Measured}
 */
export function difference(before, last, after) {
  const lostUp = Math.max(0, after.lostUp - before.lostUp);
  const lostDown = Math.max(0, after.lostDown - before.lostDown - lostUp);
  return {
    lacks: after.received <= last.received ? "fell" : "",
    up: lostUp / Math.max(1, after.sent - before.sent),
    down: lostDown / Math.max(1, after.received - before.received + lostDown),
    ms: after.ms,
    kbits: ((after.bytes - before.bytes) * 8) / Math.max(1, after.at - before.at),
    pictures: after.pictures - before.pictures,
  };
}
