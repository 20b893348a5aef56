/** Turns `details.confirm` into a modal dialog: its panel moves into the dialog and back, forms and all. */

/** @param {HTMLDetailsElement} details */
function open(details) {
  const panel = details.querySelector(".confirm-panel");
  if (!panel || details.querySelector("dialog")) return;
  const dialog = document.createElement("dialog");
  dialog.className = "confirm-dialog";
  dialog.setAttribute("aria-labelledby", panel.getAttribute("aria-labelledby") ?? "");
  details.append(dialog);
  dialog.append(panel);
  const hasFields = panel.querySelector("textarea, select, input:not([type=hidden])") !== null;
  panel.querySelectorAll("button[data-close]").forEach((button) => {
    button.removeAttribute("hidden");
    button.toggleAttribute("autofocus", !hasFields);
  });
  dialog.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target === dialog || target.closest("[data-close]")) dialog.close();
  });
  dialog.addEventListener("submit", () => setTimeout(() => dialog.close()));
  dialog.addEventListener("close", () => {
    details.append(panel);
    dialog.remove();
    details.open = false;
    details.querySelector("summary")?.focus();
  });
  dialog.showModal();
}

document.addEventListener(
  "toggle",
  (event) => {
    const details = event.target;
    if (details instanceof HTMLDetailsElement && details.matches(".confirm") && details.open) open(details);
  },
  true,
);
