/**
 * Sends the queued commands of the signed-in account, one at a time and in order, until the server's final word.
 * Starts on load with what an earlier page left behind. Another account's queue is never touched.
 */

import { append, keyOf, keysOf, read, remove } from "./command-queue.js";
import { page, send } from "./command-send.js";

/** @typedef {import("./command-queue.js").Command} Command */
/** @typedef {import("./command-send.js").Answer} Answer */

const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 8000;
const FAULTS_BEFORE_GIVING_UP = 5;
/** @type {Set<string>} queues a loop of this page is working on */
const working = new Set();
/** @type {Set<() => void>} loops that wait for the next attempt */
const waiting = new Set();

/** What happens in the outbox: `change`, `answer` (detail: command, answer), `signed-out`. */
export const events = new EventTarget();

/** @param {string} account @returns {Command[]} everything this account has not sent */
export const unsent = (account) => keysOf(account).flatMap(read).sort((a, b) => a.at - b.at);

/**
 * Keep the command and start sending. Commands of an account that is not signed in on this page only wait.
 * @param {string} account @param {string} scope @param {Command} command
 */
export function enqueue(account, scope, command) {
  append(keyOf(account, scope), command);
  events.dispatchEvent(new Event("change"));
  if (account === page("account")) void drain(keyOf(account, scope), account);
}

/** Send what is left over; called on load, on return to the tab and when the network comes back. */
export function resume() {
  const account = page("account");
  waiting.forEach((wake) => wake());
  if (account) keysOf(account).forEach((key) => void drain(key, account));
}

/** @param {string} key @param {string} account */
async function drain(key, account) {
  if (working.has(key)) return;
  working.add(key);
  try {
    await alone(key, () => sendAll(key, account));
  } finally {
    working.delete(key);
  }
}

/** Only one tab sends a queue; without Web Locks (plain HTTP) the server's command ids keep it harmless.
 * @param {string} key @param {() => Promise<void>} work */
const alone = (key, work) => (navigator.locks ? navigator.locks.request(key, work) : work());

/** @param {string} key @param {string} account */
async function sendAll(key, account) {
  let attempt = 0;
  let faults = 0;
  for (let command = read(key)[0]; command; command = read(key)[0]) {
    const answer = await send(command, account);
    if (answer.status === "signed-out") return void events.dispatchEvent(new Event("signed-out"));
    if (answer.message === "fault" && ++faults >= FAULTS_BEFORE_GIVING_UP) {
      finish(key, command, { status: "refused", location: null,
        message: "Phần mềm gặp lỗi với thao tác này nên chưa ghi. Xin báo người quản trị." });
    } else if (answer.status === "again") {
      await pause(attempt++);
      continue;
    } else finish(key, command, answer);
    attempt = faults = 0;
  }
}

/** @param {string} key @param {Command} command @param {Answer} answer */
function finish(key, command, answer) {
  remove(key, command.id);
  events.dispatchEvent(new CustomEvent("answer", { detail: { command, answer } }));
  events.dispatchEvent(new Event("change"));
}

/** @param {number} attempt @returns {Promise<void>} longer with every failure, cut short by `resume` */
function pause(attempt) {
  const ms = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt) * (0.8 + 0.4 * Math.random());
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      waiting.delete(wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    waiting.add(wake);
  });
}

addEventListener("online", resume);
addEventListener("focus", resume);
addEventListener("storage", () => events.dispatchEvent(new Event("change")));
addEventListener("beforeunload", (event) => {
  if (unsent(page("account")).length) event.preventDefault();
});
resume();
