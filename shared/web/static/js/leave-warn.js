/** Asks before leaving while a form marked `data-leave-warn` holds text that was not sent. */

/** @type {Set<HTMLFormElement>} */
const changed = new Set();

addEventListener("input", (event) => {
  const form = /** @type {Element} */ (event.target).closest?.("form[data-leave-warn]");
  if (form instanceof HTMLFormElement) changed.add(form);
});
addEventListener("submit", (event) => changed.delete(/** @type {HTMLFormElement} */ (event.target)), true);
addEventListener("reset", (event) => changed.delete(/** @type {HTMLFormElement} */ (event.target)), true);
addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});
