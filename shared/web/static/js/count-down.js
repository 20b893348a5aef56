/**
 * `<count-down ends-at server-now? remaining-s?>`: what is left of a turn, ticking here from the server's clock.
 *
 * After zero it counts up with a plus sign. `remaining-s` shows a stopped clock. Spoken at 60, 30 and 0 seconds only.
 * `data-state` is running, soon (60 s), last (30 s), over or stopped. Its own text is what a page without script shows.
 */

import { isKnown, learn, now } from "./server-clock.js";

const SPOKEN = new Map([[60, "Còn một phút"], [30, "Còn ba mươi giây"], [0, "Hết giờ"]]);
const sheet = new CSSStyleSheet();
sheet.replaceSync(".say { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }");

/** @param {number} seconds @returns {string} `2:05`, after zero `+0:12` */
export function clockWords(seconds) {
  const whole = Math.abs(seconds);
  const words = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  return seconds < 0 ? `+${words}` : words;
}

/** @param {number} seconds */
const phaseOf = (seconds) => (seconds < 0 ? "over" : seconds <= 30 ? "last" : seconds <= 60 ? "soon" : "running");

export class CountDown extends HTMLElement {
  static observedAttributes = ["ends-at", "server-now", "remaining-s"];
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;
  /** @type {number | null} */
  #last = null;
  #time = document.createElement("span");
  #say = document.createElement("span");

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    this.#time.part.add("time");
    this.#time.setAttribute("role", "timer");
    this.#time.setAttribute("aria-live", "off");
    this.#say.className = "say";
    this.#say.setAttribute("aria-live", "assertive");
    root.append(this.#time, this.#say);
  }

  connectedCallback() {
    if (!isKnown()) learn(this.getAttribute("server-now"));
    this.#ticking = setInterval(() => this.#tick(), 200);
    this.#tick();
  }

  disconnectedCallback() {
    clearInterval(this.#ticking);
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after || !this.isConnected) return;
    if (name === "ends-at") this.#last = null;
    if (name === "server-now" && !isKnown()) learn(after);
    this.#tick();
  }

  #tick() {
    const stopped = this.getAttribute("remaining-s");
    const seconds = stopped === null ? this.#left() : Math.round(Number(stopped));
    if (seconds === null || Number.isNaN(seconds)) return;
    const phase = stopped === null ? phaseOf(seconds) : "stopped";
    if (this.dataset.state !== phase) this.dataset.state = phase;
    if (seconds === this.#last) return;
    this.#time.textContent = clockWords(seconds);
    if (stopped === null) this.#speak(seconds);
    this.#last = seconds;
  }

  /** Whole seconds left: 0 for the whole of the last tick, below zero afterwards. */
  #left() {
    const ends = Date.parse(this.getAttribute("ends-at") ?? "");
    return Number.isNaN(ends) ? null : Math.ceil((ends - now()) / 1000);
  }

  /** @param {number} seconds says each mark that was just crossed */
  #speak(seconds) {
    const last = this.#last;
    if (last === null) return;
    for (const [mark, words] of SPOKEN) if (last > mark && seconds <= mark) this.#say.textContent = words;
  }
}

customElements.define("count-down", CountDown);
