/**
 * `<watch-player base house?>`: live picture and sound of a conference, with a way back in time and voice alone.
 *
 * The page says what is to be seen (`follow`: wait, live, archive, over, closed); buttons and words stand in its template.
 * Tells `watch:moved` with the date of the picture on screen, at least twice a second while it plays.
 */

import { WatchFace } from "./watch-face.js";
import { press } from "./watch-keys.js";
import { WatchLine, takesBuffers } from "./watch-line.js";
import { clockWords } from "./watch-words.js";

const BEHIND_S = takesBuffers ? 5 : 20; // plain HLS is further behind by its nature
const STEP_S = 10;
const TICK_MS = 400;
const VOICE_KEPT = "doithoai.watch.voice";

export class WatchPlayer extends HTMLElement {
  /** @type {WatchLine} */
  #line;
  /** @type {WatchFace} */
  #face;
  #view = "";
  /** @type {import("./watch-line.js").LineState} */
  #state = "connecting";
  #isBack = false; // watching what was, from the whole recording
  #isVoice = false;
  #isPaused = false; // by the watcher
  #isBlocked = false; // by the browser
  /** the newest moment known, and when that was learned @type {{date: number, at: number} | null} */
  #edge = null;
  /** where the watcher paused @type {number | null} */
  #left = null;
  #isDragging = false;
  /** @type {Record<string, any>} */
  #parts = {};

  connectedCallback() {
    if (this.#line) return;
    for (const part of this.querySelectorAll("[data-part]")) this.#parts[/** @type {HTMLElement} */ (part).dataset.part ?? ""] = part;
    this.#isVoice = localStorage.getItem(VOICE_KEPT) === "1" && !this.hasAttribute("house");
    this.#face = new WatchFace(this, this.#parts);
    this.#line = new WatchLine(this.#parts.video, (state) => this.#hears(state));
    this.#listen();
    setInterval(() => this.#tick(), TICK_MS);
    this.#draw();
  }

  /** @param {string} view what the house shows now */
  follow(view) {
    if (view === this.#view || !this.getAttribute("base")) return;
    this.#view = view;
    if (view === "live" || view === "archive") this.#open(view === "live" ? null : 0);
    else if (view !== "over" || this.#state !== "playing") this.#line.close(); // at the gavel the last seconds play out
    this.#draw();
  }

  /** @param {string} words who speaks in the picture on screen */
  caption(words) {
    if (this.#parts.caption.textContent !== words) this.#parts.caption.textContent = words;
  }

  /** @param {number} date ms UTC: show that moment */
  show(date) {
    if (!this.#line.reaches(date)) return this.#open(date);
    this.#line.seekDate(date);
    this.#play();
  }

  /** @param {number | null} from a date, 0 for the beginning, null for now */
  #open(from) {
    this.#isBack = from !== null;
    this.#isPaused = false;
    const names = this.#isVoice ? ["audio", "archive-audio"] : ["stage", "archive"];
    const name = names[Number(this.#isBack)];
    this.#line.open(`${this.getAttribute("base")}${takesBuffers ? "" : "main-"}${name}.m3u8`, from, !this.#isBack);
    this.#play();
  }

  async #play() {
    this.#isPaused = false;
    try {
      await this.#parts.video.play();
      this.#isBlocked = false;
    } catch (error) {
      this.#isBlocked = /** @type {Error} */ (error).name === "NotAllowedError";
    }
    this.#draw();
  }

  /** @param {import("./watch-line.js").LineState} state */
  #hears(state) {
    this.#state = state;
    if (state === "playing") this.#isBlocked = false;
    if (this.#view === "over" && state !== "playing") this.#line.close();
    if (state === "connecting" || state === "lost") this.#parts.video.autoplay = !this.#isPaused;
    this.#draw();
  }

  #tick() {
    const { video, seek } = this.#parts;
    const date = this.#line.date;
    if (date === null) return;
    if (!this.#isBack) this.#edge = { date: date + this.#line.latency * 1000, at: performance.now() };
    const { start, end } = this.#line.range;
    if (!this.#isDragging) Object.assign(seek, { min: String(start), max: String(end), value: String(video.currentTime) });
    seek.setAttribute("aria-valuetext", clockWords(date));
    this.#face.drawGaps(this.#line.gaps, start, end, video.currentTime);
    this.#draw();
    this.dispatchEvent(new CustomEvent("watch:moved", { bubbles: true, detail: { date } }));
  }

  /** How far behind the newest picture, s; not told of a recording that is complete. */
  get #behind() {
    const date = this.#line.date;
    if (this.#view !== "live" || !this.#edge || date === null) return 0;
    return (this.#edge.date + performance.now() - this.#edge.at - date) / 1000;
  }

  #draw() {
    const { video } = this.#parts;
    const isShown = this.#state === "playing";
    this.#face.draw({
      view: this.#view,
      state: this.#state,
      isPaused: this.#isPaused,
      isBlocked: this.#isBlocked,
      isVoice: this.#isVoice,
      isMuted: video.muted,
      isBack: this.#isBack || this.#behind > BEHIND_S,
      isBegin: video.currentTime < STEP_S,
      behind: this.#behind,
      date: isShown ? this.#line.date : null,
    });
  }

  #listen() {
    const { video, seek, loudness } = this.#parts;
    const mute = () => this.#mute(!video.muted);
    const on = (/** @type {string} */ part, /** @type {() => void} */ act) => this.#parts[part].addEventListener("click", act);
    on("pause", () => this.#toggle());
    on("start", () => this.#play());
    on("reload", () => location.reload());
    on("back", () => this.#back());
    on("begin", () => this.#open(0));
    on("edge", () => this.#now());
    on("unmute", () => this.#mute(false));
    on("mute", mute);
    on("voice", () => this.#switch());
    on("full", () => this.#full());
    seek.addEventListener("input", () => (this.#isDragging = true));
    seek.addEventListener("change", () => this.#seek(Number(seek.value)));
    loudness.addEventListener("input", () => this.#mute((video.volume = Number(loudness.value)) === 0));
    const keys = { " ": () => this.#toggle(), k: () => this.#toggle(), m: mute, f: () => this.#full(), l: () => this.#now(), ArrowLeft: () => this.#back() };
    addEventListener("keydown", (event) => press(event, keys));
  }

  #toggle() {
    const left = this.#left;
    if (this.#isPaused && left !== null && !this.#line.reaches(left)) return this.#open(left);
    if (this.#isPaused || this.#isBlocked) return void this.#play();
    this.#isPaused = true;
    this.#left = this.#line.date;
    this.#parts.video.pause();
    this.#draw();
  }

  #back() {
    const date = this.#line.date;
    if (date !== null) this.show(date - STEP_S * 1000);
  }

  /** @param {number} at s of the timeline */
  #seek(at) {
    this.#isDragging = false;
    this.#parts.video.currentTime = at;
    this.#play();
  }

  #now() {
    if (this.#isBack) this.#open(null);
    else this.#line.seekEdge();
    this.#play();
  }

  /** @param {boolean} isMuted */
  #mute(isMuted) {
    const { video } = this.#parts;
    video.muted = isMuted;
    if (!isMuted && video.volume === 0) video.volume = 1;
    this.#draw();
  }

  #switch() {
    this.#isVoice = !this.#isVoice;
    localStorage.setItem(VOICE_KEPT, this.#isVoice ? "1" : "");
    this.#open(this.#isBack ? this.#line.date : null);
  }

  #full() {
    const { screen, video } = this.#parts;
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (screen.requestFullscreen) void screen.requestFullscreen().catch(() => undefined);
    else video.webkitEnterFullscreen?.();
  }
}

customElements.define("watch-player", WatchPlayer);
