/**
 * One peer connection that is kept alive: offered, answered, and offered anew with growing pauses whenever it falls.
 * WHIP and WHEP: the offer is posted, the answer comes back, and its `location` is deleted when the page goes.
 */

const PAUSES_MS = [300, 1000, 2000, 4000, 8000, 15000];
const ANSWER_MS = 10_000;
const GATHER_MS = 2000;
const STAND_MS = 15_000;
const GONE_MS = 4000;

/** @typedef {"connecting" | "standing" | "fallen" | "refused"} LineState */

export class MediaLine {
  /** marks of the sessions this page ever opened @type {Set<string>} */
  marks = new Set();
  /** @type {RTCPeerConnection | null} */
  #connection = null;
  #location = "";
  #failures = 0;
  /** which of several starts is the present one @type {object | null} */
  #run = null;
  #wake = () => {};
  #fall = () => {};

  /**
   * @param {string} url where offers are posted, with `?token=…`
   * @param {() => Promise<RTCIceServer[]>} ice
   * @param {(connection: RTCPeerConnection) => void} arrange adds what is sent or received
   * @param {(state: LineState, connection: RTCPeerConnection | null) => void} tell
   * @param {() => void} stopped the line is not opened again
   */
  constructor(url, ice, arrange, tell, stopped = () => {}) {
    Object.assign(this, { url, ice, arrange, tell, stopped });
    addEventListener("online", () => this.#wake());
    addEventListener("pagehide", () => this.#leave());
  }

  async start() {
    if (this.#run) return;
    const run = (this.#run = {});
    while (this.#run === run) {
      this.tell("connecting", null);
      const outcome = await this.#once().catch(() => "fallen");
      if (this.#run !== run) return;
      this.#leave();
      this.tell(outcome, null);
      await this.#pause();
    }
  }

  /** The server no longer knows this line: do not wait until it is felt. */
  again() {
    this.#fall();
  }

  stop() {
    this.#run = null;
    this.#leave();
    this.#wake();
    this.stopped();
  }

  /** @returns {Promise<LineState>} how it ended */
  async #once() {
    const connection = (this.#connection = new RTCPeerConnection({ bundlePolicy: "max-bundle", iceServers: await this.ice() }));
    this.arrange(connection);
    await connection.setLocalDescription();
    await gathered(connection);
    const answer = await fetch(this.url, {
      method: "POST",
      headers: { "content-type": "application/sdp" },
      body: connection.localDescription.sdp,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (answer.status !== 201) return answer.status === 401 || answer.status === 403 ? "refused" : "fallen";
    this.#location = `${answer.headers.get("location")}${new URL(this.url, location.href).search}`;
    this.marks.add((answer.headers.get("etag") ?? "").replaceAll('"', ""));
    await connection.setRemoteDescription({ type: "answer", sdp: await answer.text() });
    await this.#stands(connection);
    this.#failures = 0;
    this.tell("standing", connection);
    await this.#falls(connection);
    return "fallen";
  }

  /** @param {RTCPeerConnection} connection */
  #stands(connection) {
    return new Promise((stands, fails) => {
      this.#fall = () => fails(new Error("left"));
      setTimeout(() => fails(new Error("late")), STAND_MS);
      const look = () => {
        if (connection.connectionState === "connected") stands(undefined);
        if (["failed", "closed"].includes(connection.connectionState)) fails(new Error("failed"));
      };
      connection.addEventListener("connectionstatechange", look);
      look();
    });
  }

  /** A line that is silent for a moment may come back by itself. @param {RTCPeerConnection} connection */
  #falls(connection) {
    return new Promise((fallen) => {
      this.#fall = () => fallen(undefined);
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let silent;
      connection.addEventListener("connectionstatechange", () => {
        clearTimeout(silent);
        if (["failed", "closed"].includes(connection.connectionState)) fallen(undefined);
        if (connection.connectionState === "disconnected") silent = setTimeout(fallen, GONE_MS);
      });
    });
  }

  #leave() {
    this.#connection?.close();
    this.#connection = null;
    if (this.#location) fetch(this.#location, { method: "DELETE", keepalive: true }).catch(() => {});
    this.#location = "";
    this.#fall();
  }

  #pause() {
    const pause = PAUSES_MS[Math.min(this.#failures++, PAUSES_MS.length - 1)];
    return new Promise((over) => {
      this.#wake = () => over(undefined);
      setTimeout(over, pause * (0.7 + 0.6 * Math.random()));
    });
  }
}

/** All addresses in one offer; a slow one is left out. @param {RTCPeerConnection} connection */
function gathered(connection) {
  return new Promise((done) => {
    setTimeout(done, GATHER_MS);
    const look = () => connection.iceGatheringState === "complete" && done(undefined);
    connection.addEventListener("icegatheringstatechange", look);
    look();
  });
}
