/**
 * `<watch-player base house?>`: live picture and sound of a conference, with a way back in time and voice alone.
 *
 * The page says what is to be seen (`follow`: wait, live, archive, over, closed); buttons and words stand in its template.
 * Tells `watch:moved` with the date of the picture on screen, at least twice a second while it plays.
 */

import { WatchLine, canWatch, takesBuffers } from "./watch-line.js";
import { COVERS, clockWords, spanWords } from "./watch-words.js";

const BEHIND_S = 8;
const STEP_S = 10;
const GAP_TOLD_S = 6;
const TICK_MS = 400;
const VOICE_KEPT = "doithoai.watch.voice";

export class WatchPlayer extends HTMLElement {
  /** @type {WatchLine} */
  #line;
  #view = "";
  /** @type {import("./watch-line.js").LineState} */
  #state = "connecting";
  #isBack = false; // watching what was, from the whole recording
  #isVoice = false;
  #isPaused = false; // by the watcher
  #isBlocked = false; // by the browser
  /** the newest moment known, and when that was learned @type {{date: number, at: number} | null} */
  #edge = null;
  #isDragging = false;
  /** @type {Record<string, any>} */
  #parts = {};

  connectedCallback() {
    if (this.#line) return;
    for (const part of this.querySelectorAll("[data-part]")) this.#parts[/** @type {HTMLElement} */ (part).dataset.part ?? ""] = part;
    this.#isVoice = localStorage.getItem(VOICE_KEPT) === "1" && !this.hasAttribute("house");
    this.#line = new WatchLine(this.#parts.video, (state) => this.#hears(state));
    this.#listen();
    setInterval(() => this.#tick(), TICK_MS);
    this.#draw();
  }

  /** @param {string} view what the house shows now */
  follow(view) {
    if (view === this.#view || !this.getAttribute("base")) return;
    const was = this.#view;
    this.#view = view;
    if (view === "live" || view === "archive") this.#open(view === "live" ? null : 0);
    else if (!(view === "over" && was === "live" && this.#state === "playing")) this.#line.close(); // what is loaded plays out
    this.#draw();
  }

  /** @param {string} words who speaks in the picture on screen */
  caption(words) {
    this.#parts.caption.textContent = words;
    this.#parts.caption.hidden = !words;
  }

  /** @param {number} date ms UTC: show that moment */
  show(date) {
    if (!this.#line.seekDate(date)) this.#open(date);
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
    this.#drawGaps(start, end);
    this.#draw();
    this.dispatchEvent(new CustomEvent("watch:moved", { bubbles: true, detail: { date } }));
  }

  /** How far behind the newest picture, s; not told of a recording that is complete. */
  get #behind() {
    const date = this.#line.date;
    if (this.#view !== "live" || !this.#edge || date === null) return 0;
    return (this.#edge.date + performance.now() - this.#edge.at - date) / 1000;
  }

  #cover() {
    if (!canWatch()) return COVERS.unable;
    if (["wait", "closed"].includes(this.#view)) return COVERS[/** @type {"wait"} */ (this.#view)];
    if (this.#view === "over" && this.#state !== "playing") return COVERS.over;
    if (this.#isBlocked) return COVERS.blocked;
    return this.#state === "playing" || this.#isPaused ? null : COVERS[this.#state];
  }

  #words() {
    if (this.#isPaused) return "Tạm dừng";
    if (this.#state === "lost") return "Mất kết nối – đang thử lại";
    if (this.#state !== "playing") return COVERS[this.#state]?.[0] ?? "";
    if (this.#view !== "live") return "Xem lại";
    return this.#behind > BEHIND_S ? `Chậm hơn trực tiếp ${spanWords(this.#behind)}` : "Trực tiếp";
  }

  #draw() {
    const { video, cover, title, hint, start, reload, state, clock, bar, edge, begin, mute, unmute, voice, pause, screen } = this.#parts;
    const shown = this.#cover();
    const isOn = this.#view === "live" || this.#view === "archive";
    const isBehind = this.#view === "live" && (this.#isBack || this.#isPaused || this.#behind > BEHIND_S);
    cover.hidden = !shown;
    if (shown) put(title, shown[0]), put(hint, shown[1]);
    start.hidden = !this.#isBlocked;
    reload.hidden = this.#state !== "refused" || !isOn;
    put(state, this.#words());
    put(clock, isOn && this.#state === "playing" ? clockWords(this.#line.date) : "");
    bar.hidden = !isOn;
    edge.hidden = !isBehind;
    begin.hidden = this.#view === "archive" && video.currentTime < STEP_S;
    unmute.hidden = !isOn || !video.muted || this.#state !== "playing";
    put(mute.querySelector("span"), video.muted ? "Bật tiếng" : "Tắt tiếng");
    put(voice.querySelector("span"), this.#isVoice ? "Xem cả hình" : "Chỉ nghe tiếng");
    put(pause.querySelector("span"), this.#isPaused ? "Xem tiếp" : "Tạm dừng");
    voice.setAttribute("aria-pressed", String(this.#isVoice));
    screen.classList.toggle("is-voice", this.#isVoice && isOn);
    this.toggleAttribute("data-paused", this.#isPaused);
    this.toggleAttribute("data-muted", video.muted);
    this.dataset.state = this.#isPaused ? "paused" : isBehind ? "behind" : this.#view === "live" ? this.#state : "other";
  }

  /** @param {number} start @param {number} end */
  #drawGaps(start, end) {
    const { gaps, gap, video } = this.#parts;
    const found = this.#line.gaps;
    if (gaps.childElementCount !== found.length) gaps.replaceChildren(...found.map(() => document.createElement("i")));
    found.forEach(({ at }, index) => (gaps.children[index].style.left = `${(100 * (at - start)) / Math.max(1, end - start)}%`));
    const near = found.find(({ at }) => Math.abs(video.currentTime - at) < GAP_TOLD_S);
    put(gap, near ? `Từ ${clockWords(near.from)} đến ${clockWords(near.to)} không ghi được hình, tiếng.` : "");
    gap.hidden = !near;
  }

  #listen() {
    const { video, seek, loudness } = this.#parts;
    const on = (/** @type {string} */ part, /** @type {() => void} */ act) => this.#parts[part].addEventListener("click", act);
    on("pause", () => this.#toggle());
    on("start", () => this.#play());
    on("reload", () => location.reload());
    on("back", () => this.#back());
    on("begin", () => this.#open(0));
    on("edge", () => this.#now());
    on("unmute", () => this.#mute(false));
    on("mute", () => this.#mute(!video.muted));
    on("voice", () => this.#switch());
    on("full", () => this.#full());
    seek.addEventListener("input", () => (this.#isDragging = true));
    seek.addEventListener("change", () => this.#seek(Number(seek.value)));
    loudness.addEventListener("input", () => this.#mute((video.volume = Number(loudness.value)) === 0));
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  #toggle() {
    if (this.#isPaused || this.#isBlocked) return void this.#play();
    this.#isPaused = true;
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

  /** @param {KeyboardEvent} event */
  #key(event) {
    const isOnControl = event.target instanceof HTMLInputElement || (event.target instanceof HTMLButtonElement && event.key === " ");
    const act = { " ": () => this.#toggle(), k: () => this.#toggle(), m: () => this.#mute(!this.#parts.video.muted), f: () => this.#full(), l: () => this.#now(), ArrowLeft: () => this.#back() }[event.key];
    if (!act || isOnControl || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  }
}

/** @param {Element} place @param {string} words the same words are not said twice by a screen reader */
function put(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

customElements.define("watch-player", WatchPlayer);
