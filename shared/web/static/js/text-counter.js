/** `<text-counter max>` around a textarea and its `.counter`: tells how many characters are left. Never cuts text off. */

const format = new Intl.NumberFormat("vi-VN");
const QUIET_MS = 800;

export class TextCounter extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;

  connectedCallback() {
    this.addEventListener("input", this.#count);
    this.#count();
  }

  #count = () => {
    const area = this.querySelector("textarea");
    const words = this.querySelector(".counter");
    if (!area || !words) return;
    const left = Number(this.getAttribute("max")) - [...area.value.normalize("NFC")].length;
    this.toggleAttribute("data-state-over", left < 0);
    words.textContent = left < 0 ? `Dài quá ${format.format(-left)} ký tự.` : `Còn ${format.format(left)} ký tự.`;
    words.removeAttribute("aria-live");
    clearTimeout(this.#later);
    this.#later = setTimeout(() => words.setAttribute("aria-live", "polite"), QUIET_MS);
  };
}

customElements.define("text-counter", TextCounter);
