/** A box in the table's head that ticks every row, and a count of what is ticked in `[data-picked]`. Appears with script only. */

/** @param {HTMLTableElement} table */
function upgrade(table) {
  const boxes = () => [...table.querySelectorAll("td.pick input")].filter((b) => b instanceof HTMLInputElement);
  const head = table.querySelector("thead th");
  if (!head || !boxes().length) return;
  const all = document.createElement("input");
  all.type = "checkbox";
  all.className = "form-check-input";
  all.setAttribute("aria-label", "Chọn tất cả trong trang này");
  head.replaceChildren(all);
  const count = () => {
    const picked = boxes().filter((box) => box.checked).length;
    all.checked = picked > 0 && picked === boxes().length;
    all.indeterminate = picked > 0 && !all.checked;
    document.querySelectorAll("[data-picked]").forEach((place) => (place.textContent = picked ? `Đã chọn ${picked}` : ""));
  };
  table.addEventListener("change", (event) => {
    if (event.target === all) boxes().forEach((box) => (box.checked = all.checked));
    count();
  });
  count();
}

document.querySelectorAll("table").forEach(upgrade);
