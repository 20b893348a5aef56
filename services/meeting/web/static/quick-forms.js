/** Quick forms (`details.tool`): opening one puts the cursor into its first field, Escape closes it. */

document.addEventListener(
  "toggle",
  (event) => {
    const tool = event.target;
    if (!(tool instanceof HTMLDetailsElement) || !tool.matches(".tool") || !tool.open) return;
    const field = tool.querySelector("input:not([type=hidden]), textarea");
    if (field instanceof HTMLElement) field.focus();
  },
  true,
);

document.addEventListener("keydown", (event) => {
  const tool = /** @type {Element} */ (event.target).closest("details.tool[open]");
  if (event.key !== "Escape" || !(tool instanceof HTMLDetailsElement)) return;
  tool.open = false;
  tool.querySelector("summary")?.focus();
});
