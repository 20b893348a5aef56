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
  /** what the last offer was answered; 0: nothing */
  answered = { status: 0, code: "" };
  #location = "";
  #failures = 0;
  /** which of several starts is the present one; ends what listens for it @type {AbortController | null} */
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
  }

  async start() {
    if (this.#run) return;
    const run = (this.#run = new AbortController());
    addEventListener("online", () => this.#wake(), { signal: run.signal });
    addEventListener("pagehide", () => this.#leave(), { signal: run.signal });
    while (this.#run === run) {
      this.tell("connecting", null);
      const outcome = await this.#once(run).catch(() => "fallen");
      if (this.#run !== run) return;
      this.#leave();
      this.tell(outcome, null);
      await this.#pause();
    }
  }

  /** The server's id of what stands or is about to; "" while there is none. */
  get session() {
    return this.#location.split("?")[0].split("/").at(-1) ?? "";
  }

  /** The server no longer knows this line: do not wait until it is felt. */
  again() {
    this.#fall();
  }

  stop() {
    this.#run?.abort();
    this.#run = null;
    this.#leave();
    this.#wake();
    this.stopped();
  }

  /** @param {AbortController} run @returns {Promise<LineState>} how it ended */
  async #once(run) {
    const iceServers = await this.ice();
    if (this.#run !== run) return "fallen";
    const connection = (this.#connection = new RTCPeerConnection({ bundlePolicy: "max-bundle", iceServers }));
    this.arrange(connection);
    await connection.setLocalDescription();
    await gathered(connection);
    const answer = await fetch(this.url, {
      method: "POST",
      headers: { "content-type": "application/sdp" },
      body: connection.localDescription.sdp,
      signal: AbortSignal.timeout(ANSWER_MS),
    }).finally(() => (this.answered = { status: 0, code: "" }));
    this.answered.status = answer.status;
    if (answer.status !== 201) {
      this.answered.code = (await answer.json().catch(() => ({}))).code ?? "";
      return answer.status === 401 || answer.status === 403 ? "refused" : "fallen";
    }
    const session = `${answer.headers.get("location")}${new URL(this.url, location.href).search}`;
    if (connection !== this.#connection) return end(session), "fallen";
    this.#location = session;
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
    return bounded(STAND_MS, (stands, fails) => {
      this.#fall = () => fails(new Error("left"));
      const look = () => {
        if (connection.connectionState === "connected") stands();
        if (["failed", "closed"].includes(connection.connectionState)) fails(new Error("failed"));
      };
      connection.addEventListener("connectionstatechange", look);
      look();
      return () => fails(new Error("late"));
    });
  }

  /** A line that is silent for a moment may come back by itself. @param {RTCPeerConnection} connection */
  #falls(connection) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let silent;
    return new Promise((fallen) => {
      this.#fall = () => fallen(undefined);
      connection.addEventListener("connectionstatechange", () => {
        clearTimeout(silent);
        if (["failed", "closed"].includes(connection.connectionState)) fallen(undefined);
        if (connection.connectionState === "disconnected") silent = setTimeout(fallen, GONE_MS);
      });
    }).finally(() => clearTimeout(silent));
  }

  #leave() {
    this.#connection?.close();
    this.#connection = null;
    if (this.#location) end(this.#location);
    this.#location = "";
    this.#fall();
  }

  #pause() {
    const pause = PAUSES_MS[Math.min(this.#failures++, PAUSES_MS.length - 1)];
    return bounded(pause * (0.7 + 0.6 * Math.random()), (over) => {
      this.#wake = over;
      return over;
    });
  }
}

/** All addresses in one offer; a slow one is left out. @param {RTCPeerConnection} connection */
function gathered(connection) {
  return bounded(GATHER_MS, (done) => {
    const look = () => connection.iceGatheringState === "complete" && done();
    connection.addEventListener("icegatheringstatechange", look);
    look();
    return done;
  });
}

/**
 * Waits for what `begin` starts, and after so long calls what that answered. No timer outlives the wait.
 * @param {number} ms @param {(done: () => void, fails: (error: Error) => void) => () => void} begin
 */
function bounded(ms, begin) {
  /** @type {ReturnType<typeof setTimeout>} */
  let late;
  return new Promise((done, fails) => {
    late = setTimeout(begin(() => done(undefined), fails), ms);
  }).finally(() => clearTimeout(late));
}

/** @param {string} session its address */
function end(session) {
  fetch(session, { method: "DELETE", keepalive: true }).catch(() => {});
}
