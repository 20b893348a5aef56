/**
 * `<live-region src seq? keep?>`: shows the newest picture of the server and says when it has lost touch.
 *
 * Stream: `event: picture` with `id: <seq>` and the whole inner HTML; `event: beat` every 10 s, data = server time.
 * Opens itself again after any failure. A hidden tab closes its stream (unless `keep`) and gets a fresh picture on return.
 */

import { isHeld, morph } from "./live-morph.js";
import { learn } from "./server-clock.js";

const SILENT_MS = 15_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;
const HELD_AGAIN_MS = 200;

export class LiveRegion extends HTMLElement {
  /** @type {EventSource | null} */
  #stream = null;
  /** @type {{seq: number, html: string} | null} newest picture, not drawn yet */
  #waiting = null;
  #seq = -1;
  #failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #reopen;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #silence;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;

  connectedCallback() {
    if (!this.shadowRoot) this.#drawMark();
    this.#seq = Math.max(this.#seq, Number(this.getAttribute("seq") ?? -1));
    document.addEventListener("visibilitychange", this.#onVisibility);
    addEventListener("pageshow", this.#onVisibility);
    addEventListener("pagehide", this.#close);
    this.#onVisibility();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#onVisibility);
    removeEventListener("pageshow", this.#onVisibility);
    removeEventListener("pagehide", this.#close);
    this.#close();
  }

  /** The mark stands in the shadow, where no picture can wipe it out; `::part(lost)` styles it. */
  #drawMark() {
    const mark = document.createElement("p");
    mark.part.add("lost");
    mark.setAttribute("role", "status");
    mark.hidden = true;
    this.attachShadow({ mode: "open" }).append(mark, document.createElement("slot"));
  }

  #onVisibility = () => {
    if (document.hidden && !this.hasAttribute("keep")) this.#close();
    else if (!this.#stream) this.#open();
  };

  #open = () => {
    this.#close();
    this.#listenForSilence();
    const stream = (this.#stream = new EventSource(this.getAttribute("src") ?? ""));
    stream.addEventListener("picture", (event) => this.#onPicture(event));
    stream.addEventListener("beat", (event) => this.#onBeat(event));
    stream.addEventListener("error", () => {
      this.#close();
      this.#listenForSilence();
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures++);
      this.#reopen = setTimeout(this.#open, pause * (0.7 + 0.6 * Math.random()));
    });
  };

  #close = () => {
    this.#stream?.close();
    this.#stream = null;
    clearTimeout(this.#reopen);
    clearTimeout(this.#silence);
  };

  /** Whatever was last heard stays on screen; only its age is told. The wait goes on through reconnects. */
  #heardAt = performance.now();
  #listenForSilence() {
    clearTimeout(this.#silence);
    if (document.visibilityState === "visible" && !this.#isLost) {
      const left = SILENT_MS - (performance.now() - this.#heardAt);
      this.#silence = setTimeout(() => this.#tell(true), Math.max(left, 1000));
    }
  }

  /** @param {MessageEvent} event */
  #onBeat(event) {
    learn(event.data);
    this.#heard();
  }

  /** @param {MessageEvent} event */
  #onPicture(event) {
    this.#heard();
    const seq = Number(event.lastEventId);
    if (seq < Math.max(this.#seq, this.#waiting?.seq ?? -1)) return;
    this.#waiting = { seq, html: event.data };
    this.#draw();
  }

  #heard() {
    this.#failures = 0;
    this.#heardAt = performance.now();
    this.#tell(false);
    this.#listenForSilence();
  }

  #isLost = false;
  /** @param {boolean} isLost */
  #tell(isLost) {
    const mark = this.shadowRoot?.querySelector("p");
    if (!mark || this.#isLost === isLost) return;
    this.#isLost = isLost;
    mark.hidden = !isLost;
    mark.textContent = isLost ? "Mất kết nối – đang hiện trạng thái gần nhất" : "";
    this.dispatchEvent(new CustomEvent(isLost ? "live:lost" : "live:found", { bubbles: true }));
  }

  #draw = () => {
    clearTimeout(this.#again);
    if (!this.#waiting) return;
    if (isHeld(this)) {
      this.#again = setTimeout(this.#draw, HELD_AGAIN_MS);
      return;
    }
    const { seq, html } = this.#waiting;
    this.#waiting = null;
    this.#seq = seq;
    morph(this, html);
    this.dispatchEvent(new CustomEvent("live:drawn", { bubbles: true, detail: { seq } }));
  };
}

customElements.define("live-region", LiveRegion);
