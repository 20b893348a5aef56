/**
 * Keys for the main acts: any control with `data-key="g"` is clicked by that key while nobody types; `?` lists them.
 * The list can switch the keys off for this browser (WCAG 2.1.4).
 */

const OFF = "doithoai.keys-off";
const FIELDS = "input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable]";

const isOff = () => localStorage.getItem(OFF) === "1";

/** @returns {HTMLElement[]} */
const shown = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-key]")]).filter((e) => e.checkVisibility());

/** @param {Element} control */
const wordsOf = (control) =>
  control.getAttribute("data-key-words") || control.getAttribute("aria-label") || control.textContent?.trim() || "";

/** @param {string} tag @param {string} text */
function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function help() {
  const dialog = document.createElement("dialog");
  dialog.className = "keys";
  dialog.setAttribute("aria-label", "Phím tắt");
  const list = document.createElement("dl");
  const listed = new Set();
  for (const control of shown()) {
    const key = (control.dataset.key ?? "").toUpperCase();
    if (!listed.has(key)) list.append(element("dt", key), element("dd", wordsOf(control)));
    listed.add(key);
  }
  list.append(element("dt", "?"), element("dd", "Mở bảng phím tắt"));
  dialog.append(element("h2", "Phím tắt"), list, switchRow(), closeRow());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function switchRow() {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.className = "form-check-input";
  box.checked = !isOff();
  box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "0" : "1"));
  label.append(box, " Dùng phím tắt trên máy này");
  return label;
}

function closeRow() {
  const form = document.createElement("form");
  form.method = "dialog";
  const button = element("button", "Đóng");
  button.className = "btn btn-primary";
  form.append(button);
  return form;
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
  const target = /** @type {Element} */ (event.target);
  if (target.closest?.(FIELDS) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") return help();
  const control = isOff() ? undefined : shown().find((c) => c.dataset.key === event.key.toLowerCase());
  if (!control || event.repeat) return;
  event.preventDefault();
  control.click();
});

const hint = document.querySelector(".keys-hint");
if (hint instanceof HTMLElement) hint.hidden = shown().length === 0;
