/**
 * `<command-form scope account? once? reset? label?>` around a real `<form method="post">`: each submit becomes a stored command.
 *
 * - `once`: clicks until the answer, and both of a double click, count as one command, under the id the page was drawn with.
 * - `reset`: the form is emptied when the command is done; in a live region it always is.
 * The button carries `data-state` (sending, done, refused) and `data-state-text`; nothing is drawn ahead of the server.
 * Forms with files go the browser's own way.
 */

import { enqueue, events } from "./command-outbox.js";
import { page } from "./command-send.js";
import { newId } from "./ids.js";

/** @typedef {import("./command-send.js").Answer} Answer */

const WORDS = { sending: "đang gửi", done: "đã ghi", refused: "bị từ chối" };
const SHOWN_MS = { done: 2000, refused: 6000 };

export class CommandForm extends HTMLElement {
  /** @type {Map<string, HTMLElement | null>} button of each command on its way */
  #pending = new Map();

  connectedCallback() {
    this.addEventListener("submit", this.#onSubmit);
    this.addEventListener("click", this.#onClick);
    events.addEventListener("answer", this.#onAnswer);
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this.#onSubmit);
    this.removeEventListener("click", this.#onClick);
    if (!this.#pending.size) events.removeEventListener("answer", this.#onAnswer);
  }

  /** The second click of a double click is no second decision, however quickly the first was answered.
   * @param {MouseEvent} event */
  #onClick = (event) => {
    const button = /** @type {Element} */ (event.target).closest("[type=submit], button:not([type])");
    if (event.detail > 1 && button && this.hasAttribute("once")) event.preventDefault();
  };

  /** @param {SubmitEvent} event */
  #onSubmit = (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (event.defaultPrevented || form.enctype === "multipart/form-data") return;
    event.preventDefault();
    if (this.hasAttribute("once") && this.#pending.size) return;
    const button = /** @type {HTMLElement | null} */ (event.submitter ?? form.querySelector("[type=submit]"));
    const data = new FormData(form, event.submitter);
    const id = (this.hasAttribute("once") && data.get("command_id")) || newId();
    this.#pending.set(String(id), button);
    show(button, "sending");
    enqueue(this.getAttribute("account") || page("account"), this.getAttribute("scope") ?? "", {
      id: String(id),
      action: event.submitter?.getAttribute("formaction") || form.action,
      fields: [...data].map(([name, value]) => [name, String(value)]),
      label: this.getAttribute("label") || button?.textContent?.trim() || "Thao tác",
      at: Date.now(),
    });
  };

  /** @param {Event} event */
  #onAnswer = (event) => {
    const { command, answer } = /** @type {CustomEvent} */ (event).detail;
    if (!this.#pending.has(command.id)) return;
    const button = this.#pending.get(command.id) ?? null;
    this.#pending.delete(command.id);
    if (answer.status === "refused" || !this.#pending.size) show(button, answer.status);
    this.dispatchEvent(new CustomEvent(`command:${answer.status}`, { bubbles: true, detail: { command, answer } }));
    if (answer.status === "done") this.#afterDone(answer);
    else this.#renewId();
    if (!this.isConnected && !this.#pending.size) events.removeEventListener("answer", this.#onAnswer);
  };

  /** @param {Answer} answer */
  #afterDone(answer) {
    if (this.hasAttribute("reset") || this.closest("live-region")) this.querySelector("form")?.reset();
    this.#renewId();
    if (answer.location && this.isConnected && !this.#pending.size) goTo(answer.location);
  }

  /** The id was spent, so a corrected form is a new command. */
  #renewId() {
    const field = this.querySelector("input[name=command_id]");
    if (field instanceof HTMLInputElement) field.value = newId();
  }
}

/** @param {string} address the same page is drawn anew, whatever its fragment */
function goTo(address) {
  const to = new URL(address, location.href);
  const isHere = to.pathname + to.search === location.pathname + location.search;
  if (isHere) history.replaceState(null, "", to);
  if (isHere) location.reload();
  else location.assign(to);
}

/** @param {HTMLElement | null} button @param {"sending" | "done" | "refused"} state */
function show(button, state) {
  if (!button) return;
  button.dataset.state = state;
  button.dataset.stateText = WORDS[state];
  if (state === "sending") return;
  setTimeout(() => {
    if (button.dataset.state !== state) return;
    delete button.dataset.state;
    delete button.dataset.stateText;
  }, SHOWN_MS[state]);
}

customElements.define("command-form", CommandForm);
