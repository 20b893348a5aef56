/** What the outbox has to say: a red bar while commands wait, the sign-in notice, and the server's sentences. */

import { events, unsent } from "./command-outbox.js";
import { page } from "./command-send.js";

const LATE_MS = 3000;
const DONE_SHOWN_MS = 5000;
const CARRIED = "doithoai.said";

/** @param {string} tag @param {Record<string, string>} attributes @param {...(string | Node)} content */
function element(tag, attributes, ...content) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...content);
  return made;
}

const bar = element("div", { class: "unsent-bar", role: "alert", hidden: "" });
const notices = element("div", { class: "command-notices", role: "status", "aria-live": "polite" });
let signedOut = false;

/** Show the bar when the oldest command has waited too long, or when the sign-in ran out. */
function draw() {
  const waiting = unsent(page("account"));
  if (!waiting.length) signedOut = false;
  const late = waiting.length > 0 && Date.now() - waiting[0].at > LATE_MS;
  const words = signedOut
    ? `Phiên đăng nhập đã hết. ${waiting.length} thao tác được giữ trên máy này và sẽ gửi khi ông/bà đăng nhập lại.`
    : `${waiting.length} thao tác chưa gửi được. Đang thử lại, xin đừng đóng trang.`;
  const shown = signedOut || late ? words : "";
  if (bar.dataset.words === shown) return;
  bar.dataset.words = shown;
  bar.hidden = !shown;
  bar.replaceChildren(shown);
  if (signedOut) bar.append(" ", element("a", { href: "/dang-nhap", target: "_blank", rel: "opener" }, "Đăng nhập"));
}

/** @param {string} kind @param {string} label @param {string} message */
function say(kind, label, message) {
  const close = element("button", { type: "button", "aria-label": "Đóng thông báo" }, "×");
  const notice = element("div", { class: `command-notice is-${kind}` },
    element("p", {}, element("strong", {}, label), ` ${message}`), close);
  close.addEventListener("click", () => notice.remove());
  if (kind === "done") {
    notices.querySelector(".is-done")?.remove();
    setTimeout(() => notice.remove(), DONE_SHOWN_MS);
  }
  notices.append(notice);
}

/** The last good word survives the move to the next page. */
function carryOver() {
  const said = sessionStorage.getItem(CARRIED);
  sessionStorage.removeItem(CARRIED);
  if (!said) return;
  const [label, message] = JSON.parse(said);
  say("done", label, message);
}

events.addEventListener("answer", (event) => {
  const { command, answer } = /** @type {CustomEvent} */ (event).detail;
  signedOut = false;
  if (answer.status === "refused") say("refused", `${command.label} – bị từ chối.`, answer.message);
  else say("done", `${command.label} – đã ghi.`, answer.message);
  if (answer.status === "done" && answer.location) {
    sessionStorage.setItem(CARRIED, JSON.stringify([`${command.label} – đã ghi.`, answer.message]));
  }
});
events.addEventListener("signed-out", () => {
  signedOut = true;
  draw();
});
events.addEventListener("change", draw);
document.body.append(bar, notices);
carryOver();
setInterval(draw, 500);
draw();
