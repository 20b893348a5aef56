/**
 * One playlist on its way into a `<video>`: through hls.js where the browser takes buffers, else by the browser itself.
 *
 * Says what becomes of it, finds any moment again by its date, and knows where nothing was recorded.
 * States: connecting, playing, lost (tried again by itself), missing (nothing there yet), refused, ended.
 */

/** @typedef {"connecting" | "playing" | "lost" | "missing" | "refused" | "ended"} LineState */
/** @typedef {{at: number, from: number, to: number}} Gap where it is on the timeline, s; what was missed, ms UTC */

const PAUSES_MS = [500, 1000, 2000, 4000, 8000];
const MISSING_MS = 3000;
const STALLED_MS = 3000;
const GAP_MS = 250;
const REFUSALS = 4; // on end: the recorder may answer from what was decided some seconds ago
const OPUS = 'audio/mp4; codecs="opus"';
const SETTINGS = { enableWorker: false, lowLatencyMode: true, backBufferLength: 60, maxBufferLength: 20 };

const buffers = globalThis.ManagedMediaSource ?? globalThis.MediaSource;
/** Whether hls.js can play our voices; otherwise the browser has to know HLS by itself. */
export const takesBuffers = Boolean(buffers?.isTypeSupported(OPUS));

/** @returns {boolean} whether this browser can show anything at all */
export const canWatch = () => takesBuffers || document.createElement("video").canPlayType("application/vnd.apple.mpegurl") !== "";

export class WatchLine {
  /** @type {any} */
  #hls = null;
  /** @type {any} what the playlist says, newest */
  #details = null;
  /** @type {{url: string, from: number | null, needsLive: boolean} | null} */
  #wanted = null;
  #failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #stalled;

  /** @param {HTMLVideoElement} video @param {(state: LineState) => void} tell */
  constructor(video, tell) {
    Object.assign(this, { video, tell });
    video.addEventListener("playing", () => this.#plays());
    video.addEventListener("waiting", () => this.#waits());
    video.addEventListener("ended", () => this.#ends());
    video.addEventListener("loadedmetadata", () => !this.#hls && this.#wanted?.from != null && (video.currentTime = this.#placeOf(this.#wanted.from) ?? this.range.start));
    video.addEventListener("error", () => video.src && !this.#hls && this.#fails("lost"));
  }

  /**
   * @param {string} url of a playlist @param {number | null} from a date in ms, 0 for the beginning, null for now
   * @param {boolean} needsLive a playlist that is complete is not what was meant: wait for the next one
   */
  open(url, from, needsLive) {
    this.close();
    this.#wanted = { url, from, needsLive };
    this.#failures = 0;
    this.tell("connecting");
    void this.#load();
  }

  close() {
    clearTimeout(this.#again);
    clearTimeout(this.#stalled);
    this.#wanted = this.#details = null;
    this.#drop();
  }

  /** @returns {number | null} when the picture on screen was taken, ms UTC */
  get date() {
    const { currentTime } = this.video;
    const piece = this.#pieces.findLast((one) => one.start <= currentTime + 0.01);
    if (piece) return piece.programDateTime + (currentTime - piece.start) * 1000;
    const began = Number(this.video.getStartDate?.() ?? NaN);
    return Number.isNaN(began) ? null : began + currentTime * 1000;
  }

  /** @returns {number} how far the newest picture is away, s */
  get latency() {
    return this.#hls ? this.#hls.latency : Math.max(0, this.range.end - this.video.currentTime);
  }

  /** @returns {{start: number, end: number}} what can be seen now, s of the timeline */
  get range() {
    const [first] = this.#pieces;
    if (first) return { start: first.start, end: this.#details.edge };
    const { seekable } = this.video;
    return seekable.length ? { start: seekable.start(0), end: seekable.end(seekable.length - 1) } : { start: 0, end: 0 };
  }

  /** @returns {Gap[]} */
  get gaps() {
    return this.#pieces.flatMap((piece, index, all) => {
      const before = all[index - 1];
      const from = before ? before.programDateTime + before.duration * 1000 : piece.programDateTime;
      return piece.programDateTime - from > GAP_MS ? [{ at: piece.start, from, to: piece.programDateTime }] : [];
    });
  }

  /** @param {number} date ms UTC @returns {boolean} whether what can be seen now reaches so far back */
  reaches(date) {
    return this.#placeOf(date) !== null;
  }

  /** @param {number} date ms UTC */
  seekDate(date) {
    this.video.currentTime = this.#placeOf(date) ?? this.range.start;
  }

  /** @param {number} date @returns {number | null} s of the timeline; a moment that was not recorded is the one after it */
  #placeOf(date) {
    const piece = this.#pieces.findLast((one) => one.programDateTime <= date);
    if (piece) return piece.start + Math.min(piece.duration, (date - piece.programDateTime) / 1000);
    const began = Number(this.#hls ? NaN : this.video.getStartDate?.() ?? NaN);
    return Number.isNaN(began) || date < began ? null : (date - began) / 1000;
  }

  /** To the newest picture. */
  seekEdge() {
    this.video.currentTime = this.#hls?.liveSyncPosition ?? Math.max(0, this.range.end - 1);
  }

  /** @returns {any[]} the playlist's pieces with their dates */
  get #pieces() {
    return (this.#details?.fragments ?? []).filter((/** @type {any} */ one) => one?.programDateTime);
  }

  async #load() {
    const wanted = this.#wanted;
    if (!wanted) return;
    if (!takesBuffers) {
      this.video.src = wanted.url;
      return;
    }
    const { default: Hls } = await import("../vendor/hls/hls.light.min.mjs");
    if (this.#wanted !== wanted) return;
    const hls = (this.#hls = new Hls({ ...SETTINGS, startPosition: wanted.from === null ? -1 : 0 }));
    hls.on(Hls.Events.LEVEL_LOADED, (_name, { details }) => this.#reads(details));
    hls.on(Hls.Events.LEVEL_UPDATED, (_name, { details }) => (this.#details = details));
    hls.on(Hls.Events.ERROR, (_name, error) => error.fatal && this.#breaks(error));
    hls.loadSource(wanted.url);
    hls.attachMedia(this.video);
  }

  /** @param {any} details */
  #reads(details) {
    const isFirst = !this.#details;
    this.#details = details;
    this.#failures = 0;
    if (isFirst && !details.live && this.#wanted?.needsLive) this.#fails("missing");
    else if (isFirst && this.#wanted?.from) this.#hls.startLoad(this.#placeOf(this.#wanted.from) ?? 0);
  }

  /** @param {any} error */
  #breaks(error) {
    const code = error.response?.code;
    if (code === 403) this.#fails(this.#failures < REFUSALS ? "connecting" : "refused");
    else this.#fails(code === 404 ? "missing" : "lost");
  }

  /** @param {LineState} state */
  #fails(state) {
    const date = this.#wanted?.from === null ? null : this.date;
    this.#drop();
    this.#details = null;
    this.tell(state);
    if (!this.#wanted || state === "refused") return;
    if (date) this.#wanted = { ...this.#wanted, from: date };
    const pause = state === "missing" ? MISSING_MS : PAUSES_MS[Math.min(this.#failures++, PAUSES_MS.length - 1)];
    this.#again = setTimeout(() => void this.#load(), pause * (0.7 + 0.6 * Math.random()));
  }

  #plays() {
    clearTimeout(this.#stalled);
    this.tell("playing");
  }

  #waits() {
    clearTimeout(this.#stalled);
    this.#stalled = setTimeout(() => this.#wanted && this.tell("lost"), STALLED_MS);
  }

  #ends() {
    if (this.#wanted?.needsLive) this.#fails("missing");
    else this.tell("ended");
  }

  #drop() {
    this.#hls?.destroy();
    this.#hls = null;
    if (this.video.hasAttribute("src")) {
      this.video.removeAttribute("src");
      this.video.load();
    }
  }
}
