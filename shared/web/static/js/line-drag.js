/**
 * `<line-drag>` around a list whose rows have `data-row="<id>"`, a `[data-grip]` and a `form[data-move]` with an `after` field.
 *
 * Dropping a row fills `after` with the id of the row above (empty: first place) and submits the row's own form,
 * so a drag is the same command as the row's buttons. Nothing moves until the server's picture says so.
 */

const EDGE_PX = 60;
const STEP_PX = 12;

export class LineDrag extends HTMLElement {
  /** @type {HTMLElement | null} */
  #row = null;
  /** @type {{row: HTMLElement, before: boolean} | null} */
  #target = null;

  connectedCallback() {
    this.addEventListener("pointerdown", this.#onDown);
  }

  disconnectedCallback() {
    this.removeEventListener("pointerdown", this.#onDown);
    this.#stop();
  }

  /** @param {PointerEvent} event */
  #onDown = (event) => {
    const grip = /** @type {Element} */ (event.target).closest("[data-grip]");
    const row = /** @type {HTMLElement | null} */ (grip?.closest("[data-row]") ?? null);
    if (!row || event.button !== 0) return;
    event.preventDefault();
    this.#row = row;
    row.toggleAttribute("data-dragging", true);
    addEventListener("pointermove", this.#onMove);
    addEventListener("pointerup", this.#onUp);
    addEventListener("pointercancel", this.#stop);
    addEventListener("keydown", this.#onKey, true);
  };

  /** @param {PointerEvent} event */
  #onMove = (event) => {
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-row]");
    if (event.clientY < EDGE_PX) scrollBy(0, -STEP_PX);
    if (event.clientY > innerHeight - EDGE_PX) scrollBy(0, STEP_PX);
    if (!(under instanceof HTMLElement) || !this.contains(under)) return;
    const box = under.getBoundingClientRect();
    this.#mark({ row: under, before: event.clientY < box.top + box.height / 2 });
  };

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    if (event.key === "Escape") this.#stop();
  };

  #onUp = () => {
    const [row, target] = [this.#row, this.#target];
    this.#stop();
    if (!row || !target || target.row === row) return;
    const rows = [...this.querySelectorAll("[data-row]")].filter((r) => r !== row);
    const place = rows.indexOf(target.row) - (target.before ? 1 : 0);
    const above = place < 0 ? "" : rows[place].getAttribute("data-row") ?? "";
    const isThere = (rowAbove(this, row)?.getAttribute("data-row") ?? "") === above;
    const form = row.querySelector("form[data-move]");
    const after = form?.querySelector("[name=after]");
    if (isThere || !(form instanceof HTMLFormElement) || !(after instanceof HTMLInputElement)) return;
    after.value = above;
    form.requestSubmit();
  };

  /** @param {{row: HTMLElement, before: boolean} | null} target */
  #mark(target) {
    this.#target?.row.removeAttribute("data-drop");
    this.#target = target;
    target?.row.setAttribute("data-drop", target.before ? "before" : "after");
  }

  #stop = () => {
    this.#mark(null);
    this.#row?.removeAttribute("data-dragging");
    this.#row = null;
    removeEventListener("pointermove", this.#onMove);
    removeEventListener("pointerup", this.#onUp);
    removeEventListener("pointercancel", this.#stop);
    removeEventListener("keydown", this.#onKey, true);
  };
}

/** @param {Element} list @param {Element} row @returns {Element | undefined} */
function rowAbove(list, row) {
  const rows = [...list.querySelectorAll("[data-row]")];
  return rows[rows.indexOf(row) - 1];
}

customElements.define("line-drag", LineDrag);
