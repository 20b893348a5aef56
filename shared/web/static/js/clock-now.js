/** `<clock-now>`: the time of day in Việt Nam, by the server's clock. */

import { now } from "./server-clock.js";

const format = new Intl.DateTimeFormat("vi-VN", {
  hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Ho_Chi_Minh",
});

export class ClockNow extends HTMLElement {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;

  connectedCallback() {
    if (!this.shadowRoot) this.attachShadow({ mode: "open" }).append(document.createElement("time"));
    this.#ticking = setInterval(() => this.#tick(), 1000);
    this.#tick();
  }

  disconnectedCallback() {
    clearInterval(this.#ticking);
  }

  #tick() {
    const time = this.shadowRoot?.querySelector("time");
    if (time) time.textContent = format.format(now());
  }
}

customElements.define("clock-now", ClockNow);
