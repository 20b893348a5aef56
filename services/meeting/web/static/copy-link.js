/** Buttons that copy a field: `<button data-copy="<id of the field>">`. Over plain HTTP the field is selected instead. */

document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  const field = document.getElementById(button?.getAttribute("data-copy") ?? "");
  const words = button?.querySelector("span");
  if (!words || !(field instanceof HTMLInputElement)) return;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    words.textContent = "Đã chép";
  } catch {
    words.textContent = "Bấm Ctrl+C";
  }
});
