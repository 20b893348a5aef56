/**
 * A plain form sent after the sign-in ran out comes back empty: what was typed is kept in this tab while its officer signs in,
 * and filled in again on the page it came from. Another officer, another page or an accepted form forget it.
 * Never kept: passwords, hidden fields, files.
 */

import { page } from "./command-send.js";

const KEPT = "doithoai.typed";
const UNKEPT = new Set(["hidden", "password", "file", "submit", "button", "reset", "image", "fieldset", "output"]);
const here = () => location.pathname + location.search;

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */
/** @typedef {{account: string, page: string, action: string, asked: boolean, fields: [string, string, boolean][]}} Kept */

/** @param {HTMLFormElement} form @returns {Field[]} */
const typedIn = (form) =>
  /** @type {Field[]} */ ([...form.elements]).filter((field) => field.name && !UNKEPT.has(field.type));

/** @param {Field} field @returns {field is HTMLInputElement} */
const isChoice = (field) => field.type === "checkbox" || field.type === "radio";

addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (event.defaultPrevented || form.method !== "post" || !page("account")) return;
  const fields = typedIn(form).map((field) => [field.name, field.value, isChoice(field) && field.checked]);
  const kept = { account: page("account"), page: here(), action: form.action, asked: false, fields };
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  } catch { /* no room: the page comes back without the words */ }
});

/** @param {Kept} kept */
function fillIn(kept) {
  const form = [...document.forms].find((one) => one.action === kept.action && typedIn(one).length);
  if (!form) return;
  const left = [...kept.fields];
  for (const field of typedIn(form)) {
    const at = left.findIndex(([name, value]) => name === field.name && (!isChoice(field) || value === field.value));
    if (at < 0) continue;
    const [[, value, checked]] = left.splice(at, 1);
    if (isChoice(field)) field.checked = checked;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  for (let around = form.closest("details"); around; around = around.parentElement?.closest("details") ?? null) {
    around.open = true;
  }
  form.prepend(notice());
  form.scrollIntoView({ block: "nearest" });
}

function notice() {
  const words = document.createElement("p");
  words.textContent = "Những gì ông/bà gõ trước khi hết phiên đã được điền lại và chưa được gửi: xin xem lại, chọn lại tệp đính kèm nếu có, rồi gửi.";
  const made = document.createElement("div");
  made.className = "notice notice-warn";
  made.setAttribute("role", "status");
  made.append(words);
  return made;
}

/** The sign-in pages know no account: they only note that somebody was asked to sign in. */
function onLoad() {
  /** @type {Kept | null} */
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!kept) return;
  if (!page("account")) {
    sessionStorage.setItem(KEPT, JSON.stringify({ ...kept, asked: true }));
    return;
  }
  sessionStorage.removeItem(KEPT);
  if (kept.asked && kept.account === page("account") && kept.page === here()) fillIn(kept);
}

onLoad();
