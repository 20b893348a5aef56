/** `<date-words>` around a date field: says the chosen day in Vietnamese, because a browser in English shows month first. */

const format = new Intl.DateTimeFormat("vi-VN", { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" });

export class DateWords extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this.#say);
    this.#say();
  }

  #say = () => {
    const input = this.querySelector("input");
    if (!input) return;
    const words = this.querySelector(".date-words") ?? document.createElement("p");
    words.className = "date-words";
    words.setAttribute("aria-live", "polite");
    words.textContent = input.value ? format.format(Date.parse(`${input.value}T00:00Z`)) : "";
    input.after(words);
  };
}

customElements.define("date-words", DateWords);
