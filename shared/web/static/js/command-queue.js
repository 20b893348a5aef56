/**
 * The commands of one account and scope that the server has not answered yet, in the order of the clicks.
 * They live in localStorage, so a reload or a crash of the browser loses none.
 */

/**
 * @typedef {object} Command
 * @property {string} id
 * @property {string} action  address of the form
 * @property {[string, string][]} fields
 * @property {string} label   what the button said
 * @property {number} at      when it was clicked, ms
 */

const PREFIX = "doithoai.commands:";
/** @type {Map<string, string>} what could not be stored (storage full or forbidden) */
const memory = new Map();

/** @param {string} account @param {string} scope */
export const keyOf = (account, scope) => `${PREFIX}${encodeURIComponent(account)}:${encodeURIComponent(scope)}`;

/** @param {string} account @returns {string[]} the queues of this account and of no other */
export function keysOf(account) {
  const start = keyOf(account, "");
  const stored = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? "");
  return [...new Set([...stored, ...memory.keys()])].filter((key) => key.startsWith(start));
}

/** @param {string} key @returns {Command[]} */
export function read(key) {
  try {
    return JSON.parse(memory.get(key) ?? localStorage.getItem(key) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {string} key @param {Command[]} commands */
function write(key, commands) {
  const text = JSON.stringify(commands);
  memory.delete(key);
  try {
    if (commands.length) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch {
    memory.set(key, text);
  }
}

/** @param {string} key @param {Command} command */
export const append = (key, command) => write(key, [...read(key), command]);

/** @param {string} key @param {string} id */
export const remove = (key, id) => write(key, read(key).filter((command) => command.id !== id));
