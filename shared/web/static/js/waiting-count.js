/**
 * `<waiting-count src words?>`: how much waits in another room, asked after the page stands and on return to the tab.
 * Its place is kept free by the style sheet, so nothing moves. A room that does not answer leaves it empty.
 */

const FRESH_MS = 20_000;
/** @type {Map<string, {at: number, said: Promise<{count: number, words: string} | null>}>} one question for all places of a page */
const asked = new Map();

/** @param {string} src */
function ask(src) {
  const known = asked.get(src);
  if (known && performance.now() - known.at < FRESH_MS) return known.said;
  const said = fetch(src, { headers: { Accept: "application/json" }, credentials: "same-origin" })
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  asked.set(src, { at: performance.now(), said });
  return said;
}

export class WaitingCount extends HTMLElement {
  connectedCallback() {
    document.addEventListener("visibilitychange", this.#show);
    addEventListener("pageshow", this.#show);
    void this.#show();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#show);
    removeEventListener("pageshow", this.#show);
  }

  #show = async () => {
    if (document.hidden) return;
    const said = await ask(this.getAttribute("src") ?? "");
    if (!said) return;
    if (this.hasAttribute("words")) this.textContent = said.words;
    else this.#draw(said);
  };

  /** @param {{count: number, words: string}} said */
  #draw(said) {
    this.replaceChildren();
    if (!said.count) return;
    const number = document.createElement("span");
    number.className = "count";
    number.ariaHidden = "true";
    number.textContent = said.count > 99 ? "99+" : String(said.count);
    const words = document.createElement("span");
    words.className = "sr-only";
    words.textContent = `, ${said.words}`;
    this.append(number, words);
    this.title = said.words;
  }
}

customElements.define("waiting-count", WaitingCount);
