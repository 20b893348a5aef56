/** What two connections sent, received and lost, as the browser counts it. */

/** Both connections' counts, as they stand. @param {RTCPeerConnection[]} connections */
export async function counted(connections) {
  const sum = { at: performance.now(), sent: 0, bytes: 0, lostUp: 0, received: 0, lostDown: 0, pictures: 0, ms: 0 };
  for (const connection of connections)
    for (const report of (await connection.getStats()).values()) {
      if (report.type === "outbound-rtp") (sum.sent += report.packetsSent), (sum.bytes += report.bytesSent);
      if (report.type === "remote-inbound-rtp") sum.lostUp += report.packetsLost;
      if (report.type === "inbound-rtp")
        (sum.received += report.packetsReceived), (sum.lostDown += report.packetsLost), (sum.pictures += report.framesDecoded ?? 0);
      if (report.type === "candidate-pair" && report.nominated) sum.ms = Math.max(sum.ms, (report.currentRoundTripTime ?? 0) * 1000);
    }
  return sum;
}

/**
 * What got lost on the way there is missing on the way back too, and counted once.
 * @param {Awaited<ReturnType<typeof counted>>} before @param {Awaited<ReturnType<typeof counted>>} after @returns {import("./trial-verdict.js").Measured}
 */
export function difference(before, after) {
  const lostUp = Math.max(0, after.lostUp - before.lostUp);
  const lostDown = Math.max(0, after.lostDown - before.lostDown - lostUp);
  return {
    stands: true,
    up: lostUp / Math.max(1, after.sent - before.sent),
    down: lostDown / Math.max(1, after.received - before.received + lostDown),
    ms: after.ms,
    kbits: ((after.bytes - before.bytes) * 8) / Math.max(1, after.at - before.at),
    pictures: after.pictures - before.pictures,
  };
}
