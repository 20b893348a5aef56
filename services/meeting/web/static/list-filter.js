/**
 * `<list-filter for="<list id>">` around a search field: rows with `data-words` that lack a typed word are hidden.
 *
 * Words are compared without tones, as the server folds them. A new picture is filtered again; Enter clears nothing.
 */

/** @param {string} text lower case, tones off, đ as d, a lone y as i: as `search_form` of the server */
export function fold(text) {
  const bare = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
  return bare.replace(/(^|[^\p{L}\d])(h|k|l|m|s|t|v|qu)y(?![\p{L}\d])/gu, "$1$2i").replace(/\s+/g, " ").trim();
}

export class ListFilter extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this.#apply);
    this.addEventListener("keydown", this.#onKey);
    document.addEventListener("live:drawn", this.#apply);
    this.#apply();
  }

  disconnectedCallback() {
    document.removeEventListener("live:drawn", this.#apply);
  }

  /** @param {KeyboardEvent} event Escape empties the field and leaves it; Enter goes to the first match */
  #onKey = (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (event.key === "Escape") {
      field.value = "";
      field.blur();
      this.#apply();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const row = this.#rows().find((r) => r.dataset.stateFiltered === undefined);
      row?.querySelector("button")?.focus();
    }
  };

  /** @returns {HTMLElement[]} */
  #rows() {
    const list = document.getElementById(this.getAttribute("for") ?? "");
    return [.../** @type {NodeListOf<HTMLElement>} */ (list?.querySelectorAll("[data-words]") ?? [])];
  }

  #apply = () => {
    const typed = fold(this.querySelector("input")?.value ?? "").split(" ").filter(Boolean);
    for (const row of this.#rows()) {
      const words = row.dataset.words ?? "";
      if (typed.every((word) => words.includes(word))) delete row.dataset.stateFiltered;
      else row.dataset.stateFiltered = "";
    }
  };
}

customElements.define("list-filter", ListFilter);
