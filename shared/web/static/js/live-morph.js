/** Drawing a new picture under a person's hands: when to wait, and what belongs to the person. */

import { Idiomorph } from "../vendor/idiomorph/idiomorph.esm.js";

const TYPING_MS = 1500;
const PRESS_MS = 1000;
const TEXT = "input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, [contenteditable]";
const OPEN_SELECT = CSS.supports("selector(select:open)") ? "select:open" : "select";
let typedAt = -Infinity;
let pressedAt = -Infinity;

addEventListener("input", () => (typedAt = performance.now()), true);
addEventListener("compositionupdate", () => (typedAt = performance.now()), true);
addEventListener("pointerdown", () => (pressedAt = performance.now()), true);
addEventListener("click", () => (pressedAt = -Infinity), true);
addEventListener("pointercancel", () => (pressedAt = -Infinity), true);

/**
 * A row must not move between pressing and releasing a button, nor a field vanish while somebody types.
 * @param {Element} region
 * @returns {boolean} whether a new picture has to wait
 */
export function isHeld(region) {
  const active = document.activeElement;
  const isInside = active !== null && region.contains(active);
  const isTyping = isInside && active.matches(TEXT) && performance.now() - typedAt < TYPING_MS;
  const isChoosing = isInside && active.matches(OPEN_SELECT);
  const isPressing = performance.now() - pressedAt < PRESS_MS;
  const isBusy = region.querySelector("[data-dragging], dialog[open], details.confirm[open]") !== null;
  return isTyping || isChoosing || isPressing || isBusy;
}

/** @param {Node} node @returns {boolean} whether a person changed the control and has not sent it yet */
function isTouched(node) {
  if (node instanceof HTMLTextAreaElement) return node.value !== node.defaultValue;
  if (node instanceof HTMLSelectElement) {
    const options = [...node.options];
    const drawn = Math.max(0, options.findIndex((option) => option.defaultSelected));
    return !node.multiple && node.selectedIndex !== drawn;
  }
  if (!(node instanceof HTMLInputElement) || node.type === "hidden") return false;
  return /^(checkbox|radio)$/.test(node.type) ? node.checked !== node.defaultChecked : node.value !== node.defaultValue;
}

/** @param {string} name @param {Element} node @returns {boolean} `data-state*` and open details belong to the browser */
const isOurs = (name, node) => name.startsWith("data-state") || (name === "open" && node.matches("details, dialog"));

/** @param {Element} region @param {string} html its new content; stable ids keep rows, focus and typed text */
export function morph(region, html) {
  Idiomorph.morph(region, html, {
    morphStyle: "innerHTML",
    ignoreActiveValue: true,
    restoreFocus: true,
    callbacks: {
      beforeNodeMorphed: (old) => !isTouched(old),
      beforeAttributeUpdated: (name, node) => !isOurs(name, node),
    },
  });
}
